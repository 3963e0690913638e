package io.takecover.fuzz.campaign;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the inputs that a target has gathered make the parser say.
 *
 * @param inputs how many there are, seeds included
 * @param accepted how many of their images are accepted
 * @param rules that refuse the others, or that are noted
 */
record Census(int inputs, int accepted, Set<Rule> rules) {
  static final Census NONE = new Census(0, 0, Set.of());

  /**
   * Runs all inputs of a target. Those of the working corpus that fail are removed from it: they
   * are in the crash store by then, and a fuzzer that starts from them finds nothing else.
   */
  static Census of(Targets target, Places places) throws IOException {
    int count = 0;
    int accepted = 0;
    Set<Rule> rules = new HashSet<>();
    for (Path input : Places.filesIn(places.workingCorpus(target))) {
      Optional<byte[]> bytes = read(input);
      if (bytes.isPresent() && fails(target, bytes.get())) {
        Files.deleteIfExists(input);
      } else if (bytes.isPresent()) {
        count++;
        accepted += isAccepted(target.image(bytes.get()), rules) ? 1 : 0;
      }
    }
    for (Path folder : places.seeds(target)) {
      for (Path input : Places.filesIn(folder)) {
        byte[] bytes = Files.readAllBytes(input);
        count++;
        accepted += !fails(target, bytes) && isAccepted(target.image(bytes), rules) ? 1 : 0;
      }
    }
    return new Census(count, accepted, rules);
  }

  /** Empty where another campaign over the same corpus has found something better since. */
  private static Optional<byte[]> read(Path input) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(input));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean isAccepted(byte[] image, Set<Rule> rules) {
    Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
    List<Violation> said =
        verdict instanceof Verdict.Rejected rejected
            ? rejected.violations()
            : ((Verdict.Accepted) verdict).notes();
    said.forEach(violation -> rules.add(violation.rule()));
    return verdict instanceof Verdict.Accepted;
  }

  /** Any failure at all: whatever it is, the fuzzer reported it when it met the input. */
  private static boolean fails(Targets target, byte[] input) {
    try {
      target.run(input);
      return false;
    } catch (RuntimeException | Error e) {
      return true;
    }
  }
}
