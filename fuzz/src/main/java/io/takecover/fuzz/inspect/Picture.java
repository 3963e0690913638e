package io.takecover.fuzz.inspect;

import java.util.List;
import java.util.Locale;

/**
 * An image drawn as rows of bytes, in SVG. What is narrower than half a pixel is drawn as part of
 * what stands before it, so the picture stays as small however many ranges there are.
 */
public final class Picture {
  private static final int WIDTH = 1024;
  private static final int MOST_ROWS = 64;
  private static final long LEAST_ROW = 64;
  private static final int ROW_HEIGHT = 16;
  private static final int BAR_HEIGHT = 13;

  private final StringBuilder svg = new StringBuilder();
  private final long rowSize;
  private long from;
  private long to;
  private int count;
  private ByteRange first;
  private String title;

  private Picture(long size) {
    long row = LEAST_ROW;
    while (row * MOST_ROWS < size) {
      row *= 2;
    }
    rowSize = row;
  }

  /** The picture of ranges that follow each other. */
  static String of(List<ByteRange> ranges, long size) {
    return of(ranges, size, size + " bytes");
  }

  /**
   * The same.
   *
   * @param title of the picture, for those who cannot see it
   */
  public static String of(List<ByteRange> ranges, long size, String title) {
    Picture picture = new Picture(size);
    picture.title = title;
    picture.draw(ranges, (size + picture.rowSize - 1) / picture.rowSize);
    return picture.svg.toString();
  }

  /** Bytes of one row, as the picture of an image of that size has them. */
  static long rowSize(long size) {
    return new Picture(size).rowSize;
  }

  private void draw(List<ByteRange> ranges, long rows) {
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" tabindex=\"0\" viewBox=\"0 0 ");
    svg.append(WIDTH).append(' ').append(rows * ROW_HEIGHT).append("\">\n");
    svg.append("<title>").append(HtmlPage.escape(title)).append("</title>\n<desc>");
    svg.append(ranges.size()).append(" ranges of bytes, ").append(rowSize).append(" bytes a row");
    svg.append("</desc>\n");
    for (ByteRange range : ranges) {
      long end = range.offset() + range.length();
      for (long at = range.offset(); at < end; ) {
        long stop = Math.min(end, (at / rowSize + 1) * rowSize);
        add(range, at, stop);
        at = stop;
      }
    }
    finish();
    svg.append("</svg>\n");
  }

  private void add(ByteRange range, long at, long stop) {
    boolean isNarrow = first != null && 2 * (to - from) * WIDTH < rowSize;
    if (isNarrow && at == to && at % rowSize != 0) {
      to = stop;
      count++;
      return;
    }
    finish();
    first = range;
    from = at;
    to = stop;
    count = 1;
  }

  private void finish() {
    if (first == null) {
      return;
    }
    double x = (double) (from % rowSize) * WIDTH / rowSize;
    double width = (double) (to - from) * WIDTH / rowSize;
    String more = count > 1 ? " and " + (count - 1) + " more" : "";
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>%n",
            x,
            from / rowSize * ROW_HEIGHT,
            width,
            BAR_HEIGHT,
            first.kind().colour(),
            HtmlPage.escape(
                first.offset() + ": " + first.owners() + " = " + first.reading() + more)));
    first = null;
  }
}
