package io.takecover.erofs;

import io.takecover.rule.Profile;

/**
 * What the kinds of images differ in that a profile may ask for.
 *
 * @param isVersion2 the layout that composefs-rs wrote as composefs version 2 (E-602): extended
 *     inodes only, numbered by their place, no stubs, and no mark on the root
 * @param underUser whether overlayfs reads its xattrs under "user." instead of "trusted."
 * @param contentMax most bytes of a file that the image itself holds
 * @param linkMax most bytes of a symlink's target
 */
record Variant(boolean isVersion2, boolean underUser, long contentMax, long linkMax) {
  static final long MOST_CONTENT_IN_VERSION_2 = 512;
  static final long LONGEST_LINK_IN_VERSION_2 = 1024;

  private static final Variant MKCOMPOSEFS = new Variant(false, false, 5000, 4095);
  private static final Variant FOR_USER_MOUNTS = new Variant(false, true, 5000, 4095);
  private static final Variant VERSION_2 =
      new Variant(true, false, MOST_CONTENT_IN_VERSION_2, LONGEST_LINK_IN_VERSION_2);

  static Variant of(Profile profile) {
    return switch (profile) {
      case RS_V2 -> VERSION_2;
      case USERXATTR -> FOR_USER_MOUNTS;
      default -> MKCOMPOSEFS;
    };
  }
}
