package io.takecover.fuzz.campaign;

import io.takecover.Composefs;
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

  static byte[] of(Image tree) {
    try {
      return Composefs.write(tree, Format.NATIVE, Limits.DEFAULT);
    } catch (RejectedException e) {
      return new byte[0];
    }
  }
}
