package io.takecover.erofs;

import io.takecover.bytes.U32;
import java.util.Arrays;

/**
 * The inodes that a name leads to, in the order in which they were met, with the stubs that no tree
 * shows. Every slot of 32 bytes belongs to one inode at most, so the bytes of all inodes together
 * are no more than the image has, whatever the nids are.
 */
final class Inodes {
  /** The root, by index. */
  static final int ROOT = 0;

  /** What {@link #model} gives for a stub. */
  static final int NOT_IN_MODEL = -1;

  private static final int FREE = 0;
  private static final int TAKEN = -1;

  private final int[] slots;
  private int count;
  private int[] offset;
  private int[] model;
  private int[] parent;

  /**
   * @param limit no inode reaches behind this offset
   * @param room how many inodes to make room for at first
   */
  Inodes(long limit, int room) {
    slots = new int[Math.toIntExact(limit / ErofsLayout.SLOT_SIZE)];
    offset = new int[room];
    model = new int[room];
    parent = new int[room];
  }

  int count() {
    return count;
  }

  /** The inode that starts in a slot; -1 where none does. */
  int startingIn(long slot) {
    int found = slots[Math.toIntExact(slot)];
    return found > 0 ? found - 1 : -1;
  }

  /** Whether no inode has a byte of the slots in {@code [from, to)}. */
  boolean areFree(long from, long to) {
    for (long slot = from; slot < to; slot++) {
      if (slots[Math.toIntExact(slot)] != FREE) {
        return false;
      }
    }
    return true;
  }

  /** How many slots there are; the first is at offset 0. */
  long slotCount() {
    return slots.length;
  }

  /**
   * Adds an inode in free slots.
   *
   * @param end where it ends
   * @param modelIndex in the tree that is built, or {@link #NOT_IN_MODEL}
   * @param directory whose entry led to it
   */
  int add(long at, long end, int modelIndex, int directory) {
    long first = at / ErofsLayout.SLOT_SIZE;
    long behind = (end + ErofsLayout.SLOT_SIZE - 1) / ErofsLayout.SLOT_SIZE;
    Arrays.fill(slots, Math.toIntExact(first), Math.toIntExact(behind), TAKEN);
    if (count == offset.length) {
      int room = Math.max(16, 2 * count);
      offset = Arrays.copyOf(offset, room);
      model = Arrays.copyOf(model, room);
      parent = Arrays.copyOf(parent, room);
    }
    offset[count] = U32.bits(at);
    model[count] = modelIndex;
    parent[count] = directory;
    slots[Math.toIntExact(first)] = count + 1;
    return count++;
  }

  /** Absolute offset of an inode. */
  long offset(int inode) {
    return offset[inode];
  }

  /** Index of an inode in the tree that is built, or {@link #NOT_IN_MODEL}. */
  int model(int inode) {
    return model[inode];
  }

  /** The directory whose entry led to an inode first; the root's is the root. */
  int parent(int inode) {
    return parent[inode];
  }

  /** The offsets of the inodes that are in the tree, by their indices there. */
  int[] offsetsInModel(int inodeCount) {
    int[] offsets = new int[inodeCount];
    for (int inode = 0; inode < count; inode++) {
      if (model[inode] >= 0) {
        offsets[model[inode]] = offset[inode];
      }
    }
    return offsets;
  }
}
