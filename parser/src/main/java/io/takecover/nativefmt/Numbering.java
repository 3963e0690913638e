package io.takecover.nativefmt;

import io.takecover.model.FileType;
import io.takecover.model.ImageBuilder;
import io.takecover.rule.Violation;

/**
 * Finds the name at which each inode is numbered (N-1201), as entries are met in the order of their
 * directories' numbers.
 *
 * <p>A writer numbers inodes breadth first, so the number that is due next stands at a primary
 * name, a smaller number at a link to an inode that was numbered before, a larger one at a link to
 * one that comes later. Where a link shows the number that is due, its real primary is the next
 * name with that number, and to swap the two gives the same bytes; so there is nothing to search.
 */
final class Numbering {
  private final ImageBuilder builder;
  private final int inodeCount;
  private int due = 1;
  private Violation first;

  Numbering(ImageBuilder builder, int inodeCount) {
    this.builder = builder;
    this.inodeCount = inodeCount;
  }

  /** Takes in the entry that was added last; {@code at} is the offset of its dirent. */
  void meet(int entry, FileType type, long at) {
    int target = builder.target(entry);
    if (target == due) {
      builder.setPrimary(entry, true);
      due++;
    } else if (type == FileType.DIRECTORY) {
      mark(NativeLayout.DIRENT_INODE_NUM, at, target);
    }
  }

  /**
   * The first fault of the numbering, or null.
   *
   * @param linksMayTakeNumbers whether to try, after that, the numbering of the January 2023
   *     writer, which gave every link a number, and an inode without a name, of its own (N-902)
   */
  Violation end(boolean linksMayTakeNumbers) {
    if (due != inodeCount) {
      mark(NativeLayout.INODE_ST_MODE, NativeReader.inodeOffset(due), due);
    }
    if (first == null || (linksMayTakeNumbers && numberLinksToo())) {
      return null;
    }
    return first;
  }

  private boolean numberLinksToo() {
    if (builder.entryCount() + 1 != inodeCount) {
      return false;
    }
    for (int entry = 0; entry < builder.entryCount(); entry++) {
      int target = builder.target(entry);
      boolean isLink = target != entry + 1;
      if (isLink && (target == 0 || builder.target(target - 1) != target)) {
        return false;
      }
      builder.setPrimary(entry, !isLink);
    }
    return true;
  }

  private void mark(NativeLayout field, long at, long found) {
    if (first == null) {
      first = new Violation(NativeRule.NUMBERING, at + field.offset(), field.path(), found);
    }
  }
}
