package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.model.Image;
import io.takecover.model.SameTree;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.util.Arrays;

/**
 * A tree goes through both formats. What EROFS cannot hold is lost on the first way, so the tree
 * that it read is what the others are held to.
 */
final class ConvertClaims {
  private static final long U32_MAX = 0xffff_ffffL;

  private ConvertClaims() {}

  /**
   * @param tree one that the rules of trees allow; a format may still not hold it
   */
  static void hold(Image tree) {
    byte[] erofs = written(tree, Format.EROFS);
    if (erofs == null || hasLargeSpecial(tree)) {
      return;
    }
    Image inErofs = read(erofs, "erofs");
    byte[] nativeImage = written(inErofs, Format.NATIVE);
    if (nativeImage == null) {
      return;
    }
    Image inNative = read(nativeImage, "native");
    require(SameTree.test(inErofs, inNative), "same-tree", "the trees of the two images differ");
    require(dump(inErofs).equals(dump(inNative)), "same-dump", "the dumps of the images differ");
    byte[] again = written(inNative, Format.EROFS);
    boolean isSame = again != null && Arrays.equals(again, erofs);
    require(isSame, "same-bytes", "converted there and back, the image is another");
  }

  /**
   * Whether a tree has a pipe, a socket or a device with a size of 2^32 or more. mkcomposefs gives
   * it an extended inode for that, and then no size, so what it writes is not what it would write
   * of what it reads.
   */
  static boolean hasLargeSpecial(Image tree) {
    for (int inode = 0; inode < tree.inodeCount(); inode++) {
      boolean isSpecial =
          switch (tree.type(inode)) {
            case REGULAR, DIRECTORY, SYMLINK -> false;
            default -> true;
          };
      if (isSpecial && tree.size(inode) > U32_MAX) {
        return true;
      }
    }
    return false;
  }

  /** The image, or null where the format does not hold the tree. */
  private static byte[] written(Image tree, Format format) {
    try {
      return Composefs.write(tree, format, Limits.DEFAULT);
    } catch (RejectedException e) {
      require(e.violation().rule().bindsWriting() || format == Format.EROFS, "refused", e);
      return null;
    }
  }

  private static Image read(byte[] image, String format) {
    if (Composefs.inspect(image, Limits.DEFAULT) instanceof Verdict.Accepted accepted) {
      return accepted.image();
    }
    throw new ClaimFailure(Claim.CONVERT_KEEPS, format, "what was written is refused");
  }

  private static String dump(Image image) {
    StringBuilder text = new StringBuilder();
    try {
      DumpWriter.write(image, text, Limits.DEFAULT);
    } catch (RejectedException | IOException e) {
      throw new ClaimFailure(Claim.CONVERT_KEEPS, "dump", e.toString());
    }
    return text.toString();
  }

  private static void require(boolean holds, String rule, Object detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.CONVERT_KEEPS, rule, detail.toString());
    }
  }
}
