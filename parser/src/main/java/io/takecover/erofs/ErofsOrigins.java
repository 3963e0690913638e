package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.SUPERBLOCK_OFFSET;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.erofs.SuperblockReader.Superblock;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.model.Part;

/**
 * Where the parts of the tree of an EROFS image stand: computed when somebody asks. An inode's
 * offset is kept; an entry or an xattr is found by going through the directory or the body that
 * holds it.
 */
final class ErofsOrigins implements Origins {
  private final Image tree;
  private final ByteView image;
  private final Superblock superblock;
  private final int[] offsets;

  /**
   * @param offsets of the inodes, by their indices in the tree
   */
  ErofsOrigins(Image tree, Superblock superblock, int[] offsets) {
    this.tree = tree;
    this.image = tree.bytes();
    this.superblock = superblock;
    this.offsets = offsets;
  }

  @Override
  public long offset(Part part, int index) {
    return switch (part) {
      case NAME -> tree.nameAt(index);
      case NAME_LENGTH -> direntAt(index) + ErofsLayout.DIRENT_NAMEOFF.offset();
      case TARGET -> direntAt(index) + ErofsLayout.DIRENT_NID.offset();
      case KEY -> xattrEntryAt(index) + Struct.XATTR_ENTRY.size();
      case KEY_LENGTH -> xattrEntryAt(index) + ErofsLayout.XATTR_ENTRY_E_NAME_LEN.offset();
      case PAYLOAD -> payloadAt(index);
      case CONTENT -> inodeField(index, Part.SIZE);
      case DIGEST -> tree.digestAt(index);
      default -> inodeField(index, part);
    };
  }

  @Override
  public String path(Part part) {
    return switch (part) {
      case NAME -> Region.NAME.path();
      case NAME_LENGTH -> ErofsLayout.DIRENT_NAMEOFF.path();
      case TARGET -> ErofsLayout.DIRENT_NID.path();
      case KEY -> Region.KEY.path();
      case KEY_LENGTH -> ErofsLayout.XATTR_ENTRY_E_NAME_LEN.path();
      case PAYLOAD -> Region.PAYLOAD.path();
      case DIGEST -> Region.DIGEST.path();
      default -> field(part, true).path();
    };
  }

  /** Offset of a payload, or of the size of what has none. */
  private long payloadAt(int inode) {
    return tree.payloadLength(inode) > 0 ? tree.payloadAt(inode) : inodeField(inode, Part.SIZE);
  }

  private long inodeField(int inode, Part part) {
    Inode at = new Inode(image, superblock).moveTo(offsets[inode]);
    boolean isTime = part == Part.MTIME_SECONDS || part == Part.MTIME_NANOSECONDS;
    if (isTime && !at.isExtended()) {
      ErofsLayout field =
          part == Part.MTIME_SECONDS ? ErofsLayout.SB_BUILD_TIME : ErofsLayout.SB_BUILD_TIME_NSEC;
      return (long) SUPERBLOCK_OFFSET + field.offset();
    }
    return at.at() + field(part, at.isExtended()).offset();
  }

  /** Most fields have one place and one name in both forms. */
  private static Field field(Part part, boolean extended) {
    return switch (part) {
      case MODE -> ErofsLayout.COMPACT_I_MODE;
      case NLINK -> extended ? ErofsLayout.EXTENDED_I_NLINK : ErofsLayout.COMPACT_I_NLINK;
      case UID -> ErofsLayout.COMPACT_I_UID;
      case GID -> extended ? ErofsLayout.EXTENDED_I_GID : ErofsLayout.COMPACT_I_GID;
      case RDEV -> ErofsLayout.COMPACT_I_U;
      case SIZE, CONTENT -> ErofsLayout.COMPACT_I_SIZE;
      // The format has no ctime; what stands for it is never at fault.
      case MTIME_SECONDS, CTIME_SECONDS -> ErofsLayout.EXTENDED_I_MTIME;
      case MTIME_NANOSECONDS, CTIME_NANOSECONDS -> ErofsLayout.EXTENDED_I_MTIME_NSEC;
      default -> throw new IllegalArgumentException(part + " is not a field of an inode");
    };
  }

  /** The reader added entries, and sets of xattrs, in the order of the inodes. */
  private long direntAt(int entry) {
    int directory = 0;
    while (entry >= tree.firstEntry(directory) + tree.entryCount(directory)) {
      directory++;
    }
    Inode inode = new Inode(image, superblock).moveTo(offsets[directory]);
    long nameAt = tree.nameAt(entry);
    // Blocks lie behind all inodes.
    boolean inTail = nameAt < inode.tailAt() + inode.tailSize();
    long start = inTail ? inode.tailAt() : nameAt / ErofsLayout.BLOCK_SIZE * ErofsLayout.BLOCK_SIZE;
    long at = start;
    while (image.get(ErofsLayout.DIRENT_NAMEOFF, at) != nameAt - start) {
      at += Struct.DIRENT.size();
    }
    return at;
  }

  /** The entry whose value is that of an xattr of the tree: no two have one value's place. */
  private long xattrEntryAt(int xattr) {
    int inode = 0;
    while (xattr >= tree.firstXattr(inode) + tree.xattrCount(inode)) {
      inode++;
    }
    Inode of = new Inode(image, superblock).moveTo(offsets[inode]);
    long bodyAt = of.bodyAt();
    long idAt = bodyAt + Struct.XATTR_HEADER.size();
    long count = image.get(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, bodyAt);
    for (long k = 0; k < count; k++, idAt += Struct.SHARED_ID.size()) {
      long id = image.get(ErofsLayout.SHARED_ID_ID, idAt);
      long at = superblock.xattrBase() + id * Struct.SHARED_ID.size();
      if (valueAt(at) == tree.valueAt(xattr)) {
        return at;
      }
    }
    long at = idAt;
    while (valueAt(at) != tree.valueAt(xattr)) {
      long end = valueAt(at) + image.get(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, at);
      at = (end + 3) & ~3L;
    }
    return at;
  }

  private long valueAt(long at) {
    return at + Struct.XATTR_ENTRY.size() + image.get(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, at);
  }
}
