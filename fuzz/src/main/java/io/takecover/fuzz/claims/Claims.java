package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.model.SameTree;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Holds inputs against claims. This is all that a target calls. */
public final class Claims {
  /**
   * Name of a system property: where it is {@code true}, every claim is checked on every input, as
   * one wants it when a failure is looked into.
   */
  public static final String ALL = "takecover.claims.all";

  /** Scripts of signatures that start so describe a trust file, or a key to sign with. */
  private static final byte FOR_TRUST = -1;

  private static final boolean ALL_DUE = Boolean.getBoolean(ALL);
  private static final List<Claim> OF_ANY = Claim.Scope.ANY.claims();
  private static final List<Claim> OF_ACCEPTED = Claim.Scope.ACCEPTED.claims();

  private Claims() {}

  /** All claims about any bytes; the costly ones on some inputs only. */
  public static void ofBytes(byte[] bytes) {
    Trial trial = new Trial(bytes);
    run(OF_ANY, trial, false);
    if (trial.isAccepted()) {
      run(OF_ACCEPTED, trial, false);
    }
  }

  /** All claims about any bytes, the costly ones too. */
  public static void allOfBytes(byte[] bytes) {
    Trial trial = new Trial(bytes);
    run(OF_ANY, trial, true);
    if (trial.isAccepted()) {
      run(OF_ACCEPTED, trial, true);
    }
  }

  /** The claims about the text that is made of an image, where the image is accepted. */
  public static void ofDump(byte[] bytes) {
    Trial trial = new Trial(bytes);
    run(List.of(Claim.ONLY_REFUSES), trial, true);
    if (trial.isAccepted()) {
      run(List.of(Claim.DUMP_WELL_FORMED), trial, true);
    }
  }

  /**
   * A valid tree is written and read back, and the image is held against all claims about images.
   * What EROFS has no field for is lost on the way, so there the image is written once more
   * instead.
   */
  public static void ofTree(Image tree, Format format) {
    byte[] image = write(tree, format);
    if (image == null || (format == Format.EROFS && ConvertClaims.hasLargeSpecial(tree))) {
      return;
    }
    if (format == Format.EROFS) {
      FitClaims.written(tree);
    }
    Trial trial = new Trial(image);
    run(OF_ANY, trial, false);
    if (trial.verdict() instanceof Verdict.Rejected rejected) {
      String rule = rejected.first().rule().name();
      throw new ClaimFailure(
          Claim.ROUND_TRIP, rule, "a valid tree is refused: " + rejected.first());
    }
    if (!trial.accepted().canonical()) {
      throw new ClaimFailure(
          Claim.ROUND_TRIP, "canonical", "what the writer writes is not canonical");
    }
    boolean comesBack =
        format == Format.NATIVE
            ? SameTree.test(tree, trial.accepted().image())
            : Arrays.equals(image, write(trial.accepted().image(), format));
    if (!comesBack) {
      throw new ClaimFailure(
          Claim.ROUND_TRIP, "same-tree", "another tree is read than was written");
    }
    run(OF_ACCEPTED, trial, false);
  }

  /** A valid tree goes through both formats and back. */
  public static void ofConversion(Image tree) {
    guarded(Claim.CONVERT_KEEPS, () -> ConvertClaims.hold(tree));
  }

  /** All claims about bytes that are read as text. */
  public static void ofText(byte[] text) {
    guarded(Claim.TEXT_ROUND_TRIP, () -> TextClaims.hold(text));
  }

  /** What must hold of the fs-verity digest of a file that bytes describe. */
  public static void ofVerity(byte[] bytes) {
    guarded(Claim.VERITY_AGREES, () -> VerityClaims.hold(bytes));
  }

  /** What must hold of any bytes as a signature. */
  public static void ofSignature(byte[] bytes) {
    guarded(Claim.SIGNATURE_BINDS, () -> SignatureClaims.hold(bytes));
  }

  /**
   * What must hold of a signature that bytes describe, and of whoever is trusted; or, of one input
   * in some, what must hold of what comes before any signature.
   */
  public static void ofSignatureScript(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == FOR_TRUST) {
      ofTrust(Arrays.copyOfRange(bytes, 1, bytes.length));
    } else {
      guarded(Claim.SIGNATURE_BINDS, () -> SignatureClaims.holdOfScript(bytes));
    }
  }

  /** What must hold of a trust file, or of a key to sign with, that bytes describe. */
  public static void ofTrust(byte[] bytes) {
    guarded(Claim.SIGNATURE_VERDICT, () -> TrustClaims.hold(bytes));
  }

  /** The rule by which bytes are refused as a signature, where the right key is trusted. */
  public static Optional<Rule> ruleOfSignature(byte[] bytes) {
    return SignatureClaims.rule(bytes);
  }

  /** What must hold of a store that bytes describe, and of what becomes of it. */
  public static void ofStore(byte[] bytes) {
    guarded(Claim.STORE_TELLS, () -> StoreClaims.hold(bytes));
  }

  /** What the gate promises to readers behind it, where it accepts the image. */
  public static void ofGate(byte[] bytes) {
    Trial trial = new Trial(bytes);
    run(List.of(Claim.ONLY_REFUSES), trial, true);
    if (trial.isAccepted()) {
      run(List.of(Claim.GATE_PROTECTS), trial, true);
    }
  }

  /** The image, or null where EROFS has no place for something of the tree. */
  private static byte[] write(Image tree, Format format) {
    try {
      return Composefs.write(tree, format, Limits.DEFAULT);
    } catch (RejectedException e) {
      if (format == Format.EROFS) {
        FitClaims.refused(tree, e.violation().rule());
        return null;
      }
      throw ClaimFailure.refused(Claim.ROUND_TRIP, e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw ClaimFailure.thrown(Claim.ROUND_TRIP, e);
    }
  }

  private static void guarded(Claim claim, Runnable check) {
    try {
      check.run();
    } catch (ClaimFailure | VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw ClaimFailure.thrown(claim, e);
    }
  }

  private static void run(List<Claim> claims, Trial trial, boolean all) {
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      if (all || ALL_DUE || claim.isDue(trial)) {
        run(claim, trial);
      }
    }
  }

  private static void run(Claim claim, Trial trial) {
    try {
      claim.check(trial);
    } catch (ClaimFailure | VirtualMachineError e) {
      throw e;
    } catch (RejectedException e) {
      throw ClaimFailure.refused(claim, e);
    } catch (RuntimeException | Error e) {
      throw ClaimFailure.thrown(claim, e);
    }
  }
}
