package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.fuzz.report.Measurement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The measurement of C-12 asks of every image, and sees each of them parsed where it should be. */
class VerifiedOrderTest {
  @Test
  void everyImageIsAskedSixTimesAndParsedTwice() throws Exception {
    Corpus corpus = Corpus.open(ProjectFolder.corpus());
    Set<String> files = new HashSet<>();
    for (TestVector vector : corpus.vectors()) {
      if (corpus.read(vector).length > 0) {
        files.add(vector.file());
      }
    }
    long images = files.size();
    Measurement measured = VerifiedOrder.measure(corpus);
    assertThat(measured.key()).isEqualTo("C-12");
    assertThat(measured.trials()).isEqualTo(6 * images).isPositive();
    assertThat(measured.counterexamples()).isZero();
    assertThat(measured.figures()).containsEntry("parsed after the digest held", 2 * images);
  }
}
