package io.takecover.fuzz.gen;

import io.takecover.sign.SignatureRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One element of DER (X.690) with all that is in it, said a second time and without a line of the
 * reader's: a tree, built before anything of it is understood.
 */
public final class DerNode {
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int NULL = 0x05;
  public static final int OID = 0x06;
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;
  private static final int DEEPEST = 32;

  /** Of the whole file. */
  private final byte[] bytes;

  private final int at;
  private final int contentAt;
  private final int end;
  private final List<DerNode> parts;

  private DerNode(byte[] bytes, int at, int contentAt, int end, List<DerNode> parts) {
    this.bytes = bytes;
    this.at = at;
    this.contentAt = contentAt;
    this.end = end;
    this.parts = parts;
  }

  /**
   * What bytes are made of: elements, or the first rule that they break.
   *
   * @param broken null where all is DER
   */
  public record Forest(List<DerNode> trees, SignatureRule broken) {}

  /** Stands where an element is not, so that nobody needs to ask whether it is there. */
  public static DerNode nothing() {
    return new DerNode(new byte[] {0}, 0, 1, 1, List.of());
  }

  /** Takes a whole file apart. */
  public static Forest read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /** Takes some bytes of a file apart. */
  public static Forest read(byte[] bytes, int from, int to) {
    List<DerNode> trees = new ArrayList<>();
    return new Forest(trees, read(bytes, from, to, 1, trees));
  }

  private static SignatureRule read(
      byte[] bytes, int from, int to, int depth, List<DerNode> trees) {
    for (int at = from; at < to; at = trees.get(trees.size() - 1).end) {
      if (to - at < 2) {
        return SignatureRule.DER_BOUNDS;
      }
      int width = (bytes[at + 1] & 0x80) == 0 ? 0 : bytes[at + 1] & 0x7f;
      boolean hasNone = (bytes[at + 1] & 0xff) == 0x80;
      if (hasNone || width > 2 || to - at < 2 + width) {
        return hasNone ? SignatureRule.DER_LENGTH : SignatureRule.DER_BOUNDS;
      }
      String digits = HexFormat.of().formatHex(bytes, width == 0 ? at + 1 : at + 2, at + 2 + width);
      int length = Integer.parseInt(digits, 16);
      if (width > 0 && length < (width == 1 ? 0x80 : 0x100)) {
        return SignatureRule.DER_LENGTH;
      }
      int contentAt = at + 2 + width;
      if (length > to - contentAt) {
        return SignatureRule.DER_BOUNDS;
      }
      int tag = bytes[at] & 0xff;
      boolean isInParts = (tag & 0x20) != 0;
      boolean isUniversal = tag < 0x40;
      if ((isUniversal && isInParts && tag != SEQUENCE && tag != SET) || tag % 0x20 == 0x1f) {
        return SignatureRule.DER_FORM;
      }
      if (tag == INTEGER && !isShortest(bytes, contentAt, length)) {
        return SignatureRule.DER_LENGTH;
      }
      List<DerNode> parts = isInParts ? new ArrayList<>() : List.of();
      trees.add(new DerNode(bytes, at, contentAt, contentAt + length, parts));
      if (isInParts) {
        SignatureRule broken =
            depth == DEEPEST
                ? SignatureRule.DER_DEPTH
                : read(bytes, contentAt, contentAt + length, depth + 1, parts);
        if (broken != null) {
          return broken;
        }
      }
    }
    return null;
  }

  /** Whether the first nine bits of a number are needed: not all of them are alike. */
  private static boolean isShortest(byte[] bytes, int at, int length) {
    return length == 1 || (length > 1 && (bytes[at] != bytes[at + 1] >> 7));
  }

  /** What is in it, where it is in parts. */
  public List<DerNode> parts() {
    return parts;
  }

  public int tag() {
    return bytes[at] & 0xff;
  }

  public int length() {
    return end - contentAt;
  }

  public byte[] content() {
    return Arrays.copyOfRange(bytes, contentAt, end);
  }

  public byte[] whole() {
    return Arrays.copyOfRange(bytes, at, end);
  }

  /** The content as people write it. */
  public String hex() {
    return HexFormat.of().formatHex(bytes, contentAt, end);
  }

  /** Whether this stands before another in a set. */
  public boolean isBefore(DerNode next) {
    return Arrays.compareUnsigned(bytes, at, end, next.bytes, next.at, next.end) < 0;
  }
}
