package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpRule;
import io.takecover.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Caps of texts that no input of a fuzzer is long enough to reach: a line is added to a text that
 * is accepted, which just meets a cap, or is one too long for it.
 */
final class TextLimitClaims {
  /** How many texts are asked of, one in so many: a line of 1 MiB takes its time. */
  private static final int ONE_IN = 32;

  private static final int PATH_MAX = 4096;
  private static final int NAME_MAX = 255;
  private static final int PAYLOAD_MAX = 4095;
  private static final int TARGET_RECOMMENDED = 1024;
  private static final int CONTENT_MAX = 5000;
  private static final int CONTENT_RECOMMENDED = 64;
  private static final int LINE_MAX = 1 << 20;
  private static final int PART_MAX = 65535;
  private static final int SUM_MAX = 32767;
  private static final String REGULAR = "100644";
  private static final String SYMLINK = "120777";
  private static final String NONE = "-";
  private static final String KEY = "user.k";
  private static final String ESCAPED = "\\x6b";

  /** No line of the text has it, but by a chance that nobody meets. */
  private final String name;

  private final String text;

  private TextLimitClaims(String text, long hash) {
    this.text = text;
    name = "limit" + Long.toHexString(hash);
  }

  /**
   * Holds of a text that the strict reader accepts; looks at one in some texts, as the text says.
   */
  static void hold(byte[] text) {
    CRC32 crc = new CRC32();
    crc.update(text);
    if (crc.getValue() % ONE_IN == 0) {
      String accepted = new String(text, StandardCharsets.ISO_8859_1);
      new TextLimitClaims(accepted, crc.getValue()).hold((crc.getValue() / ONE_IN) % 8);
    }
  }

  /** All of it, whatever the text says. */
  static void holdAll(String text) {
    for (int cap = 0; cap < 8; cap++) {
      new TextLimitClaims(text, cap).hold(cap);
    }
  }

  private void hold(long cap) {
    switch (Math.toIntExact(cap)) {
      case 0 -> {
        binds(file("1", "p".repeat(PAYLOAD_MAX)), null);
        binds(file("1", "p".repeat(PAYLOAD_MAX + 1)), DumpRule.PAYLOAD_LENGTH);
      }
      case 1 -> {
        binds(link(TARGET_RECOMMENDED), null);
        binds(link(TARGET_RECOMMENDED + 1), null);
        binds(link(PAYLOAD_MAX), null);
        binds(link(PAYLOAD_MAX + 1), DumpRule.SYMLINK_TARGET);
      }
      case 2 -> {
        binds(content(CONTENT_RECOMMENDED), null);
        binds(content(CONTENT_RECOMMENDED + 1), null);
        binds(content(CONTENT_MAX), null);
        binds(content(CONTENT_MAX + 1), DumpRule.CONTENT_LENGTH);
      }
      case 3 -> {
        String padded = name + "n".repeat(NAME_MAX - name.length());
        binds(line(padded, "0", REGULAR, NONE, NONE, ""), null);
        binds(line(padded + "n", "0", REGULAR, NONE, NONE, ""), DumpRule.NAME_LENGTH);
        String path = "n/".repeat(PATH_MAX / 2) + name;
        binds(line(path, "0", REGULAR, NONE, NONE, ""), DumpRule.PATH_LENGTH);
      }
      case 4 -> {
        int most = SUM_MAX - 12 - 7 - KEY.length();
        binds(xattr(KEY, "v".repeat(most)), null);
        binds(xattr(KEY, "v".repeat(most + 1)), DumpRule.XATTR_SUM);
      }
      case 5 -> {
        String value = ESCAPED.repeat((PART_MAX - KEY.length() - 1) / ESCAPED.length());
        String rest = "v".repeat(PART_MAX - KEY.length() - 1 - value.length());
        binds(xattr(KEY, rest + value), null);
        binds(xattr(KEY, rest + value + "v"), DumpRule.XATTR_PART);
      }
      case 6 -> {
        binds(xattr("user." + "k".repeat(NAME_MAX - 5), "v"), null);
        binds(xattr("user." + "k".repeat(NAME_MAX - 4), "v"), DumpRule.KEY_LENGTH);
      }
      default -> {
        int more = LINE_MAX - xattr(KEY, "").length() + 1;
        binds(xattr(KEY, "v".repeat(more)), DumpRule.XATTR_PART);
        binds(xattr(KEY, "v".repeat(more + 1)), DumpRule.LINE_LENGTH);
      }
    }
  }

  private String file(String size, String payload) {
    return line(name, size, REGULAR, payload, NONE, "");
  }

  private String link(int length) {
    return line(name, Integer.toString(length), SYMLINK, "t".repeat(length), NONE, "");
  }

  private String content(int length) {
    return line(name, Integer.toString(length), REGULAR, NONE, "c".repeat(length), "");
  }

  private String xattr(String key, String value) {
    return line(name, "0", REGULAR, NONE, NONE, " " + key + "=" + value);
  }

  private static String line(
      String path, String size, String mode, String payload, String content, String xattrs) {
    String numbers = mode + " 1 0 0 0 0.0";
    return "/" + String.join(" ", path, size, numbers, payload, content, NONE) + xattrs + "\n";
  }

  /**
   * Held of the text with one more line.
   *
   * @param rule what refuses it, or null where it is accepted
   */
  private void binds(String line, DumpRule rule) {
    String longer = text + line;
    byte[] bytes = longer.getBytes(StandardCharsets.ISO_8859_1);
    DumpVerdict verdict = Composefs.readDump(bytes, Limits.DEFAULT, false);
    if (verdict instanceof DumpVerdict.Accepted accepted) {
      require(rule == null, rule, "it is accepted");
      TextGrammar.hold(longer, accepted.notes());
    } else {
      Rule refusing = ((DumpVerdict.Rejected) verdict).first().rule();
      require(refusing == rule, rule == null ? refusing : rule, "refused by " + refusing.name());
    }
  }

  private static void require(boolean holds, Rule rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.TEXT_LIMITS, rule.name(), detail);
    }
  }
}
