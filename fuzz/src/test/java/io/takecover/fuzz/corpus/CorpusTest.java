package io.takecover.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the images of the project to what {@code vectors.json} says of them. */
class CorpusTest {
  private static final Pattern TRIGGER = Pattern.compile("\\bT-[0-9]+");
  private static final int TRIGGERS = 25;

  private final Corpus corpus = ProjectFolder.open(ProjectFolder.corpus());

  @Test
  void everyImageIsMadeAndJudgedAgain() throws IOException {
    assertThat(CorpusCheck.problems(corpus)).isEmpty();
  }

  @Test
  void acceptedImagesAreWrittenAgainByteForByte() throws IOException, RejectedException {
    for (TestVector vector : corpus.vectors()) {
      byte[] image = corpus.read(vector);
      if (Judgement.of(image, Profile.STRICT).verdict() instanceof Verdict.Accepted accepted) {
        int version = Math.toIntExact(accepted.version());
        byte[] written =
            Composefs.write(accepted.image(), accepted.format(), version, Limits.DEFAULT);
        assertThat(written.length == image.length && java.util.Arrays.equals(written, image))
            .as(vector.id())
            .isEqualTo(accepted.canonical());
      }
    }
  }

  @Test
  void recipesAreCanonicalAndNamedOnce() {
    Set<String> names = new HashSet<>();
    for (Recipe recipe : Recipe.all()) {
      assertThat(names.add(ImageMaker.idOf(recipe))).as(recipe.name()).isTrue();
      Profile profile = recipe.form().profile();
      boolean isStrict = profile == Profile.STRICT;
      Judgement judgement = Judgement.of(recipe.make(), isStrict ? Profile.CANONICAL : profile);
      assertThat(judgement.isAccepted()).as(recipe.name() + ": " + judgement).isTrue();
      // Of images for mounts in a user namespace, no writer says what is canonical.
      assertThat(judgement.canonical()).isEqualTo(profile != Profile.USERXATTR);
    }
  }

  @ParameterizedTest
  @CsvSource({"NATIVE, 30, 300, 2048", "EROFS, 60, 600, 16384"})
  void thereAreEnoughAndMostAreSmall(Format format, long valid, long malformed, long small)
      throws IOException {
    Set<String> files = new HashSet<>();
    corpus.vectors().stream()
        .filter(vector -> vector.format().equals(format.label()))
        .forEach(vector -> files.add(vector.file()));
    long smallOnes = 0;
    for (String file : files) {
      smallOnes += Files.size(ProjectFolder.corpus().resolve(file)) <= small ? 1 : 0;
    }
    long accepted = files.stream().filter(Corpus::isInValid).count();
    assertThat(accepted).isGreaterThanOrEqualTo(valid);
    assertThat(files.size() - accepted).isGreaterThanOrEqualTo(malformed);
    assertThat(smallOnes).isGreaterThan(files.size() * 9L / 10);
  }

  /** The edits by which the specification breaks other readers; some break none that is right. */
  @Test
  void everyTriggerOfTheSpecificationIsNamed() {
    Set<String> named = new HashSet<>();
    for (TestVector vector : corpus.vectors()) {
      Matcher trigger = TRIGGER.matcher(vector.note());
      while (trigger.find()) {
        named.add(trigger.group());
      }
    }
    for (int number = 1; number <= TRIGGERS; number++) {
      assertThat(named).contains("T-%02d".formatted(number));
    }
    assertThat(named).hasSize(TRIGGERS);
  }

  @Test
  void theListIsWrittenAsItIsRead() throws IOException {
    String text = Files.readString(ProjectFolder.corpus().resolve(Corpus.VECTORS));
    assertThat(VectorFile.format(corpus.vectors())).isEqualTo(text);
  }

  /** The names say what is wrong: a number alone would not. */
  @Test
  void namesAreWords() {
    for (TestVector vector : corpus.vectors()) {
      assertThat(Path.of(vector.file()).getFileName().toString()).matches("[a-z].*[a-z].*\\.img");
    }
  }

  @Test
  void aFolderThatIsNotThereIsNoCorpus() throws IOException, CorpusException {
    Path nowhere = ProjectFolder.root().resolve("no-such-folder");
    assertThatThrownBy(() -> Corpus.open(nowhere)).isInstanceOf(CorpusException.class);
    Path without = ProjectFolder.root().resolve("fuzz");
    assertThat(Corpus.open(without).vectors()).isEqualTo(List.of());
  }
}
