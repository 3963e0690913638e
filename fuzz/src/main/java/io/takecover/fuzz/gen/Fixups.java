package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout;
import io.takecover.erofs.NameHash;
import java.util.zip.CRC32C;

/**
 * Repairs what an EROFS image derives from the rest of itself, so that an edit is not refused for a
 * sum that it made wrong: the xattr name filter of each inode, the number of inodes and of blocks,
 * and the superblock's checksum where there is one. Native images derive nothing of the kind.
 */
public final class Fixups {
  private static final int SUPERBLOCK = ErofsLayout.SUPERBLOCK_OFFSET;

  private final byte[] image;
  private final ErofsBytes bytes;

  private Fixups(byte[] image) {
    this.image = image;
    bytes = new ErofsBytes(image);
  }

  /**
   * A repaired copy.
   *
   * @param format what the image is taken for, whatever its magic number is
   */
  public static byte[] of(Format format, byte[] image) {
    Fixups fixups = new Fixups(image.clone());
    if (format == Format.EROFS) {
      fixups.repair();
    }
    return fixups.image;
  }

  private void repair() {
    Parts parts = new Parts(image.length);
    ErofsWalk walk = new ErofsWalk(bytes, parts);
    filters(parts);
    if (!bytes.holds(SUPERBLOCK, Shape.EROFS_SB.size())) {
      return;
    }
    put(ErofsLayout.SB_INOS, SUPERBLOCK, walk.inodeCount());
    put(ErofsLayout.SB_BLOCKS, SUPERBLOCK, image.length / ErofsLayout.BLOCK_SIZE);
    long features = bytes.get(ErofsLayout.SB_FEATURE_COMPAT, SUPERBLOCK);
    if ((features & ErofsLayout.FEATURE_CHECKSUM) != 0) {
      put(ErofsLayout.SB_CHECKSUM, SUPERBLOCK, 0);
      put(ErofsLayout.SB_CHECKSUM, SUPERBLOCK, checksum());
    }
  }

  /** The parts of an inode follow each other: its header, then what the filter is made of. */
  private void filters(Parts parts) {
    long header = ErofsBytes.NONE;
    long filter = 0;
    for (int i = 0; i < parts.count(); i++) {
      Part part = parts.get(i);
      if (part.shape() == Shape.EROFS_XATTR_HEADER) {
        putFilter(header, filter);
        header = part.at();
        filter = Numbers.max(ErofsLayout.XATTR_HEADER_H_NAME_FILTER);
      } else if (part.shape() == Shape.EROFS_SHARED_ID) {
        filter &= ~bit(bytes.sharedXattr(bytes.get(ErofsLayout.SHARED_ID_ID, part.at())));
      } else if (part.shape() == Shape.EROFS_XATTR_ENTRY) {
        filter &= ~bit(part.at());
      }
    }
    putFilter(header, filter);
  }

  private void putFilter(long header, long filter) {
    if (header != ErofsBytes.NONE) {
      put(ErofsLayout.XATTR_HEADER_H_NAME_FILTER, header, filter);
    }
  }

  /** The bit of an xattr; none where it is not inside the image. */
  private long bit(long entry) {
    boolean isThere = bytes.holds(entry, Shape.EROFS_XATTR_ENTRY.size());
    if (!isThere || !bytes.holds(bytes.key(entry), bytes.keyLength(entry))) {
      return 0;
    }
    ByteView view = ByteView.of(image);
    int bit =
        NameHash.filterBit(view, bytes.key(entry), bytes.keyLength(entry), bytes.nameIndex(entry));
    return Integer.toUnsignedLong(bit);
  }

  /** CRC-32C of the rest of the superblock's block, not inverted at the end. */
  private long checksum() {
    int end = Math.min(image.length, ErofsLayout.BLOCK_SIZE);
    CRC32C crc = new CRC32C();
    crc.update(image, SUPERBLOCK, end - SUPERBLOCK);
    return ~crc.getValue() & Numbers.max(ErofsLayout.SB_CHECKSUM);
  }

  private void put(Field field, long at, long value) {
    ByteSink number = ByteSink.keeping(field.width());
    number.put(field, value);
    int to = Math.toIntExact(at + field.offset());
    System.arraycopy(number.toByteArray(), 0, image, to, field.width());
  }
}
