package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.model.SameTree;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.util.Arrays;
import java.util.Optional;

/** What one verdict says of another. */
final class VerdictClaims {
  private static final int PREFIXES = 8;

  private VerdictClaims() {}

  static void sameAgain(Trial trial) {
    Verdict again = Composefs.inspect(trial.bytes().clone(), Limits.DEFAULT);
    Verdict first = trial.verdict();
    if (again.steps() != first.steps()) {
      String detail = first.steps() + " steps, then " + again.steps();
      throw new ClaimFailure(Claim.SAME_VERDICT, "steps", detail);
    }
    if (!same(first, again)) {
      throw new ClaimFailure(Claim.SAME_VERDICT, "verdict", word(first) + ", then " + word(again));
    }
  }

  private static boolean same(Verdict first, Verdict again) {
    if (first instanceof Verdict.Accepted one && again instanceof Verdict.Accepted other) {
      return one.canonical() == other.canonical()
          && one.version() == other.version()
          && one.notes().equals(other.notes())
          && SameTree.test(one.image(), other.image());
    }
    return first instanceof Verdict.Rejected one
        && again instanceof Verdict.Rejected other
        && one.violations().equals(other.violations());
  }

  static void profilesNest(Trial trial) {
    Verdict canonical = Composefs.inspect(trial.bytes(), Limits.DEFAULT, Profile.CANONICAL);
    Verdict lenient = Composefs.inspect(trial.bytes(), Limits.DEFAULT, Profile.LENIENT_V3);
    Verdict admitted = Composefs.admit(trial.bytes(), Limits.DEFAULT, Profile.STRICT);
    if (admitted instanceof Verdict.Accepted != trial.isAccepted() && !ranOut(trial.verdict())) {
      String detail = word(trial.verdict()) + ", but where nobody compares " + word(admitted);
      throw new ClaimFailure(Claim.PROFILES_NEST, "admit", detail);
    }
    boolean isCanonical = trial.isAccepted() && trial.accepted().canonical();
    if (canonical instanceof Verdict.Accepted != isCanonical) {
      String detail = word(trial.verdict()) + ", but with --canonical " + word(canonical);
      throw new ClaimFailure(Claim.PROFILES_NEST, "canonical", detail);
    }
    if (trial.isAccepted() && lenient instanceof Verdict.Rejected) {
      String detail = "accepted, but with --lenient-v3 " + word(lenient);
      throw new ClaimFailure(Claim.PROFILES_NEST, "lenient", detail);
    }
  }

  /** Only to compare may take more steps than to read. */
  private static boolean ranOut(Verdict verdict) {
    return verdict instanceof Verdict.Rejected rejected
        && rejected.first().rule() == LimitRule.WORK;
  }

  /** The longest and the shortest one, and some between that the hash chooses. */
  static void prefixesRefused(Trial trial) {
    int size = trial.bytes().length;
    long chance = trial.hash();
    for (int i = 0; i < PREFIXES; i++) {
      int length = i < 2 ? (size - 1) * i : Math.toIntExact(chance % size);
      byte[] prefix = Arrays.copyOf(trial.bytes(), length);
      if (Composefs.inspect(prefix, Limits.DEFAULT) instanceof Verdict.Accepted) {
        String detail = "the first " + length + " of " + size + " bytes are accepted too";
        throw new ClaimFailure(Claim.PREFIX_REFUSED, "accepted", detail);
      }
      chance = (chance * 0x5DEECE66DL + 0xBL) & 0xffff_ffff_ffffL;
    }
  }

  static void rewrites(Trial trial) throws RejectedException {
    Verdict.Accepted accepted = trial.accepted();
    Optional<byte[]> written = trial.written();
    int differsAt = written.map(bytes -> Arrays.mismatch(bytes, trial.bytes())).orElse(0);
    if (accepted.canonical() != differsAt < 0) {
      String detail = "canonical is " + accepted.canonical() + ", first difference at " + differsAt;
      throw new ClaimFailure(Claim.REWRITES, "bytes", detail);
    }
    if (!accepted.canonical() && written.isPresent()) {
      rewritingSettles(accepted, written.get());
    }
  }

  /** What is written of an image that is not canonical is canonical, and the same tree. */
  private static void rewritingSettles(Verdict.Accepted accepted, byte[] written) {
    Verdict again = Composefs.inspect(written, Limits.DEFAULT);
    if (!(again instanceof Verdict.Accepted settled) || !settled.canonical()) {
      throw new ClaimFailure(Claim.REWRITES, "settles", "re-written, and still " + word(again));
    }
    boolean same =
        accepted.format() == Format.EROFS
            ? SameTree.testButDirectorySizes(accepted.image(), settled.image())
            : SameTree.test(accepted.image(), settled.image());
    if (!same) {
      throw new ClaimFailure(Claim.REWRITES, "same-tree", "re-writing changes the tree");
    }
  }

  static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Rejected rejected) {
      return "rejected with " + rejected.first().rule().name();
    }
    return ((Verdict.Accepted) verdict).canonical() ? "accepted, canonical" : "accepted";
  }
}
