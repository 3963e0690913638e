package io.takecover.tree;

import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Walks the entries of a tree depth first, those of a directory in the order in which the image has
 * them. Each directory is entered once, so that the walk ends whatever the entries are, and a level
 * costs two numbers.
 */
final class DepthFirst {
  private final Image image;
  private final BitSet entered = new BitSet();
  private int[] next = new int[16];
  private int[] end = new int[16];
  private int level = -1;
  private int entry;

  DepthFirst(Image image) {
    this.image = image;
    enter(Image.ROOT);
  }

  /** Goes on to the next entry, if there is one. */
  boolean advance() {
    while (level >= 0 && next[level] == end[level]) {
      level--;
    }
    if (level < 0) {
      return false;
    }
    entry = next[level]++;
    int target = image.target(entry);
    if (image.type(target) == FileType.DIRECTORY && !entered.get(target)) {
      enter(target);
    }
    return true;
  }

  /** The entry at which the walk stands. */
  int entry() {
    return entry;
  }

  private void enter(int directory) {
    entered.set(directory);
    level++;
    if (level == next.length) {
      next = Arrays.copyOf(next, 2 * level);
      end = Arrays.copyOf(end, 2 * level);
    }
    next[level] = image.firstEntry(directory);
    end[level] = image.firstEntry(directory) + image.entryCount(directory);
  }
}
