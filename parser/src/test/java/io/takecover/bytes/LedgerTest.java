package io.takecover.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

  /** What a sweep met, a line each. */
  private static final class Story implements Ledger.Sweep {
    private final List<String> lines = new ArrayList<>();

    static List<String> of(Ledger ledger) {
      Story story = new Story();
      ledger.sweep(story);
      return story.lines;
    }

    @Override
    public void claim(int claim) {
      lines.add("claim " + claim);
    }

    @Override
    public void gap(long from, long to, int nextClaim) {
      lines.add("gap " + from + " to " + to + " before " + nextClaim);
    }

    @Override
    public void overlap(int first, int second) {
      lines.add("overlap of " + first + " and " + second);
    }
  }

  private static Ledger of(int size) {
    return new Ledger(ByteView.of(new byte[size]));
  }

  @Test
  void sectionWithoutClaimsIsOneGap() {
    assertThat(Story.of(of(33))).containsExactly("gap 0 to 33 before -1");
    assertThat(Story.of(of(0))).isEmpty();
  }

  @Test
  void sameRangeIsOneClaim() {
    Ledger ledger = of(64);
    assertThat(ledger.claim(3, 5)).isZero();
    assertThat(ledger.claim(40, 8)).isEqualTo(1);
    assertThat(ledger.claim(3, 5)).isZero();
    assertThat(ledger.claim(40, 8)).isEqualTo(1);
    assertThat(ledger.size()).isEqualTo(2);
    assertThat(ledger.start(0)).isEqualTo(3);
    assertThat(ledger.start(1)).isEqualTo(40);
  }

  @Test
  void sameStartWithAnotherLengthIsNone() {
    Ledger ledger = of(64);
    ledger.claim(3, 5);
    assertThat(ledger.claim(3, 4)).isEqualTo(-1);
    assertThat(ledger.claim(3, 6)).isEqualTo(-1);
    assertThat(ledger.size()).isEqualTo(1);
    assertThat(Story.of(ledger))
        .containsExactly("gap 0 to 3 before 0", "claim 0", "gap 8 to 64 before -1");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, -1", "-1, 1", "64, 1", "63, 2", "0, 65", "1, 0x7fffffffffffffff"})
  void rangeOutsideOrEmptyIsAFault(String at, String size) {
    Ledger ledger = of(64);
    assertThatThrownBy(() -> ledger.claim(Long.decode(at), Long.decode(size)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(ledger.size()).isZero();
  }

  @Test
  void claimsThatTileTheSectionLeaveNothingToTell() {
    Ledger ledger = of(48);
    ledger.claim(16, 32);
    ledger.claim(0, 16);
    assertThat(Story.of(ledger)).containsExactly("claim 1", "claim 0");
  }

  @Test
  void sweepIsInAddressOrderWhateverTheOrderOfClaims() {
    Ledger ledger = of(100);
    ledger.claim(90, 5);
    ledger.claim(20, 3);
    ledger.claim(18, 2);
    ledger.claim(31, 9);
    ledger.claim(0, 4);
    assertThat(Story.of(ledger))
        .containsExactly(
            "claim 4",
            "gap 4 to 18 before 2",
            "claim 2",
            "claim 1",
            "gap 23 to 31 before 3",
            "claim 3",
            "gap 40 to 90 before 0",
            "claim 0",
            "gap 95 to 100 before -1");
  }

  @Test
  void overlapNamesTheClaimThatReachesFurthest() {
    Ledger ledger = of(100);
    ledger.claim(0, 50);
    ledger.claim(10, 5);
    ledger.claim(20, 5);
    ledger.claim(40, 20);
    ledger.claim(55, 45);
    assertThat(Story.of(ledger))
        .containsExactly(
            "claim 0",
            "overlap of 0 and 1",
            "claim 1",
            "overlap of 0 and 2",
            "claim 2",
            "overlap of 0 and 3",
            "claim 3",
            "overlap of 3 and 4",
            "claim 4");
  }

  @Test
  void overlapsOfOneByteAndGapsOfOneByteShow() {
    Ledger ledger = of(12);
    ledger.claim(0, 4);
    ledger.claim(3, 4);
    ledger.claim(8, 4);
    assertThat(Story.of(ledger))
        .containsExactly(
            "claim 0", "overlap of 0 and 1", "claim 1", "gap 7 to 8 before 2", "claim 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 16, 32})
  void granuleHoldsSixteenStarts(long granule) {
    Ledger ledger = of(64);
    for (int i = 15; i >= 0; i--) {
      ledger.claim(granule + i, 1);
    }
    for (int i = 0; i < 16; i++) {
      assertThat(ledger.claim(granule + i, 1)).isEqualTo(15 - i);
      assertThat(ledger.claim(granule + i, 2)).isEqualTo(-1);
    }
    assertThat(ledger.size()).isEqualTo(16);
    assertThat(Story.of(ledger).stream().filter(line -> line.startsWith("claim")))
        .hasSize(16)
        .startsWith("claim 15", "claim 14")
        .endsWith("claim 0");
  }

  @Test
  void lastByteMayBeAGranuleOfItsOwn() {
    Ledger ledger = of(17);
    assertThat(ledger.claim(16, 1)).isZero();
    assertThat(Story.of(ledger)).containsExactly("gap 0 to 16 before 0", "claim 0");
  }

  @Test
  void kindsAndTagsAreKeptForEachClaim() {
    Ledger ledger = of(64);
    int one = ledger.claim(0, 8);
    int two = ledger.claim(8, 8);
    assertThat(ledger.kinds(one)).isZero();
    assertThat(ledger.tag(one)).isZero();
    assertThat(ledger.addKind(one, 4)).isTrue();
    assertThat(ledger.addKind(one, 4)).isFalse();
    assertThat(ledger.addKind(one, 1)).isTrue();
    assertThat(ledger.kinds(one)).isEqualTo(5);
    assertThat(ledger.kinds(two)).isZero();
    ledger.setTag(two, 77);
    assertThat(ledger.tag(two)).isEqualTo(77);
    assertThat(ledger.tag(one)).isZero();
  }

  @Test
  void growthKeepsWhatIsThere() {
    Ledger ledger = of(1000);
    for (int i = 0; i < 500; i++) {
      int claim = ledger.claim(2L * i, 2);
      ledger.addKind(claim, 1 << (i % 7));
      ledger.setTag(claim, 3 * i);
    }
    assertThat(ledger.size()).isEqualTo(500);
    for (int i = 0; i < 500; i++) {
      assertThat(ledger.claim(2L * i, 2)).isEqualTo(i);
      assertThat(ledger.start(i)).isEqualTo(2L * i);
      assertThat(ledger.kinds(i)).isEqualTo(1 << (i % 7));
      assertThat(ledger.tag(i)).isEqualTo(3 * i);
    }
    assertThat(Story.of(ledger)).hasSize(500).noneMatch(line -> line.startsWith("gap"));
  }

  /** A ledger that looks at every byte, and knows who came first by trying. */
  private static final class Naive {
    private final int size;
    private final TreeMap<Integer, Integer> lengthAt = new TreeMap<>();
    private final Map<Integer, Integer> claimAt = new HashMap<>();

    Naive(int size) {
      this.size = size;
    }

    int claim(int at, int length) {
      if (lengthAt.containsKey(at)) {
        return lengthAt.get(at) == length ? claimAt.get(at) : -1;
      }
      lengthAt.put(at, length);
      claimAt.put(at, claimAt.size());
      return claimAt.get(at);
    }

    List<String> story() {
      List<String> lines = new ArrayList<>();
      int[] owner = new int[size + 1];
      int free = 0;
      for (Map.Entry<Integer, Integer> claim : lengthAt.entrySet()) {
        int at = claim.getKey();
        int number = claimAt.get(at);
        if (at > free) {
          lines.add("gap " + free + " to " + at + " before " + number);
        } else if (at < free) {
          lines.add("overlap of " + owner[free - 1] + " and " + number);
        }
        lines.add("claim " + number);
        for (; free < at + claim.getValue() || free < at; free++) {
          owner[free] = number;
        }
      }
      if (free < size) {
        lines.add("gap " + free + " to " + size + " before -1");
      }
      return lines;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithANaiveLedger(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(200);
      Ledger ledger = of(size);
      Naive naive = new Naive(size);
      int claims = random.nextInt(60);
      for (int i = 0; i < claims; i++) {
        int at = random.nextInt(size);
        int length = 1 + random.nextInt(Math.min(size - at, 1 + random.nextInt(24)));
        assertThat(ledger.claim(at, length)).isEqualTo(naive.claim(at, length));
      }
      assertThat(ledger.size()).isEqualTo(naive.claimAt.size());
      assertThat(Story.of(ledger)).isEqualTo(naive.story());
    }
  }
}
