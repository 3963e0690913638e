package io.takecover.fuzz.cli;

import io.takecover.Format;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.util.Arrays;
import java.util.List;

/**
 * What of a tree is not in the image that is written of it, though the image is right: numbers for
 * which a format has no field. What a format cannot say at all is refused, not lost.
 */
enum Loss {
  CTIME("when inodes were last changed (ctime)") {
    @Override
    boolean isIn(Image image, int inode) {
      return image.ctimeSeconds(inode) != 0 || image.ctimeNanoseconds(inode) != 0;
    }
  },
  DIRECTORY_SIZE("the size of directories") {
    @Override
    boolean isIn(Image image, int inode) {
      return image.type(inode) == FileType.DIRECTORY && image.size(inode) != 0;
    }
  },
  DIGEST_OF_NOTHING("the digest of empty files") {
    @Override
    boolean isIn(Image image, int inode) {
      return image.hasDigest(inode) && image.size(inode) == 0;
    }
  },
  OTHER_SIZE("the size of symlinks that is not their target's length, and of special files") {
    @Override
    boolean isIn(Image image, int inode) {
      return switch (image.type(inode)) {
        case REGULAR, DIRECTORY -> false;
        case SYMLINK -> image.size(inode) != image.payloadLength(inode);
        default -> image.size(inode) != 0;
      };
    }
  };

  private final String what;

  Loss(String what) {
    this.what = what;
  }

  /** What is lost, as a noun. */
  String what() {
    return what;
  }

  /** Whether an inode would lose it. */
  abstract boolean isIn(Image image, int inode);

  /**
   * What a tree of one format can lose in another; in the same one, nothing. The native one has a
   * field for every number of a tree.
   */
  static List<Loss> between(Format from, Format to) {
    return from != to && to == Format.EROFS ? Arrays.asList(values()) : List.of();
  }
}
