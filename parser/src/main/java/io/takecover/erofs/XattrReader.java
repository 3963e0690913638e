package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.XATTR_HEADER_H_NAME_FILTER;
import static io.takecover.erofs.ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;

import io.takecover.bytes.Budget;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.erofs.SuperblockReader.Superblock;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * Reads the xattrs of one inode: its shared ones and its inline ones, as one list in the order of
 * their full names. Which of them an image must not have is for {@link OverlayReader} to say.
 */
final class XattrReader {
  /** More shared xattrs of one inode than mkcomposefs writes. */
  private static final long SHARED_MOST = 128;

  private final CheckedFields fields;
  private final Budget budget;
  private final XattrEntry entry;
  private final SharedXattrs shared;
  private final RunSort sort;
  private final long base;
  private final long sharedMost;
  private int count;
  private int[] offsets = new int[16];

  XattrReader(
      CheckedFields fields,
      Budget budget,
      XattrEntry entry,
      SharedXattrs shared,
      RunSort sort,
      Superblock superblock) {
    this.fields = fields;
    this.budget = budget;
    this.entry = entry;
    this.shared = shared;
    this.sort = sort;
    this.base = superblock.xattrBase();
    this.sharedMost = superblock.version() == ErofsLayout.VERSION_2 ? Long.MAX_VALUE : SHARED_MOST;
  }

  /** How many xattrs the inode has that was read last. */
  int count() {
    return count;
  }

  /** Absolute offset of one of them; they ascend by name. */
  long offset(int k) {
    return offsets[k];
  }

  /** Reads the xattrs of an inode, whose body lies in the image. */
  void read(Inode inode) throws RejectedException {
    count = 0;
    if (inode.bodySize() == 0) {
      return;
    }
    long at = inode.bodyAt();
    fields.requireZero(ErofsRule.XATTR_RESERVED, ErofsLayout.XATTR_HEADER_H_RESERVED2, at);
    long sharedCount = fields.get(XATTR_HEADER_H_SHARED_COUNT, at);
    long idsEnd = at + Struct.XATTR_HEADER.size() + sharedCount * Struct.SHARED_ID.size();
    boolean fits = idsEnd <= inode.tailAt();
    fields.require(fits, ErofsRule.SHARED_COUNT, XATTR_HEADER_H_SHARED_COUNT, at, sharedCount);
    boolean few = sharedCount <= sharedMost;
    fields.expect(few, ErofsRule.SHARED_COUNT_MOST, XATTR_HEADER_H_SHARED_COUNT, at, sharedCount);
    int filter = readShared(at + Struct.XATTR_HEADER.size(), idsEnd);
    filter |= readInline(idsEnd, inode.tailAt());
    long stored = fields.get(XATTR_HEADER_H_NAME_FILTER, at);
    boolean right = stored == Integer.toUnsignedLong(~filter);
    fields.require(right, ErofsRule.NAME_FILTER, XATTR_HEADER_H_NAME_FILTER, at, stored);
    sort.sort(offsets, count, this::compare);
    for (int k = 1; k < count; k++) {
      boolean differs = compare(offsets[k - 1], offsets[k]) != 0;
      long later = Math.max(offsets[k - 1], offsets[k]);
      fields.require(
          differs, ErofsRule.KEY_TWICE, Region.KEY, entry.nameAt(later), entry.nameLength(later));
    }
  }

  private int readShared(long idsAt, long idsEnd) throws RejectedException {
    budget.work((idsEnd - idsAt) / Struct.SHARED_ID.size());
    int filter = 0;
    for (long idAt = idsAt; idAt < idsEnd; idAt += Struct.SHARED_ID.size()) {
      long id = fields.get(ErofsLayout.SHARED_ID_ID, idAt);
      int number = shared.startingAt(base + id * Struct.SHARED_ID.size());
      fields.require(number >= 0, ErofsRule.SHARED_ID, ErofsLayout.SHARED_ID_ID, idAt, id);
      filter |= shared.filterBit(number);
      add(shared.offset(number));
    }
    return filter;
  }

  private int readInline(long from, long end) throws RejectedException {
    int filter = 0;
    long at = from;
    while (at < end) {
      long next = entry.check(at, end);
      budget.work(1 + entry.nameLength(at) / 4);
      filter |= entry.filterBit(at);
      add(at);
      at = next;
    }
    return filter;
  }

  private void add(long at) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
    }
    offsets[count++] = Math.toIntExact(at);
  }

  private int compare(int left, int right) {
    int leftNumber = shared.startingAt(left);
    int rightNumber = shared.startingAt(right);
    if (leftNumber >= 0 && rightNumber >= 0) {
      return Integer.compare(shared.rank(leftNumber), shared.rank(rightNumber));
    }
    return entry.compareKeys(left, right);
  }
}
