package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/** The hard links of a text, which may name what stands behind them. */
final class HardLinks {
  private static final int UNKNOWN = -1;
  private static final int BEING_FOLLOWED = -2;

  private final ByteView text;
  private final PathTable entries;
  private final Breaches breaches;
  private final Budget budget;
  private int count;
  private int[] entry = new int[4];
  private int[] mode = new int[4];

  /** Of each link, the number of the link that it names, or {@link #UNKNOWN} where it is none. */
  private int[] nextLink;

  private int[] inode;

  HardLinks(ByteView text, PathTable entries, Breaches breaches, Budget budget) {
    this.text = text;
    this.entries = entries;
    this.breaches = breaches;
    this.budget = budget;
  }

  int count() {
    return count;
  }

  /** The entry that is a hard link; links are in the order of their lines. */
  int entry(int link) {
    return entry[link];
  }

  /** The inode that a link leads to, once they are resolved. */
  int inode(int link) {
    return inode[link];
  }

  /** The mode in a link's own line. */
  int mode(int link) {
    return mode[link];
  }

  void add(int linkEntry, int linkMode) {
    if (count == entry.length) {
      entry = Arrays.copyOf(entry, 2 * count);
      mode = Arrays.copyOf(mode, 2 * count);
    }
    entry[count] = linkEntry;
    mode[count++] = linkMode;
  }

  /** Finds what each link leads to. */
  void resolve(DumpPath path) throws RejectedException {
    inode = new int[count];
    nextLink = new int[count];
    for (int link = 0; link < count; link++) {
      find(link, path);
    }
    for (int link = 0; link < count; link++) {
      follow(link);
    }
  }

  private void find(int link, DumpPath path) throws RejectedException {
    long lineAt = entries.lineAt(entry[link]);
    long from = DumpLine.offset(text, lineAt, DumpColumn.PAYLOAD);
    long lineEnd = text.indexOf('\n', from, text.size());
    long to = text.indexOf(' ', from, lineEnd);
    budget.work(lineEnd - lineAt);
    int target = path.target(from, to);
    if (target == PathTable.NONE) {
      throw refusal(DumpRule.LINK_MISSING, lineAt, to - from);
    }
    inode[link] = entries.target(target);
    nextLink[link] = UNKNOWN;
    if (inode[link] == PathTable.NONE) {
      nextLink[link] = Arrays.binarySearch(entry, 0, count, target);
      if (target == entry[link]) {
        throw refusal(DumpRule.LINK_CYCLE, lineAt, to - from);
      }
      breaches.tolerate(DumpRule.LINK_CHAIN, from, DumpColumn.PAYLOAD, to - from);
    }
  }

  /** Follows a chain to its end, and then writes the end down at each link of it. */
  private void follow(int link) throws RejectedException {
    int at = link;
    while (inode[at] == UNKNOWN) {
      inode[at] = BEING_FOLLOWED;
      at = nextLink[at];
    }
    if (inode[at] == BEING_FOLLOWED) {
      throw refusal(DumpRule.LINK_CYCLE, entries.lineAt(entry[link]), 0);
    }
    int end = inode[at];
    at = link;
    while (inode[at] == BEING_FOLLOWED) {
      inode[at] = end;
      at = nextLink[at];
    }
  }

  private RejectedException refusal(DumpRule rule, long lineAt, long found) {
    long at = DumpLine.offset(text, lineAt, DumpColumn.PAYLOAD);
    return breaches.refusal(rule, at, DumpColumn.PAYLOAD, found);
  }
}
