package io.takecover.tree;

import io.takecover.bytes.Budget;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * What takes a look at the whole tree to know of one inode: its names, its first name, its depth.
 */
final class TreeFacts {
  private static final int UNREACHED = -1;

  private final int[] names;
  private final int[] firstName;
  private final int[] depth;
  private final int[] subdirectories;
  private boolean hasLinks;

  private TreeFacts(int inodeCount) {
    names = new int[inodeCount];
    firstName = new int[inodeCount];
    depth = new int[inodeCount];
    subdirectories = new int[inodeCount];
    Arrays.fill(depth, UNREACHED);
  }

  /** Counts names, then walks from the root, each directory once: any graph of entries ends. */
  static TreeFacts of(Image image, Budget budget) throws RejectedException {
    TreeFacts facts = new TreeFacts(image.inodeCount());
    budget.work(2L * image.entryCount() + image.inodeCount());
    for (int entry = image.entryCount() - 1; entry >= 0; entry--) {
      int target = image.target(entry);
      facts.names[target]++;
      facts.hasLinks |= facts.names[target] > 1;
      facts.firstName[target] = entry;
    }
    facts.walk(image);
    return facts;
  }

  private void walk(Image image) {
    int[] queue = new int[image.inodeCount()];
    int head = 0;
    int tail = 0;
    queue[tail++] = Image.ROOT;
    depth[Image.ROOT] = 0;
    while (head < tail) {
      int directory = queue[head++];
      int end = image.firstEntry(directory) + image.entryCount(directory);
      for (int entry = image.firstEntry(directory); entry < end; entry++) {
        int target = image.target(entry);
        boolean isNew = depth[target] == UNREACHED;
        if (isNew) {
          depth[target] = depth[directory] + 1;
        }
        if (image.type(target) == FileType.DIRECTORY) {
          subdirectories[directory]++;
          if (isNew) {
            queue[tail++] = target;
          }
        }
      }
    }
  }

  /** Whether an inode has several names. */
  boolean hasLinks() {
    return hasLinks;
  }

  /** How many entries name the inode. */
  int names(int inode) {
    return names[inode];
  }

  /** The first entry that names the inode; 0 where none does. */
  int firstName(int inode) {
    return firstName[inode];
  }

  /** How many entries of a directory that can be reached name directories. */
  int subdirectories(int directory) {
    return subdirectories[directory];
  }

  boolean isReachable(int inode) {
    return depth[inode] != UNREACHED;
  }

  /** Levels below the root, which has depth 0. */
  int depth(int inode) {
    return depth[inode];
  }
}
