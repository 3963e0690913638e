package io.takecover.fuzz.report;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.model.SameTree;
import io.takecover.rule.Profile;
import java.util.SplittableRandom;

/**
 * What becomes of an accepted image when one of its bits is turned: refused, another tree, or the
 * same tree as if nothing were.
 *
 * @param tried how many bits; all, or so many as chance chose
 * @param accepted of how many the image is accepted still
 * @param unnoticed of how many its tree is the same, too
 */
record BitFaults(int tried, int accepted, int unnoticed) {
  private static final int MOST = 8192;
  private static final long SEED = 20230125;

  /** Of how many the image is accepted as another tree, which a digest alone would tell. */
  int others() {
    return accepted - unnoticed;
  }

  /** Turns one bit after the other. */
  static BitFaults of(byte[] original) {
    Image tree = accepted(original);
    if (tree == null) {
      throw new IllegalArgumentException("the image is refused as it is");
    }
    int bits = original.length * Byte.SIZE;
    SplittableRandom chance = new SplittableRandom(SEED);
    byte[] turned = original.clone();
    int accepted = 0;
    int unnoticed = 0;
    int tried = Math.min(bits, MOST);
    for (int i = 0; i < tried; i++) {
      int bit = bits <= MOST ? i : chance.nextInt(bits);
      byte mask = (byte) (1 << bit % Byte.SIZE);
      turned[bit / Byte.SIZE] ^= mask;
      Image other = accepted(turned);
      if (other != null) {
        accepted++;
        unnoticed += SameTree.test(tree, other) ? 1 : 0;
      }
      turned[bit / Byte.SIZE] ^= mask;
    }
    return new BitFaults(tried, accepted, unnoticed);
  }

  private static Image accepted(byte[] image) {
    return Composefs.admit(image, Limits.DEFAULT, Profile.STRICT)
            instanceof Verdict.Accepted accepted
        ? accepted.image()
        : null;
  }
}
