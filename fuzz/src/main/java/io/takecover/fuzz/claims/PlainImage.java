package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.rule.Profile;
import java.nio.charset.StandardCharsets;

/**
 * The numbers of an EROFS image by their plain offsets, for a second reader that must not share the
 * layout, the structures or a line of the parser's.
 */
final class PlainImage {
  static final int BLOCK = 4096;
  static final int SLOT = 32;
  static final int FIRST_INODE = 1152;

  /** Offsets from the start of the image; the superblock starts at 1024. */
  static final int VERSION = 12;

  static final int ROOT_NID = 1038;
  static final int INOS = 1040;
  static final int XATTR_BLOCK = 1068;

  private final ByteView bytes;
  private final Profile profile;

  PlainImage(byte[] image, Profile profile) {
    bytes = ByteView.of(image);
    this.profile = profile;
  }

  ByteView bytes() {
    return bytes;
  }

  long size() {
    return bytes.size();
  }

  /** Whether it is to be an image of composefs version 2. */
  boolean wantsVersion2() {
    return profile == Profile.RS_V2;
  }

  /** Whether overlayfs reads {@code user.overlay.} instead of {@code trusted.overlay.}. */
  boolean isForUsers() {
    return profile == Profile.USERXATTR;
  }

  int u8(long at) {
    return bytes.u8(at);
  }

  int u16(long at) {
    return bytes.u16(at);
  }

  long u32(long at) {
    return bytes.u32(at);
  }

  long u64(long at) {
    return bytes.u64(at);
  }

  boolean isZero(long from, long to) {
    return bytes.firstNonZero(from, to) == to;
  }

  /** Bytes as characters of the same numbers. */
  String text(long at, long length) {
    return length == 0 ? "" : new String(bytes.copy(at, length), StandardCharsets.ISO_8859_1);
  }

  /** From where the ids of shared xattrs count. */
  long xattrBase() {
    return u32(XATTR_BLOCK) * BLOCK;
  }

  /** No inode may reach behind it. */
  long inodesLimit() {
    return wantsVersion2() ? size() : Math.min(size(), xattrBase() + BLOCK);
  }
}
