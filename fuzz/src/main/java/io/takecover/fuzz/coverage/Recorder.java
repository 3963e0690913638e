package io.takecover.fuzz.coverage;

import io.takecover.fuzz.coverage.Comparison.How;
import io.takecover.fuzz.coverage.ReadLog.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What instrumented classes call: which bytes they read, and what they compare. Methods are entered
 * and not left: the parser does not call itself, so the last entry of a method is the run that
 * compares.
 */
public final class Recorder {
  /** So often the bytes behind a comparison are looked for; a loop compares a million times. */
  private static final int LOOKS = 64;

  /** So many reads of a method are shown. */
  private static final int SHOWN = 3;

  /** A number up to here stands in many places, so that it says nothing of where it is from. */
  private static final long COMMON = 0xff;

  private final List<Site> sites = new ArrayList<>();
  private final Map<Integer, Integer> entries = new HashMap<>();
  private final Map<Integer, Sample> samples = new LinkedHashMap<>();
  private ReadLog log = new ReadLog();
  private int methods;

  /** Bytes, and how they belong to a comparison. */
  record Hint(Read read, How how) {}

  /** The best of what was seen at one comparison. */
  static final class Sample {
    final Site site;
    String left;
    String right;
    List<Hint> hints = List.of();
    private int looks;

    Sample(Site site) {
      this.site = site;
    }
  }

  Recorder() {}

  /** A number for one more comparison. */
  synchronized int newComparison(Site site) {
    sites.add(site);
    return sites.size() - 1;
  }

  /** A number for one more method. */
  synchronized int newMethod() {
    return methods++;
  }

  /** Forgets the run. */
  synchronized void reset() {
    log = new ReadLog();
    entries.clear();
    samples.clear();
  }

  /** What was seen at a line: one sample for each comparison that it makes. */
  synchronized List<Sample> at(Site site) {
    return samples.values().stream().filter(sample -> sample.site.equals(site)).toList();
  }

  /** Called at the start of a method. */
  public synchronized void entered(int method) {
    entries.put(method, log.count());
  }

  /** Called before bytes are read, which may still turn out not to be there. */
  public synchronized void read(byte[] array, int start, long at, long length) {
    if (at >= 0 && length > 0 && length <= array.length - start - at) {
      log.add(array, start + at, length);
    }
  }

  /** Called in place of the comparison of two longs; gives what that would. */
  public synchronized int longs(long left, long right, int comparison, int method) {
    look(comparison, method, left, right, -1L);
    return Long.compare(left, right);
  }

  /** Called before two ints are compared. */
  public synchronized void ints(int left, int right, int comparison, int method) {
    look(comparison, method, left, right, 0xffff_ffffL);
  }

  /** Called before an int is compared with zero, or chooses a case. */
  public synchronized void number(int left, int comparison, int method) {
    look(comparison, method, left, 0, 0xffff_ffffL);
  }

  /** Called before anything else is asked. */
  public synchronized void asked(int comparison, int method) {
    Sample sample = samples.computeIfAbsent(comparison, id -> new Sample(sites.get(id)));
    if (sample.looks++ == 0) {
      sample.hints = reads(method);
    }
  }

  private void look(int comparison, int method, long left, long right, long mask) {
    Sample sample = samples.computeIfAbsent(comparison, id -> new Sample(sites.get(id)));
    if (sample.looks++ >= LOOKS
        || (!sample.hints.isEmpty() && sample.hints.get(0).how() == How.OPERAND)) {
      return;
    }
    List<Hint> hints = hints(method, left & mask, right & mask);
    if (sample.left == null || isBetter(hints, sample.hints)) {
      sample.left = "0x" + Long.toHexString(left & mask);
      sample.right = "0x" + Long.toHexString(right & mask);
      sample.hints = hints;
    }
  }

  /** Whether the one says more of where an operand is from. */
  private static boolean isBetter(List<Hint> one, List<Hint> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return other.isEmpty() && !one.isEmpty();
    }
    return one.get(0).how().compareTo(other.get(0).how()) < 0;
  }

  private List<Hint> hints(int method, long left, long right) {
    int entry = entries.getOrDefault(method, 0);
    List<Read> own = log.since(entry);
    List<Hint> operands = operands(own, left, right, How.OPERAND, 0);
    if (!operands.isEmpty()) {
      return operands;
    }
    List<Hint> earlier = operands(log.since(0), left, right, How.EARLIER, COMMON);
    return earlier.isEmpty() ? reads(method) : earlier;
  }

  /** The last read of each operand, where there is one; zero is no operand that tells anything. */
  private static List<Hint> operands(List<Read> reads, long left, long right, How how, long above) {
    List<Hint> hints = new ArrayList<>();
    for (int i = reads.size() - 1; i >= 0 && hints.isEmpty(); i--) {
      Read read = reads.get(i);
      if (read.isNumber()) {
        long number = read.number();
        boolean isLarge = Long.compareUnsigned(number, above) > 0 || how == How.OPERAND;
        if (isLarge && (number == left || number == right)) {
          hints.add(new Hint(read, how));
        }
      }
    }
    return hints;
  }

  /** What a method read last, or else what anyone did. */
  private List<Hint> reads(int method) {
    List<Read> own = log.since(entries.getOrDefault(method, 0));
    List<Hint> hints = new ArrayList<>();
    for (int i = own.size() - 1; i >= 0 && hints.size() < SHOWN; i--) {
      Read read = own.get(i);
      if (hints.stream().noneMatch(hint -> hint.read().isSameAs(read))) {
        hints.add(new Hint(read, How.READ));
      }
    }
    List<Read> all = log.since(0);
    if (hints.isEmpty() && !all.isEmpty()) {
      hints.add(new Hint(all.get(all.size() - 1), How.LAST));
    }
    return hints;
  }
}
