package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BisectionTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void everyFirstBadCommitIsFoundInFewSteps() throws Exception {
    for (int size = 1; size <= 40; size++) {
      for (int firstBad = 0; firstBad < size; firstBad++) {
        asked.clear();
        Bisection.Found found = search(size, firstBad, Set.of()).orElseThrow();
        assertThat(found.firstBad()).isEqualTo("c" + firstBad);
        assertThat(found.lastGood())
            .isEqualTo(firstBad == size - 1 ? Optional.empty() : Optional.of("c" + (firstBad + 1)));
        assertThat(found.between()).isEmpty();
        assertThat(asked).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(16);
      }
    }
  }

  @Test
  void whatCannotBeBuiltIsTold() throws Exception {
    Bisection.Found found = search(10, 4, Set.of(5, 6)).orElseThrow();
    assertThat(found.firstBad()).isEqualTo("c4");
    assertThat(found.lastGood()).contains("c7");
    assertThat(found.between()).containsExactly("c6", "c5");
  }

  @Test
  void whereTheNewestIsGoodNothingIsFound() throws Exception {
    assertThat(search(5, -1, Set.of())).isEmpty();
  }

  /** Commits are numbered from the newest; those up to {@code firstBad} are bad. */
  private Optional<Bisection.Found> search(int size, int firstBad, Set<Integer> broken)
      throws Exception {
    List<String> line = IntStream.range(0, size).mapToObj(i -> "c" + i).toList();
    Bisection.Probe probe =
        commit -> {
          asked.add(commit);
          int index = Integer.parseInt(commit.substring(1));
          if (broken.contains(index)) {
            return Bisection.Answer.UNKNOWN;
          }
          return index <= firstBad ? Bisection.Answer.BAD : Bisection.Answer.GOOD;
        };
    return Bisection.of(line, probe, text -> {});
  }
}
