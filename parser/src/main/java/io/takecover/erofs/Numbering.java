package io.takecover.erofs;

import io.takecover.model.ImageBuilder;
import java.util.BitSet;

/**
 * Finds the name at which each inode is numbered, by {@code i_ino}, as entries are met breadth
 * first (E-114). Stubs have numbers too. It is the walk of N-1201: a number that is due stands at a
 * primary name, any other at a link. Readers of the format never look at these numbers; where they
 * are no such numbering, the first name that is met counts.
 */
final class Numbering {
  private final CheckedFields fields;
  private final ImageBuilder builder;
  private long due = 1;
  private long wrongAt = -1;

  Numbering(CheckedFields fields, ImageBuilder builder) {
    this.fields = fields;
    this.builder = builder;
  }

  /** Takes in the root; {@code at} is its offset. */
  void meetRoot(long at) {
    if (number(at) != 0) {
      wrongAt = at;
    }
  }

  /**
   * Takes in a name of an inode.
   *
   * @param at offset of the inode
   * @param canBeLink whether the inode may have other names
   * @return whether the inode is numbered at this name
   */
  boolean meet(long at, boolean canBeLink) {
    boolean isDue = number(at) == due;
    if (isDue) {
      due++;
    } else if (wrongAt < 0 && !canBeLink) {
      wrongAt = at;
    }
    return isDue;
  }

  /**
   * Sees that every inode was numbered, and otherwise takes the first name of each.
   *
   * @param isExpected whether to say so; version 2 numbers inodes by their place
   */
  void end(Inodes inodes, boolean isExpected) {
    if (wrongAt < 0 && due == inodes.count()) {
      return;
    }
    long at = wrongAt < 0 ? inodes.offset(Math.toIntExact(due)) : wrongAt;
    fields.expect(!isExpected, ErofsRule.NUMBERING, ErofsLayout.COMPACT_I_INO, at, number(at));
    BitSet named = new BitSet(inodes.count());
    for (int entry = 0; entry < builder.entryCount(); entry++) {
      int target = builder.target(entry);
      builder.setPrimary(entry, !named.get(target));
      named.set(target);
    }
  }

  private long number(long at) {
    return fields.get(ErofsLayout.COMPACT_I_INO, at);
  }
}
