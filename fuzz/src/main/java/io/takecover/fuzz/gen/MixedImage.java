package io.takecover.fuzz.gen;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * An image of either format that bytes describe, mostly a valid one: the first byte chooses between
 * a tree that is written and an edit of a valid image.
 */
public final class MixedImage {
  private static final int KINDS = 8;

  private MixedImage() {}

  /** The image; of no bytes where EROFS has no place for the tree. */
  public static byte[] of(byte[] input) {
    if (input.length == 0) {
      return input;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    return switch (Byte.toUnsignedInt(input[0]) % KINDS) {
      case 0, 1, 2, 3 -> written(rest, Format.NATIVE);
      case 4, 5 -> written(rest, Format.EROFS);
      case 6 -> EditScript.image(rest);
      default -> EditScript.erofsImage(rest);
    };
  }

  private static byte[] written(byte[] input, Format format) {
    try {
      return Composefs.write(TreeGen.tree(input), format, Limits.DEFAULT);
    } catch (RejectedException e) {
      return new byte[0];
    }
  }
}
