package io.takecover.fuzz.report;

import io.takecover.fuzz.policy.ImageFacts;
import io.takecover.fuzz.policy.Kernel;
import io.takecover.fuzz.policy.MountOptions;
import io.takecover.fuzz.policy.Policy;
import io.takecover.fuzz.policy.Policy.Answer;
import io.takecover.fuzz.policy.Policy.Outcome;
import io.takecover.fuzz.policy.PolicyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the table of mount options says of sentences about kernels. The table was copied from
 * commits and documentation; no kernel is asked.
 */
final class PolicyMeasures {
  private static final Kernel LAST = new Kernel(6, 16);

  private PolicyMeasures() {}

  static List<Measurement> all() throws PolicyException {
    List<Measurement> all = new ArrayList<>();
    all.add(Measurement.of("C-20", metacopyInUserNamespaces(), "kernels"));
    all.add(Measurement.of("C-22", dataWithoutMetacopy(), "kernels"));
    all.add(Measurement.of("C-25", dataInUserNamespaces(), "kernels"));
    all.add(Measurement.of("C-26", metacopyAlone(), "kernels"));
    all.add(Measurement.of("C-27", requiredDigests(), "kernels"));
    return all;
  }

  private static Tally metacopyInUserNamespaces() throws PolicyException {
    Tally tally = new Tally();
    for (Kernel kernel : kernels(Kernel.OLDEST)) {
      tally.add(mounts(kernel, "userxattr,metacopy=on", true), kernel.toString());
    }
    return tally;
  }

  private static Tally dataWithoutMetacopy() throws PolicyException {
    Tally tally = new Tally();
    tally.add(mounts(LAST, "datadir", false), LAST.toString());
    return tally;
  }

  private static Tally dataInUserNamespaces() throws PolicyException {
    Tally tally = new Tally();
    for (Kernel kernel : kernels(new Kernel(6, 5))) {
      boolean expected = kernel.compareTo(LAST) >= 0;
      tally.add(mounts(kernel, "userxattr,datadir", true) == expected, kernel.toString());
    }
    return tally;
  }

  private static Tally metacopyAlone() throws PolicyException {
    Tally tally = new Tally();
    for (Kernel kernel : kernels(Kernel.OLDEST)) {
      Optional<Answer> files = about("files", kernel, "metacopy=on", false);
      boolean followed = files.isPresent() && files.get().row().id().equals("C-26");
      tally.add(followed && files.get().outcome() == Outcome.OK, kernel.toString());
    }
    return tally;
  }

  private static Tally requiredDigests() throws PolicyException {
    Tally tally = new Tally();
    for (Kernel kernel : kernels(new Kernel(6, 6))) {
      Optional<Answer> digests =
          about("digests", kernel, "metacopy=on,verity=require,datadir", false);
      tally.add(digests.isPresent() && digests.get().outcome() == Outcome.FAILS, kernel.toString());
    }
    return tally;
  }

  private static boolean mounts(Kernel kernel, String options, boolean userMarks)
      throws PolicyException {
    return about("mount", kernel, options, userMarks)
        .filter(answer -> answer.outcome() == Outcome.OK)
        .isPresent();
  }

  /** The answer about a subject, for an image of one external file without a digest. */
  private static Optional<Answer> about(
      String subject, Kernel kernel, String options, boolean userMarks) throws PolicyException {
    ImageFacts facts = new ImageFacts(userMarks, 1, 1, 0, 0, 0);
    return Policy.of(kernel, MountOptions.parse(options), facts).stream()
        .filter(answer -> answer.about().equals(subject))
        .findFirst();
  }

  /** From one release to the last that the table speaks of. */
  private static List<Kernel> kernels(Kernel from) {
    List<Kernel> kernels = new ArrayList<>();
    for (int minor = from.minor(); from.major() == 5 && minor <= 19; minor++) {
      kernels.add(new Kernel(5, minor));
    }
    for (int minor = from.major() == 5 ? 0 : from.minor(); minor <= LAST.minor(); minor++) {
      kernels.add(new Kernel(6, minor));
    }
    return kernels;
  }
}
