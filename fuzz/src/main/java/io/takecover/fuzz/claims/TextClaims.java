package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.dump.CanonicalText;
import io.takecover.dump.DumpWriter;
import io.takecover.model.Image;
import io.takecover.model.SameTree;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What must hold of any bytes that are read as composefs-dump(5) text. */
final class TextClaims {
  private static final long STEPS_PER_BYTE = 32;
  private static final long FREE_STEPS = 4096;

  private TextClaims() {}

  static void hold(byte[] text) {
    DumpVerdict strict = read(text, false);
    DumpVerdict lenient = read(text, true);
    if (strict instanceof DumpVerdict.Accepted accepted) {
      boolean isSame =
          lenient instanceof DumpVerdict.Accepted other
              && SameTree.test(accepted.image(), other.image());
      require(isSame, "lenient", "a strict text means another tree to the lenient reader");
      TextGrammar.hold(new String(text, StandardCharsets.ISO_8859_1), accepted.notes());
      NoteClaims.ofTree(accepted.image(), accepted.notes());
      comesBack(accepted.image(), text);
      TextLimitClaims.hold(text);
    } else if (strict instanceof DumpVerdict.Rejected rejected) {
      String characters = new String(text, StandardCharsets.ISO_8859_1);
      TextDiagnosis.hold(characters, rejected.violations());
    }
  }

  private static DumpVerdict read(byte[] text, boolean lenient) {
    DumpVerdict verdict = Composefs.readDump(text, Limits.DEFAULT, lenient);
    long allowed = FREE_STEPS + STEPS_PER_BYTE * text.length;
    if (verdict.steps() > allowed) {
      String detail = verdict.steps() + " steps for " + text.length + " bytes";
      throw new ClaimFailure(Claim.LINEAR_WORK, "steps", detail);
    }
    return verdict;
  }

  private static void comesBack(Image tree, byte[] text) {
    String dump = dump(tree);
    byte[] bytes = dump.getBytes(StandardCharsets.ISO_8859_1);
    if (!(Composefs.readDump(bytes, Limits.DEFAULT, false) instanceof DumpVerdict.Accepted again)) {
      throw new ClaimFailure(Claim.TEXT_ROUND_TRIP, "refused", "the dump of a text is refused");
    }
    require(SameTree.test(tree, again.image()), "same-tree", "the dump means another tree");
    require(Arrays.equals(text, bytes) == isCanonical(tree, text), "canonical", "or is not");
    require(dump(again.image()).equals(dump), "same-dump", "the dump of the dump is another");
  }

  private static boolean isCanonical(Image tree, byte[] text) {
    try {
      return CanonicalText.firstDifference(tree, ByteView.of(text), Limits.DEFAULT) == null;
    } catch (RejectedException e) {
      throw new ClaimFailure(Claim.TEXT_ROUND_TRIP, "canonical", e.toString());
    }
  }

  private static String dump(Image image) {
    StringBuilder text = new StringBuilder();
    try {
      DumpWriter.write(image, text, Limits.DEFAULT);
    } catch (RejectedException | IOException e) {
      throw new ClaimFailure(Claim.TEXT_ROUND_TRIP, "dump", e.toString());
    }
    return text.toString();
  }

  private static void require(boolean holds, String rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.TEXT_ROUND_TRIP, rule, detail);
    }
  }
}
