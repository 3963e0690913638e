package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.nativefmt.NativeLayout;

/** A few numbers of native images, taken from where the format's table of bytes has them. */
final class NativeFields {
  /** Bytes of an inode. */
  static final long INODE = 96;

  /** Where the root's inode stands, behind the superblock. */
  static final long FIRST_INODE = 128;

  private static final long DIRECTORY = 0040000;
  private static final long REGULAR = 0100000;
  private static final long TYPE = 0170000;

  private NativeFields() {}

  /** Where vdata begins and the table of inodes ends, as the image says. */
  static long vdata(ByteView image) {
    return image.get(NativeLayout.SB_VDATA_OFFSET, 0);
  }

  static boolean isDirectory(ByteView image, long inodeAt) {
    return type(image, inodeAt) == DIRECTORY;
  }

  static boolean isRegular(ByteView image, long inodeAt) {
    return type(image, inodeAt) == REGULAR;
  }

  /** The four bits of the mode that are the type. */
  static long type(ByteView image, long inodeAt) {
    return image.get(NativeLayout.INODE_ST_MODE, inodeAt) & TYPE;
  }
}
