package io.takecover.fuzz.report;

import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.policy.PolicyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that one process measures within a minute or two. */
public final class ClaimMeasures {
  private ClaimMeasures() {}

  /**
   * Measures.
   *
   * @param progress is told what is being done
   */
  public static List<Measurement> of(Corpus corpus, Consumer<String> progress)
      throws IOException, PolicyException {
    List<Measurement> all = new ArrayList<>(PolicyMeasures.all());
    progress.accept("digests, signatures and stores");
    all.addAll(new GateMeasures(corpus).all());
    progress.accept("vectors and rules");
    all.addAll(new RuleMeasures(corpus).all());
    progress.accept("valid images");
    ValidImages images = ValidImages.of(corpus);
    all.addAll(new ImageMeasures(images).all());
    all.add(LookupMeasures.of(images));
    return all.stream().sorted((one, other) -> one.key().compareTo(other.key())).toList();
  }
}
