package io.takecover.fuzz.triage;

import io.takecover.dump.DumpColumn;
import io.takecover.dump.Escape;
import io.takecover.fuzz.gen.Blob;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Says what is wrong with a composefs-dump(5) text: the nearest valid one, and the fewest columns
 * or lines of it that have to be changed for a text that fails alike.
 */
final class TextMinimiser {
  private static final int PARENTS = 3;
  private static final int COLUMNS = DumpColumn.values().length;
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private final Map<String, byte[]> parents;
  private final Oracle oracle;

  TextMinimiser(Map<String, byte[]> parents, Oracle oracle) {
    this.parents = parents;
    this.oracle = oracle;
  }

  /**
   * One difference of a line of the text from that of the parent which stands in its place.
   *
   * @param line index in both
   * @param column index in the line, or -1 where all of the line is another
   * @param from what the parent has there; null where it has no such line
   * @param to what the text has there; null where it has no such line
   */
  private record Change(int line, int column, String from, String to) {
    String words() {
      String where = "line " + (line + 1);
      if (column < 0) {
        return to == null ? where + " left out" : where + "=" + escaped(to);
      }
      DumpColumn[] all = DumpColumn.values();
      String name = all[Math.min(column, all.length - 1)].path();
      return where + " " + name.substring(name.indexOf('.') + 1) + "=" + escaped(to);
    }

    String was() {
      return from == null ? "" : escaped(from);
    }

    private static String escaped(String text) {
      String shown = Escape.sentence(text);
      return shown.length() > 100 ? shown.substring(0, 100) + "..." : shown;
    }
  }

  /** The one with the fewest changes; null where no parent leads to a text that fails alike. */
  Minimal of(byte[] text) throws IOException, InterruptedException {
    List<String> wanted = lines(text);
    List<String> nearest =
        parents.keySet().stream()
            .sorted(
                Comparator.<String>comparingInt(id -> distance(lines(parents.get(id)), wanted))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(PARENTS)
            .toList();
    Minimal best = null;
    for (String id : nearest) {
      List<String> parent = lines(parents.get(id));
      List<Change> all = changes(parent, wanted);
      if (fails(parent, all)) {
        List<Change> few =
            FewestParts.of(all, candidate -> fails(parent, candidate), oracle::isSpent);
        if (best == null || few.size() < best.cause().edits().size()) {
          List<String> words = few.stream().map(Change::words).toList();
          Cause cause = new Cause(id, words, few.stream().map(Change::was).toList());
          best = new Minimal(cause, Blob.of(text(parent, few)));
        }
      }
    }
    return best;
  }

  private static List<String> lines(byte[] text) {
    return Arrays.asList(new String(text, BYTES).split("\n", -1));
  }

  /**
   * The fixed columns, and all xattrs as one more; of a line that lacks some, those that it has.
   */
  private static List<String> columns(String line) {
    List<String> columns = new ArrayList<>(Arrays.asList(line.split(" ", COLUMNS)));
    if (columns.size() == COLUMNS - 1) {
      columns.add("");
    }
    return columns;
  }

  /** How many columns differ; of a line that stands in one only, all. */
  private static int distance(List<String> parent, List<String> text) {
    return changes(parent, text).stream()
        .mapToInt(change -> change.column() < 0 ? COLUMNS : 1)
        .sum();
  }

  private static List<Change> changes(List<String> parent, List<String> text) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < Math.max(parent.size(), text.size()); i++) {
      String from = i < parent.size() ? parent.get(i) : null;
      String to = i < text.size() ? text.get(i) : null;
      if (from == null || to == null) {
        changes.add(new Change(i, -1, from, to));
      } else if (!from.equals(to)) {
        List<String> was = columns(from);
        List<String> is = columns(to);
        if (was.size() != is.size()) {
          changes.add(new Change(i, -1, from, to));
          continue;
        }
        for (int c = 0; c < is.size(); c++) {
          if (!was.get(c).equals(is.get(c))) {
            changes.add(new Change(i, c, was.get(c), is.get(c)));
          }
        }
      }
    }
    return changes;
  }

  private boolean fails(List<String> parent, List<Change> changes)
      throws IOException, InterruptedException {
    return oracle.fails(text(parent, changes));
  }

  private static byte[] text(List<String> parent, List<Change> changes) {
    List<String> lines = new ArrayList<>(parent);
    TreeSet<Integer> gone = new TreeSet<>(Comparator.reverseOrder());
    for (Change change : changes) {
      if (change.to() == null) {
        gone.add(change.line());
      } else if (change.line() >= lines.size()) {
        lines.add(change.to());
      } else if (change.column() < 0) {
        lines.set(change.line(), change.to());
      } else {
        List<String> columns = new ArrayList<>(columns(lines.get(change.line())));
        columns.set(change.column(), change.to());
        boolean isBare = columns.size() == COLUMNS && columns.get(COLUMNS - 1).isEmpty();
        List<String> shown = isBare ? columns.subList(0, COLUMNS - 1) : columns;
        lines.set(change.line(), String.join(" ", shown));
      }
    }
    gone.forEach(line -> lines.remove((int) line));
    return String.join("\n", lines).getBytes(BYTES);
  }
}
