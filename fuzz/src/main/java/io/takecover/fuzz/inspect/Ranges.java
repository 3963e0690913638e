package io.takecover.fuzz.inspect;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.Place;
import io.takecover.fuzz.gen.Site;
import io.takecover.fuzz.gen.Sites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Cuts an image into ranges that follow each other without a gap. Wherever a place starts or ends,
 * a range does; the shortest place that holds it owns it, and the others are told. What no place
 * holds is padding where it is zero, and unknown where it is not. Any bytes will do.
 */
public final class Ranges {
  private static final int TOLD = 3;
  private static final Comparator<Open> SHORTEST_FIRST =
      Comparator.comparingLong((Open open) -> open.site.length()).thenComparingInt(Open::index);

  private final ByteView image;
  private final Sites sites;
  private final Reading reading;
  private final List<ByteRange> ranges = new ArrayList<>();
  private final TreeSet<Open> open = new TreeSet<>(SHORTEST_FIRST);
  private final PriorityQueue<Open> ends =
      new PriorityQueue<>(Comparator.comparingLong((Open open) -> open.end()));

  /** The run of reserved words, all zero, that the last range is; null where it is none. */
  private Place.Cell firstWord;

  private Ranges(byte[] bytes) {
    image = ByteView.of(bytes);
    sites = Sites.of(bytes);
    reading = new Reading(image);
  }

  /** A place that has started, and has not ended yet. */
  private record Open(Site site, int index) {
    long end() {
      return site.offset() + site.length();
    }
  }

  /** The ranges, by offset. */
  public static List<ByteRange> of(byte[] image) {
    Ranges ranges = new Ranges(image);
    ranges.sweep(image.length);
    return ranges.ranges;
  }

  private void sweep(long size) {
    long[] starts = new long[sites.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = sites.get(i).offset() << Integer.SIZE | i;
    }
    Arrays.sort(starts);
    int next = 0;
    for (long at = 0; at < size; ) {
      while (next < starts.length && starts[next] >>> Integer.SIZE == at) {
        int index = Math.toIntExact(starts[next++] & 0xffff_ffffL);
        Open started = new Open(sites.get(index), index);
        open.add(started);
        ends.add(started);
      }
      while (!ends.isEmpty() && ends.peek().end() <= at) {
        open.remove(ends.poll());
      }
      long end = next < starts.length ? starts[next] >>> Integer.SIZE : size;
      if (!ends.isEmpty()) {
        end = Math.min(end, ends.peek().end());
      }
      if (open.isEmpty()) {
        addUnowned(at, end);
      } else {
        addOwned(at, end - at);
      }
      at = end;
    }
  }

  private void addUnowned(long from, long end) {
    firstWord = null;
    for (long at = from; at < end; ) {
      boolean isZero = image.u8(at) == 0;
      long to = isZero ? image.firstNonZero(at, end) : image.indexOf(0, at, end);
      RangeKind kind = isZero ? RangeKind.PADDING : RangeKind.UNKNOWN;
      String text = isZero ? "zero" : reading.reading(null, at, to - at);
      String value = reading.value(null, at, to - at);
      ranges.add(new ByteRange(at, to - at, kind, null, null, List.of(), 0, value, text));
      at = to;
    }
  }

  private void addOwned(long at, long length) {
    Site site = open.first().site();
    if (isNextWord(site)) {
      extend(site);
      return;
    }
    Place place = site.place();
    List<String> also =
        open.stream().skip(1).limit(TOLD).map(o -> o.site().place().toString()).toList();
    ranges.add(
        new ByteRange(
            at,
            length,
            RangeKind.of(place.label()),
            place.toString(),
            place instanceof Place.Cell cell ? cell.path() : null,
            also,
            open.size() - 1,
            reading.value(site, at, length),
            reading.reading(site, at, length)));
    firstWord = isZeroWord(site) && site.length() == length ? (Place.Cell) place : null;
  }

  private boolean isZeroWord(Site site) {
    boolean isWord = site.place() instanceof Place.Cell cell && cell.word() >= 0;
    return isWord && site.value() == 0 && open.size() == 1;
  }

  /** Whether a place is the next word of the same field, zero as those before it. */
  private boolean isNextWord(Site site) {
    if (firstWord == null || !isZeroWord(site)) {
      return false;
    }
    Place.Cell cell = (Place.Cell) site.place();
    ByteRange last = ranges.get(ranges.size() - 1);
    return cell.path().equals(firstWord.path())
        && cell.inode() == firstWord.inode()
        && cell.entry() == firstWord.entry()
        && cell.word() > firstWord.word()
        && last.offset() + last.length() == site.offset();
  }

  private void extend(Site site) {
    ByteRange last = ranges.remove(ranges.size() - 1);
    String first = firstWord.toString();
    String owner =
        first.substring(0, first.length() - 1) + ".." + ((Place.Cell) site.place()).word();
    ranges.add(
        new ByteRange(
            last.offset(),
            last.length() + site.length(),
            last.kind(),
            owner + "]",
            last.field(),
            last.also(),
            last.alsoCount(),
            "0x0",
            "0"));
  }
}
