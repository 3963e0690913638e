package io.takecover.fuzz.gen;

import io.takecover.model.ImageBuilder;
import java.util.Arrays;

/** The directory entries of a {@link LargeTree}: grouped by directory, named, sorted. */
final class LargeTreeNames {
  private final int directoryCount;

  /** One element a directory, and one more. */
  private final int[] first;

  /** One element an entry: the inode, or its complement where the name is a further one. */
  private final int[] target;

  private final int[] nameAt;
  private final int[] nameLength;

  /**
   * @param parent the directory of each inode; the root's is not looked at
   * @param links pairs of a directory and an inode that has a further name in it
   */
  LargeTreeNames(int directoryCount, int[] parent, int[] links) {
    this.directoryCount = directoryCount;
    int entryCount = parent.length - 1 + links.length / 2;
    first = new int[directoryCount + 1];
    target = new int[entryCount];
    nameAt = new int[entryCount];
    nameLength = new int[entryCount];
    for (int inode = 1; inode < parent.length; inode++) {
      first[parent[inode] + 1]++;
    }
    for (int i = 0; i < links.length; i += 2) {
      first[links[i] + 1]++;
    }
    for (int directory = 0; directory < directoryCount; directory++) {
      first[directory + 1] += first[directory];
    }
    int[] next = Arrays.copyOf(first, directoryCount);
    for (int inode = 1; inode < parent.length; inode++) {
      target[next[parent[inode]]++] = inode;
    }
    for (int i = 0; i < links.length; i += 2) {
      target[next[links[i]]++] = ~links[i + 1];
    }
  }

  /** Makes a name for each entry, no two of a directory the same. */
  void make(TreeBytes bytes) {
    for (int directory = 0; directory < directoryCount; directory++) {
      for (int entry = first[directory]; entry < first[directory + 1]; entry++) {
        int inode = target[entry];
        boolean isDirectory = inode >= 0 && inode < directoryCount;
        nameAt[entry] = bytes.size();
        bytes.addName(isDirectory, entry - first[directory]);
        nameLength[entry] = bytes.size() - nameAt[entry];
      }
    }
  }

  void addTo(ImageBuilder builder, TreeBytes bytes) {
    for (int directory = 0; directory < directoryCount; directory++) {
      int from = first[directory];
      Integer[] order = new Integer[first[directory + 1] - from];
      Arrays.setAll(order, k -> from + k);
      Arrays.sort(
          order, (a, b) -> bytes.compare(nameAt[a], nameLength[a], nameAt[b], nameLength[b]));
      builder.beginEntries(directory);
      for (int entry : order) {
        boolean primary = target[entry] >= 0;
        int inode = primary ? target[entry] : ~target[entry];
        int added = builder.addEntry(directory, nameAt[entry], nameLength[entry], inode);
        builder.setPrimary(added, primary);
      }
    }
  }
}
