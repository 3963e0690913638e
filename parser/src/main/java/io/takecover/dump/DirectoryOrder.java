package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;

/**
 * Brings the entries, which stand in the text in any order, together by directory and into the
 * order of their names.
 */
final class DirectoryOrder {
  private final PathTable entries;
  private final int[] order;
  private final int[] end;

  private DirectoryOrder(PathTable entries, int inodeCount) {
    this.entries = entries;
    this.order = new int[entries.count()];
    this.end = new int[inodeCount + 1];
  }

  static DirectoryOrder of(PathTable entries, int inodeCount, ByteView bytes, Budget budget)
      throws RejectedException {
    DirectoryOrder sorted = new DirectoryOrder(entries, inodeCount);
    budget.work(2L * entries.count() + inodeCount);
    sorted.group();
    StableSort sort = new StableSort();
    for (int directory = 0; directory < inodeCount; directory++) {
      if (!entries.isAscending(directory)) {
        sort.sort(
            sorted.order,
            sorted.first(directory),
            sorted.end[directory],
            (one, other) -> sorted.compare(bytes, budget, one, other));
      }
    }
    return sorted;
  }

  /**
   * Adds all entries to the image, and counts what is in each directory.
   *
   * @param inodeOf the inode of each entry
   * @return where the line of each entry of the image starts
   */
  int[] addTo(ImageBuilder builder, int[] inodeOf) {
    int[] lineAt = new int[order.length];
    for (int directory = 0; directory + 1 < end.length; directory++) {
      if (builder.type(directory) != FileType.DIRECTORY) {
        continue;
      }
      int subdirectories = 0;
      builder.beginEntries(directory);
      for (int i = first(directory); i < end[directory]; i++) {
        int entry = order[i];
        int inode = inodeOf[entry];
        int added =
            builder.addEntry(directory, entries.nameAt(entry), entries.nameLength(entry), inode);
        builder.setPrimary(added, entries.target(entry) != PathTable.NONE);
        lineAt[added] = Math.toIntExact(entries.lineAt(entry));
        subdirectories += builder.type(inode) == FileType.DIRECTORY ? 1 : 0;
      }
      builder.set(directory, Part.NLINK, 2L + subdirectories);
    }
    return lineAt;
  }

  private int first(int directory) {
    return directory == 0 ? 0 : end[directory - 1];
  }

  private void group() {
    for (int entry = 0; entry < order.length; entry++) {
      end[entries.parent(entry) + 1]++;
    }
    for (int directory = 1; directory < end.length; directory++) {
      end[directory] += end[directory - 1];
    }
    // Now end[d] is where the entries of d start; placing them moves it to where they end.
    for (int entry = 0; entry < order.length; entry++) {
      order[end[entries.parent(entry)]++] = entry;
    }
  }

  private int compare(ByteView bytes, Budget budget, int one, int other) throws RejectedException {
    int length = entries.nameLength(one);
    int otherLength = entries.nameLength(other);
    budget.work(1 + Math.min(length, otherLength));
    return bytes.compare(entries.nameAt(one), length, bytes, entries.nameAt(other), otherLength);
  }
}
