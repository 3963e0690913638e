package io.takecover.fuzz.inspect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Some bytes of a file as a hex dump: the rows of sixteen in which a marked byte is, the marked
 * bytes underlined, and below them who owns them.
 */
public final class HexRows {
  private static final int ROW = 16;
  private static final int MOST_ROWS = 24;

  private HexRows() {}

  /**
   * The rows.
   *
   * @param bytes of the file
   * @param ranges of it, by offset; none where it is no image
   * @param marked offsets that matter
   */
  public static List<String> of(byte[] bytes, List<ByteRange> ranges, BitSet marked) {
    List<String> rows = new ArrayList<>();
    int shown = 0;
    for (int at = marked.nextSetBit(0); at >= 0 && at < bytes.length; ) {
      int row = at / ROW * ROW;
      if (shown++ == MOST_ROWS) {
        rows.add("... and " + marked.get(at, bytes.length).cardinality() + " marked bytes more");
        break;
      }
      rows.add(hex(bytes, row));
      rows.add(underline(bytes, row, marked));
      for (ByteRange range : ranges) {
        int from = Math.toIntExact(Math.max(row, range.offset()));
        long end = Math.min(range.offset() + range.length(), row + (long) ROW);
        if (from < end && !marked.get(from, Math.toIntExact(end)).isEmpty()) {
          rows.add(
              "          %s = %s (%s)".formatted(range.owners(), range.value(), range.reading()));
        }
      }
      at = marked.nextSetBit(row + ROW);
    }
    return rows;
  }

  private static String hex(byte[] bytes, int row) {
    StringBuilder text = new StringBuilder("%08x ".formatted(row));
    StringBuilder letters = new StringBuilder();
    for (int i = row; i < row + ROW; i++) {
      text.append(i < bytes.length ? " %02x".formatted(bytes[i]) : "   ");
      if (i < bytes.length) {
        letters.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
      }
    }
    return text + "  |" + letters + "|";
  }

  private static String underline(byte[] bytes, int row, BitSet marked) {
    StringBuilder text = new StringBuilder("         ");
    for (int i = row; i < Math.min(row + ROW, bytes.length); i++) {
      text.append(marked.get(i) ? " ^^" : "   ");
    }
    return text.toString().stripTrailing();
  }
}
