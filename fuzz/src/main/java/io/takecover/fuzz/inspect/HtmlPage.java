package io.takecover.fuzz.inspect;

import java.util.List;

/** The ranges of an image as one page that needs nothing else: a picture, and a table. */
public final class HtmlPage {
  private static final String STYLE =
      """
      body { font: 14px sans-serif; margin: 1.5em; }
      svg { width: 100%; background: #fff; border: 1px solid #999; }
      table { border-collapse: collapse; margin-top: 1em; }
      td, th { border-bottom: 1px solid #ddd; padding: 1px 8px; text-align: left; }
      td { font-family: monospace; word-break: break-all; }
      td.n { text-align: right; }
      i { display: inline-block; width: 12px; height: 12px; margin: 0 4px 0 14px; }
      """;

  private HtmlPage() {}

  /**
   * The page, in ASCII.
   *
   * @param label of the image, escaped as names are
   * @param size of the image in bytes
   */
  public static String of(String label, List<ByteRange> ranges, long size) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    page.append("<meta charset=\"us-ascii\">\n<title>").append(escape(label)).append("</title>\n");
    page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<h1>");
    page.append(escape(label)).append("</h1>\n<p>").append(size).append(" bytes, ");
    page.append(Picture.rowSize(size)).append(" a row.");
    for (RangeKind kind : RangeKind.values()) {
      page.append(" <i style=\"background:").append(kind.colour()).append("\"></i>");
      page.append(kind.label());
    }
    page.append("</p>\n").append(Picture.of(ranges, size));
    page.append("<table>\n<tr><th>offset</th><th>length</th><th></th><th>owner</th>");
    page.append("<th>value</th><th>reading</th></tr>\n");
    ranges.forEach(range -> row(page, range));
    return page.append("</table>\n</body>\n</html>\n").toString();
  }

  private static void row(StringBuilder page, ByteRange range) {
    page.append("<tr><td class=\"n\">").append(range.offset());
    page.append("</td><td class=\"n\">").append(range.length());
    page.append("</td><td><i style=\"background:").append(range.kind().colour()).append("\"></i>");
    page.append(range.kind().label()).append("</td><td>").append(escape(range.owners()));
    page.append("</td><td>").append(escape(range.value())).append("</td><td>");
    page.append(escape(range.reading())).append("</td></tr>\n");
  }

  /** A text as HTML shows it, in an element or an attribute. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
