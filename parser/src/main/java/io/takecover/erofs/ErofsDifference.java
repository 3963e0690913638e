package io.takecover.erofs;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.model.FileType;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;

/**
 * Says by which rule an image is not what the writer would make of its tree. The reader has nothing
 * against the image: numbers, names, packing and marks are right, and so is what the fields of an
 * inode say of the tree. What is left is where things stand, and in which form.
 */
final class ErofsDifference {
  /** In place of an inode's number: the difference is in none. */
  static final int OUTSIDE = -1;

  private final ErofsPlan plan;
  private final StoredTree tree;
  private final ByteView bytes;

  ErofsDifference(ErofsPlan plan, ByteView bytes) {
    this.plan = plan;
    this.tree = plan.tree();
    this.bytes = bytes;
  }

  /** The build time, if it is another; it decides the form of every inode. */
  Violation ofBuildTime() {
    Violation seconds = ofNumber(ErofsLayout.SB_BUILD_TIME, tree.buildSeconds());
    return seconds != null
        ? seconds
        : ofNumber(ErofsLayout.SB_BUILD_TIME_NSEC, tree.buildNanoseconds());
  }

  private Violation ofNumber(ErofsLayout field, long expected) {
    long found = bytes.get(field, ErofsLayout.SUPERBLOCK_OFFSET);
    if (found == expected) {
      return null;
    }
    long at = (long) ErofsLayout.SUPERBLOCK_OFFSET + field.offset();
    return new Violation(ErofsRule.BUILD_TIME, at, field.path(), found);
  }

  /** What no byte that is written shows: that there are more, or more xattrs than may be. */
  Violation ofSize() {
    if (bytes.size() != plan.imageSize()) {
      String path = Region.BLOCKS.path();
      long blocks = bytes.size() >>> ErofsLayout.BLOCK_BITS;
      return new Violation(ErofsRule.DATA_GAP, plan.imageSize(), path, blocks);
    }
    if (plan.overfull() < 0) {
      return null;
    }
    ErofsLayout field = ErofsLayout.COMPACT_I_XATTR_ICOUNT;
    long at = plan.at(plan.overfull());
    long found = bytes.get(field, at);
    return new Violation(ErofsRule.XATTR_SIZE, at + field.offset(), field.path(), found);
  }

  /**
   * A difference that a sink met.
   *
   * @param number the inode that was being written, or {@link #OUTSIDE}
   */
  Violation of(ByteSink sink, int number) {
    Field field = sink.differsIn();
    long at = sink.differsAt();
    return new Violation(ruleOf(field, number, at), at, field.path(), sink.differsWith());
  }

  private Rule ruleOf(Field field, int number, long at) {
    if (at < ErofsLayout.FIRST_INODE_OFFSET) {
      return ErofsRule.INODE_ORDER;
    }
    if (number == OUTSIDE) {
      return ErofsRule.SHARED_ORDER;
    }
    if (at >= plan.dataStart()) {
      return ErofsRule.DATA_ORDER;
    }
    boolean isEarly = field == ErofsSection.INODE_PADDING;
    long start = isEarly ? at / ErofsLayout.SLOT_SIZE * ErofsLayout.SLOT_SIZE : plan.at(number);
    if (number(ErofsLayout.COMPACT_I_MODE, start) == 0) {
      return ofPlace(number);
    }
    if (number(ErofsLayout.COMPACT_I_INO, start) != plan.ino(number)) {
      return ErofsRule.INODE_ORDER;
    }
    return isEarly ? ofPlace(number) : ofInode(field, number);
  }

  /** An inode that stands where it should, but for {@code field}. */
  private Rule ofInode(Field field, int number) {
    if (!(field instanceof ErofsLayout layout)) {
      return ErofsRule.XATTR_ORDER;
    }
    return switch (layout) {
      case COMPACT_I_FORMAT, EXTENDED_I_FORMAT -> ofFormat(number);
      case COMPACT_I_XATTR_ICOUNT, EXTENDED_I_XATTR_ICOUNT, XATTR_HEADER_H_SHARED_COUNT ->
          ErofsRule.SHARED_USE;
      case COMPACT_I_U, EXTENDED_I_U -> ErofsRule.DATA_ORDER;
      default -> ErofsRule.XATTR_ORDER;
    };
  }

  private Rule ofFormat(int number) {
    long format = number(ErofsLayout.COMPACT_I_FORMAT, plan.at(number));
    boolean isExtended = (format & ErofsLayout.FORMAT_EXTENDED) != 0;
    if (isExtended == plan.isCompact(number)) {
      return ErofsRule.INODE_FORM;
    }
    return tree.type(number) == FileType.DIRECTORY
        ? ErofsRule.DIRECTORY_TAIL
        : ErofsRule.CONTENT_TAIL;
  }

  /** An inode that stands before or behind its place. */
  private Rule ofPlace(int number) {
    return tree.type(number) == FileType.SYMLINK
        ? ErofsRule.SYMLINK_PLACE
        : ErofsRule.INODE_PADDING;
  }

  private long number(ErofsLayout field, long structAt) {
    boolean isThere = bytes.holds(structAt + field.offset(), field.width());
    return isThere ? bytes.get(field, structAt) : 0;
  }
}
