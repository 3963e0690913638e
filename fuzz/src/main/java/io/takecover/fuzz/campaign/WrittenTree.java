package io.takecover.fuzz.campaign;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;

/**
 * The image of a tree; empty where the tree is refused, which is a finding that the target itself
 * reports.
 */
final class WrittenTree {
  private WrittenTree() {}

  static byte[] of(Image tree, Format format) {
    try {
      return Composefs.write(tree, format, Limits.DEFAULT);
    } catch (RejectedException e) {
      return new byte[0];
    }
  }

  /** The image of the tree that a text means; empty where it is refused. */
  static byte[] ofText(byte[] text) {
    return Composefs.readDump(text, Limits.DEFAULT, false) instanceof DumpVerdict.Accepted accepted
        ? of(accepted.image(), Format.EROFS)
        : new byte[0];
  }
}
