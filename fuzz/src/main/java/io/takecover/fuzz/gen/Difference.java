package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The way from one image to another, as edits. */
public final class Difference {
  /** Longer runs are told by the bytes that differ: nobody reads them whole. */
  private static final int LONGEST_RUN = 80;

  private Difference() {}

  /** How many bytes stand differently or in one of the two only. */
  public static int distance(byte[] from, byte[] to) {
    int common = Math.min(from.length, to.length);
    int aligned = differing(from, to, common).cardinality();
    int head = head(from, to);
    int tail = 0;
    while (tail < common - head && from[from.length - 1 - tail] == to[to.length - 1 - tail]) {
      tail++;
    }
    return Math.min(aligned, common - head - tail) + Math.abs(from.length - to.length);
  }

  /**
   * Edits that make {@code to} of {@code from}: bytes cut out or put in, at the end or where the
   * two part, and then fields by name and other bytes by their offset. Few, but maybe not the
   * fewest.
   */
  public static List<Edit> edits(byte[] from, byte[] to) {
    return resizings(from, to)
        .map(resizing -> edits(from, to, resizing))
        .filter(Objects::nonNull)
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  /** Ways to give the one the size of the other. */
  private static Stream<List<Edit>> resizings(byte[] from, byte[] to) {
    int more = to.length - from.length;
    int head = head(from, to);
    if (more == 0) {
      return Stream.of(List.of());
    }
    if (more < 0) {
      return Stream.of(
          List.of(new Edit.Truncate(to.length)), List.of(new Edit.Remove(head, -more)));
    }
    return Stream.of(
        List.of(new Edit.Append(blob(to, from.length, to.length))),
        List.of(new Edit.Insert(head, blob(to, head, head + more))));
  }

  private static List<Edit> edits(byte[] from, byte[] to, List<Edit> resizing) {
    byte[] resized = applied(from, resizing);
    if (resized == null) {
      return null;
    }
    List<Edit> named = new ArrayList<>(resizing);
    named.addAll(named(resized, to));
    if (Arrays.equals(applied(from, named), to)) {
      return named;
    }
    List<Edit> plain = new ArrayList<>(resizing);
    plain.addAll(overwrites(differing(resized, to, to.length), to));
    return plain;
  }

  private static byte[] applied(byte[] image, List<Edit> edits) {
    try {
      return Edit.apply(image, edits);
    } catch (EditException e) {
      return null;
    }
  }

  /**
   * Numbers and short runs by name; what is found through another number is changed before that
   * number is.
   */
  private static List<Edit> named(byte[] from, byte[] to) {
    BitSet differing = differing(from, to, to.length);
    List<Edit> edits = new ArrayList<>();
    ByteView wanted = ByteView.of(to);
    Sites sites = Sites.of(from);
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      int at = Math.toIntExact(site.offset());
      if (site.place() instanceof Place.Cell cell) {
        int end = at + site.field().width();
        int first = differing.nextSetBit(at);
        if (first >= 0 && first < end) {
          long bits = wanted.get(site.field(), site.offset() - site.field().offset());
          edits.add(new Edit.SetNumber(cell, bits));
          differing.clear(at, end);
        }
      } else if (site.place() instanceof Place.Run run && site.length() <= LONGEST_RUN) {
        int end = Math.min(to.length, at + Math.toIntExact(site.length()));
        int first = differing.nextSetBit(at);
        if (first >= 0 && first < end) {
          edits.add(new Edit.SetRun(run, blob(to, at, end)));
          differing.clear(at, end);
        }
      }
    }
    Collections.reverse(edits);
    List<Edit> all = overwrites(differing, to);
    all.addAll(edits);
    return all;
  }

  private static List<Edit> overwrites(BitSet differing, byte[] to) {
    List<Edit> edits = new ArrayList<>();
    for (int at = differing.nextSetBit(0); at >= 0; ) {
      int end = differing.nextClearBit(at);
      edits.add(new Edit.Overwrite(at, blob(to, at, end)));
      at = differing.nextSetBit(end);
    }
    return edits;
  }

  private static int head(byte[] from, byte[] to) {
    int mismatch = Arrays.mismatch(from, to);
    return mismatch < 0 ? from.length : mismatch;
  }

  private static BitSet differing(byte[] from, byte[] to, int length) {
    BitSet differing = new BitSet(length);
    for (int i = 0; i < length; i++) {
      differing.set(i, from[i] != to[i]);
    }
    return differing;
  }

  private static Blob blob(byte[] bytes, int from, int to) {
    return Blob.of(Arrays.copyOfRange(bytes, from, to));
  }
}
