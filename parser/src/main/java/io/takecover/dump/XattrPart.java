package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.rule.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The xattrs of one line, sorted by their keys; keys and values are in the arena. */
final class XattrPart {
  /** Bytes of all xattrs of a line as they stand there. */
  private static final long PART_MAX = 65_535;

  private static final int KEY_MAX = 255;

  /** What one inode's xattrs may take in an EROFS image: a header, and for each xattr this. */
  private static final long SUM_MAX = 32_767;

  private static final long HEADER_SIZE = 12;

  /** The header of an xattr, and the most padding behind it. */
  private static final long ENTRY_SIZE = 7;

  private static final ByteView WHITEOUT =
      ByteView.of("user.overlay.whiteouts".getBytes(StandardCharsets.US_ASCII));

  private final ByteView text;
  private final ByteSink arena;
  private final Unescape unescape;
  private final Breaches breaches;
  private final Budget budget;
  private final StableSort sort = new StableSort();
  private int count;
  private int[] fieldAt = new int[4];
  private int[] keyAt = new int[4];
  private int[] keyLength = new int[4];
  private int[] valueAt = new int[4];
  private int[] valueLength = new int[4];
  private int[] order = new int[4];
  private ByteView written;

  XattrPart(ByteView text, ByteSink arena, Unescape unescape, Breaches breaches, Budget budget) {
    this.text = text;
    this.arena = arena;
    this.unescape = unescape;
    this.breaches = breaches;
    this.budget = budget;
  }

  /**
   * Reads the xattrs of a line, {@code [from, to)}, at least one byte; of two with one key, the
   * last counts.
   */
  void read(long from, long to) throws RejectedException {
    count = 0;
    if (to - from > PART_MAX) {
      throw breaches.refusal(DumpRule.XATTR_PART, from, DumpColumn.XATTR, to - from);
    }
    long at = from;
    while (at < to) {
      long end = text.indexOf(' ', at, to);
      if (end == at) {
        throw breaches.refusal(DumpRule.XATTR_EMPTY, at, DumpColumn.XATTR, ' ');
      }
      readOne(at, end);
      at = end + 1;
    }
    if (text.u8(to - 1) == ' ') {
      breaches.tolerate(DumpRule.TRAILING_SPACE, to - 1, DumpColumn.XATTR, ' ');
    }
    written = arena.view();
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    sort.sort(order, 0, count, this::compare);
    dropDuplicates();
    requireSum(from);
  }

  /** Adds the xattrs as a set, and gives its number. */
  int addTo(ImageBuilder builder) {
    for (int i = 0; i < count; i++) {
      int x = order[i];
      builder.addXattr(keyAt[x], keyLength[x], valueAt[x], valueLength[x]);
    }
    return builder.endXattrSet();
  }

  int count() {
    return count;
  }

  /** Whether an inode has the same xattrs. */
  boolean isSame(Image image, int inode) {
    if (count != image.xattrCount(inode)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int x = order[i];
      int y = image.firstXattr(inode) + i;
      boolean same =
          keyLength[x] == image.keyLength(y)
              && valueLength[x] == image.valueLength(y)
              && written.matches(keyAt[x], keyLength[x], image.copies(), image.keyAt(y))
              && written.matches(valueAt[x], valueLength[x], image.bytes(), image.valueAt(y));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private void readOne(long at, long end) throws RejectedException {
    long equals = text.indexOf('=', at, end);
    if (equals == end) {
      throw breaches.refusal(DumpRule.XATTR_EQUALS, at, DumpColumn.XATTR, end - at);
    }
    if (count == keyAt.length) {
      grow();
    }
    fieldAt[count] = Math.toIntExact(at);
    long start = arena.position();
    unescape.string(DumpColumn.XATTR, at, equals);
    long keyEnd = arena.position();
    if (keyEnd == start || keyEnd - start > KEY_MAX) {
      throw breaches.refusal(DumpRule.KEY_LENGTH, at, DumpColumn.XATTR, keyEnd - start);
    }
    unescape.bytes(DumpColumn.XATTR, equals + 1, end);
    keyAt[count] = Math.toIntExact(start);
    keyLength[count] = Math.toIntExact(keyEnd - start);
    valueAt[count] = Math.toIntExact(keyEnd);
    valueLength[count] = Math.toIntExact(arena.position() - keyEnd);
    noteWhiteout(count);
    count++;
  }

  private void noteWhiteout(int xattr) {
    long length = keyLength[xattr];
    boolean asLong = length == WHITEOUT.size() || length == WHITEOUT.size() - 1;
    if (asLong && WHITEOUT.matches(0, length, arena.view(), keyAt[xattr])) {
      breaches.note(DumpRule.WHITEOUT_KEY, fieldAt[xattr], DumpColumn.XATTR.path(), length);
    }
  }

  private int compare(int one, int other) throws RejectedException {
    budget.work(1 + Math.min(keyLength[one], keyLength[other]));
    return written.compare(keyAt[one], keyLength[one], written, keyAt[other], keyLength[other]);
  }

  private void dropDuplicates() throws RejectedException {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && compare(order[kept - 1], order[i]) == 0) {
        long at = fieldAt[order[i]];
        breaches.tolerate(DumpRule.KEY_DUPLICATE, at, DumpColumn.XATTR, keyLength[order[i]]);
        kept--;
      }
      order[kept++] = order[i];
    }
    count = kept;
  }

  private void requireSum(long from) throws RejectedException {
    long sum = HEADER_SIZE;
    for (int i = 0; i < count; i++) {
      sum += ENTRY_SIZE + keyLength[order[i]] + valueLength[order[i]];
    }
    if (sum > SUM_MAX) {
      throw breaches.refusal(DumpRule.XATTR_SUM, from, DumpColumn.XATTR, sum);
    }
  }

  private void grow() {
    int room = 2 * count;
    fieldAt = Arrays.copyOf(fieldAt, room);
    keyAt = Arrays.copyOf(keyAt, room);
    keyLength = Arrays.copyOf(keyLength, room);
    valueAt = Arrays.copyOf(valueAt, room);
    valueLength = Arrays.copyOf(valueLength, room);
    order = Arrays.copyOf(order, room);
  }
}
