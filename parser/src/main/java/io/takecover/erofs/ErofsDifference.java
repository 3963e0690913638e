package io.takecover.erofs;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;

/** Says by which rule an image is not what the writer would make of its tree. */
final class ErofsDifference {
  /** In place of an inode's number: the difference is in none. */
  static final int OUTSIDE = -1;

  private final Image image;
  private final ErofsPlan plan;
  private final StoredTree tree;
  private final ByteView bytes;

  ErofsDifference(Image image, ErofsPlan plan, ByteView bytes) {
    this.image = image;
    this.plan = plan;
    this.tree = plan.tree();
    this.bytes = bytes;
  }

  /** An inode with more xattrs than any writer stores. */
  static Violation overfull(ErofsPlan plan, Rule rule, long at) {
    return new Violation(rule, at, ErofsLayout.COMPACT_I_XATTR_ICOUNT.path(), plan.overfullSpace());
  }

  /** The build time, if it is another; it decides the form of every inode. */
  Violation ofBuildTime() {
    int oldest = tree.oldest();
    Violation seconds = ofNumber(ErofsLayout.SB_BUILD_TIME, tree.mtimeSeconds(oldest));
    return seconds != null
        ? seconds
        : ofNumber(ErofsLayout.SB_BUILD_TIME_NSEC, tree.mtimeNanoseconds(oldest));
  }

  /** Bytes behind the last that is written. */
  Violation ofSize() {
    if (bytes.size() == plan.imageSize()) {
      return null;
    }
    return new Violation(
        ErofsRule.IMAGE_END, plan.imageSize(), ErofsSection.IMAGE.path(), bytes.size());
  }

  /**
   * A difference that a sink met.
   *
   * @param number the inode that was being written, or {@link #OUTSIDE}
   * @param first the field that is the first to differ
   */
  Violation of(ByteSink sink, int number, Field first) {
    long at = sink.differsAt();
    Field field = sink.differsIn();
    Rule rule = number == OUTSIDE ? ofHead(field) : ofInode(field, number, at, first);
    return new Violation(rule, at, field.path(), found(field, at));
  }

  private Violation ofNumber(ErofsLayout field, long expected) {
    long found = bytes.get(field, ErofsLayout.SUPERBLOCK_OFFSET);
    if (found == expected) {
      return null;
    }
    long at = (long) ErofsLayout.SUPERBLOCK_OFFSET + field.offset();
    return new Violation(ErofsRule.BUILD_TIME, at, field.path(), found);
  }

  private static Rule ofHead(Field field) {
    if (field == ErofsLayout.SB_BLOCKS) {
      return ErofsRule.IMAGE_END;
    }
    if (field instanceof ErofsLayout layout
        && (layout.struct() == ErofsLayout.Struct.HEADER
            || layout.struct() == ErofsLayout.Struct.SB)) {
      return ErofsRule.INODE_ORDER;
    }
    // Behind the inodes.
    return field == ErofsSection.BLOCK_PADDING ? ErofsRule.DATA_ORDER : ErofsRule.SHARED_ORDER;
  }

  private Rule ofInode(Field field, int number, long at, Field first) {
    if (field == ErofsLayout.DIRENT_NID) {
      return ErofsRule.INODE_ORDER;
    }
    if (at >= plan.dataStart()) {
      boolean moved = first == ErofsLayout.COMPACT_I_U || first == ErofsLayout.EXTENDED_I_U;
      return moved || tree.type(number) != FileType.DIRECTORY
          ? ErofsRule.DATA_ORDER
          : ErofsRule.DIRENTS_PACKED;
    }
    if (field instanceof ErofsLayout layout) {
      return switch (layout.struct()) {
        case COMPACT, EXTENDED -> ofInodeField(layout, number);
        case XATTR_HEADER -> ofSharing(number);
        case SHARED_ID, XATTR_ENTRY, METACOPY -> ofXattrs(number);
        case DIRENT -> ErofsRule.DIRENTS_PACKED;
        default -> ErofsRule.INODE_ORDER;
      };
    }
    if (field == ErofsSection.INODE_PADDING) {
      return ofPlace(number);
    }
    if (field == ErofsSection.NAME) {
      return ErofsRule.DIRENTS_PACKED;
    }
    return field == ErofsSection.TAIL ? ErofsRule.INODE_ORDER : ofXattrs(number);
  }

  private Rule ofInodeField(ErofsLayout field, int number) {
    return switch (field) {
      case COMPACT_I_FORMAT, EXTENDED_I_FORMAT -> ofFormat(number);
      case COMPACT_I_XATTR_ICOUNT, EXTENDED_I_XATTR_ICOUNT -> ofSharing(number);
      case COMPACT_I_INO, EXTENDED_I_INO -> ErofsRule.NUMBERING;
      case COMPACT_I_U, EXTENDED_I_U -> ErofsRule.DATA_ORDER;
      case COMPACT_I_SIZE, EXTENDED_I_SIZE ->
          tree.type(number) == FileType.DIRECTORY
              ? ErofsRule.DIRENTS_PACKED
              : ErofsRule.INODE_ORDER;
      default -> tree.isStub(number) ? ErofsRule.STUB_MTIME : ErofsRule.INODE_ORDER;
    };
  }

  /** An inode of another form or layout, unless no inode or another one stands there. */
  private Rule ofFormat(int number) {
    long at = plan.at(number);
    int mode = Math.toIntExact(number(ErofsLayout.COMPACT_I_MODE, at));
    if (mode == 0) {
      return ofPlace(number);
    }
    if (mode != tree.mode(number) || number(ErofsLayout.COMPACT_I_INO, at) != number) {
      return ErofsRule.INODE_ORDER;
    }
    long format = number(ErofsLayout.COMPACT_I_FORMAT, at);
    boolean extended = (format & ErofsLayout.FORMAT_EXTENDED) != 0;
    if (extended == plan.isCompact(number)) {
      return tree.isStub(number) && extended && !hasMtime(number, at)
          ? ErofsRule.STUB_MTIME
          : ErofsRule.INODE_FORM;
    }
    return switch (tree.type(number)) {
      case DIRECTORY -> ErofsRule.DIRECTORY_TAIL;
      case SYMLINK -> ErofsRule.SYMLINK_PLACE;
      default -> ErofsRule.CONTENT_TAIL;
    };
  }

  private boolean hasMtime(int number, long at) {
    return number(ErofsLayout.EXTENDED_I_MTIME, at) == tree.mtimeSeconds(number)
        && number(ErofsLayout.EXTENDED_I_MTIME_NSEC, at) == tree.mtimeNanoseconds(number);
  }

  private Rule ofPlace(int number) {
    return tree.type(number) == FileType.SYMLINK
        ? ErofsRule.SYMLINK_PLACE
        : ErofsRule.INODE_PADDING;
  }

  /** What an inode stores of its xattrs itself takes another number of bytes. */
  private Rule ofSharing(int number) {
    long at = plan.at(number);
    long icount = number(ErofsLayout.COMPACT_I_XATTR_ICOUNT, at);
    if (tree.isStub(number) && (icount == 0 || image.xattrCount(Image.ROOT) == 0)) {
      return ErofsRule.STUB_MTIME;
    }
    long header =
        at
            + (plan.isCompact(number)
                ? ErofsLayout.Struct.COMPACT.size()
                : ErofsLayout.Struct.EXTENDED.size());
    long shared = number(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, header);
    return icount > 0 && shared > ErofsPlan.MOST_SHARED
        ? ErofsRule.SHARED_COUNT_MOST
        : ErofsRule.SHARED_USE;
  }

  private Rule ofXattrs(int number) {
    return tree.isStub(number) ? ErofsRule.STUB_MTIME : ErofsRule.XATTR_ORDER;
  }

  private long number(ErofsLayout field, long structAt) {
    long at = structAt + field.offset();
    return bytes.holds(at, field.width()) ? bytes.get(field, structAt) : 0;
  }

  /** The number in the field, or where it is no number or cut off, the byte that differs. */
  private long found(Field field, long at) {
    if (Integer.bitCount(field.width()) == 1
        && field.width() <= Long.BYTES
        && bytes.holds(at, field.width())) {
      return bytes.get(field, at - field.offset());
    }
    return bytes.holds(at, 1) ? bytes.u8(at) : 0;
  }
}
