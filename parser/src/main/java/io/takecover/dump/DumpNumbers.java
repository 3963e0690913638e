package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.U32;
import io.takecover.rule.RejectedException;

/**
 * Reads the numbers of a line. The C parser reads them with {@code strtoull}, which takes white
 * space and a sign, turns -1 into 2^64 - 1, and stops at 2^64 - 1; the lenient mode does the same.
 */
final class DumpNumbers {
  private static final long NONE = -1;
  private static final long NANOSECONDS = 1_000_000_000L;
  private static final int MODE_MAX = 0177777;

  /** As many digits are never more than 64 bits. */
  private static final int SURE_DIGITS = 19;

  private final ByteView text;
  private final DumpLine line;
  private final Breaches breaches;

  /** What {@link #scan} found: the digits' value, or all ones where that has more than 64 bits. */
  private long value;

  private long stopped;
  private long signAt;
  private boolean negative;
  private boolean overflown;

  /** The first byte that only {@code strtoull} accepts, a minus excepted. */
  private long oddAt;

  private boolean isTaken;
  private int mode;
  private long size;
  private long nlink;
  private long uid;
  private long gid;
  private long rdev;
  private long seconds;
  private long nanoseconds;

  DumpNumbers(ByteView text, DumpLine line, Breaches breaches) {
    this.text = text;
    this.line = line;
    this.breaches = breaches;
  }

  /**
   * Reads all numbers of a line but its mode, unless they were taken.
   *
   * @param isDevice whether the line is one of a device
   */
  void read(boolean isDevice) throws RejectedException {
    if (isTaken) {
      return;
    }
    size = readSize();
    nlink = id(DumpColumn.NLINK, DumpRule.NUMBER);
    uid = id(DumpColumn.UID, DumpRule.NUMBER);
    gid = group(uid);
    rdev = device(uid, isDevice);
    readTime();
  }

  /** Puts in all numbers of the line. */
  void put(DecodedLines lines) {
    lines.put(mode);
    lines.putLong(size);
    lines.put(U32.bits(nlink));
    lines.put(U32.bits(uid));
    lines.put(U32.bits(gid));
    lines.put(U32.bits(rdev));
    lines.putLong(seconds);
    lines.put(U32.bits(nanoseconds));
  }

  /** Takes those of a line out, so that they need not be read. */
  void take(DecodedLines lines) {
    isTaken = true;
    mode = lines.take();
    size = lines.takeLong();
    nlink = Integer.toUnsignedLong(lines.take());
    uid = Integer.toUnsignedLong(lines.take());
    gid = Integer.toUnsignedLong(lines.take());
    rdev = Integer.toUnsignedLong(lines.take());
    seconds = lines.takeLong();
    nanoseconds = lines.take();
  }

  /** Has those of the next line be read. */
  void forget() {
    isTaken = false;
  }

  /** Not negative: {@link DumpRule#SIZE_RANGE}. */
  long size() {
    return size;
  }

  long nlink() {
    return nlink;
  }

  long uid() {
    return uid;
  }

  long gid() {
    return gid;
  }

  /** The device number, 0 of what is no device. */
  long rdev() {
    return rdev;
  }

  /** A size, of which {@link DumpRule#SIZE_RANGE} holds. */
  private long readSize() throws RejectedException {
    long number = decimal(DumpColumn.SIZE, DumpRule.NUMBER);
    if (number < 0) {
      throw breaches.refusal(
          DumpRule.SIZE_RANGE, line.at(DumpColumn.SIZE), DumpColumn.SIZE, number);
    }
    return number;
  }

  /**
   * The group, whose syntax the C parser ignores unless the owner is root.
   *
   * @param owner the line's owner
   */
  private long group(long owner) throws RejectedException {
    return isIgnored(DumpColumn.GID, owner) ? 0 : id(DumpColumn.GID, DumpRule.IGNORED_NUMBER);
  }

  /** The device number, 0 of what is no device; see {@link #group}. */
  private long device(long owner, boolean isDevice) throws RejectedException {
    if (isIgnored(DumpColumn.RDEV, owner)) {
      return 0;
    }
    long number = decimal(DumpColumn.RDEV, DumpRule.IGNORED_NUMBER);
    long at = line.at(DumpColumn.RDEV);
    if (!isDevice) {
      if (number != 0) {
        breaches.tolerate(DumpRule.RDEV_TYPE, at, DumpColumn.RDEV, number);
      }
      return 0;
    }
    if (Long.compareUnsigned(number, U32.MAX) > 0) {
      breaches.tolerate(DumpRule.RDEV_RANGE, at, DumpColumn.RDEV, number);
    }
    return number & U32.MAX;
  }

  /**
   * The mode.
   *
   * @param from behind the {@code @} of a hard link
   */
  int mode(long from) throws RejectedException {
    if (isTaken) {
      return mode;
    }
    DumpColumn column = DumpColumn.MODE;
    require(scan(from, line.end(column), 8), DumpRule.MODE_DIGITS, column);
    long number = number();
    if (Long.compareUnsigned(number, MODE_MAX) > 0) {
      breaches.tolerate(DumpRule.MODE_RANGE, line.at(column), column, number);
    }
    mode = Math.toIntExact(number & MODE_MAX);
    return mode;
  }

  private void readTime() throws RejectedException {
    DumpColumn column = DumpColumn.MTIME;
    long from = line.at(column);
    long dot = text.indexOf('.', from, line.end(column));
    require(scan(from, dot, 10), DumpRule.SECONDS, column, true);
    seconds = number();
    boolean inRange = value >= 0 || (negative && value == Long.MIN_VALUE);
    if (overflown || !inRange) {
      breaches.tolerate(DumpRule.SECONDS, from, column, value);
    }
    if (dot == line.end(column)) {
      throw breaches.refusal(DumpRule.SECONDS, dot, column, 0);
    }
    require(scan(dot + 1, line.end(column), 10), DumpRule.NANOSECONDS, column);
    nanoseconds = number();
    if (Long.compareUnsigned(nanoseconds, NANOSECONDS) >= 0) {
      breaches.tolerate(DumpRule.NANOSECONDS, dot + 1, column, nanoseconds);
      nanoseconds &= U32.MAX;
    }
    if (nanoseconds >= NANOSECONDS) {
      throw breaches.refusal(DumpRule.NANOSECONDS, dot + 1, column, nanoseconds);
    }
  }

  long seconds() {
    return seconds;
  }

  long nanoseconds() {
    return nanoseconds;
  }

  private long id(DumpColumn column, DumpRule syntax) throws RejectedException {
    long number = decimal(column, syntax);
    if (Long.compareUnsigned(number, U32.MAX) > 0) {
      breaches.tolerate(DumpRule.ID_RANGE, line.at(column), column, number);
    }
    return number & U32.MAX;
  }

  /** An unsigned number of 64 bits, larger ones being the largest. */
  private long decimal(DumpColumn column, DumpRule syntax) throws RejectedException {
    require(scan(line.at(column), line.end(column), 10), syntax, column);
    return number();
  }

  private boolean isIgnored(DumpColumn column, long owner) throws RejectedException {
    if (owner == 0 || scan(line.at(column), line.end(column), 10)) {
      return false;
    }
    long found = line.found(stopped, line.end(column));
    breaches.tolerate(DumpRule.IGNORED_NUMBER, stopped, column, found);
    return true;
  }

  private void require(boolean isNumber, DumpRule syntax, DumpColumn column)
      throws RejectedException {
    require(isNumber, syntax, column, false);
  }

  private void require(boolean isNumber, DumpRule syntax, DumpColumn column, boolean signed)
      throws RejectedException {
    long odd = oddAt;
    if (odd == NONE && negative && (!signed || (isNumber && value == 0))) {
      odd = signAt;
    }
    if (!isNumber) {
      long bad = odd == NONE ? stopped : Math.min(odd, stopped);
      throw breaches.refusal(syntax, bad, column, line.found(bad, line.end(column)));
    }
    if (odd != NONE) {
      breaches.tolerate(syntax, odd, column, text.u8(odd));
    }
  }

  private long number() {
    return negative && !overflown ? -value : value;
  }

  /** Reads {@code [from, to)} as {@code strtoull} does, and says whether all of it is a number. */
  private boolean scan(long from, long to, int base) {
    value = 0;
    negative = false;
    overflown = false;
    oddAt = NONE;
    long at = from;
    while (at < to && isSpace(text.u8(at))) {
      odd(at++);
    }
    if (at < to && (text.u8(at) == '-' || text.u8(at) == '+')) {
      negative = text.u8(at) == '-';
      signAt = at;
      if (!negative) {
        odd(at);
      }
      at++;
    }
    long first = at;
    boolean isShort = to - first <= SURE_DIGITS;
    for (; at < to; at++) {
      int digit = text.u8(at) - '0';
      if (digit < 0 || digit >= base) {
        break;
      }
      overflown |= !isShort && overflows(base, digit);
      value = overflown ? NONE : value * base + digit;
    }
    if (base == 10 && at - first > 1 && text.u8(first) == '0') {
      odd(first);
    }
    stopped = at;
    return at == to && at > first;
  }

  /** Whether a further digit makes the value longer than 64 bits. */
  private boolean overflows(int base, int digit) {
    int order = Long.compareUnsigned(value, Long.divideUnsigned(NONE, base));
    return order > 0 || (order == 0 && digit > Long.remainderUnsigned(NONE, base));
  }

  private void odd(long at) {
    if (oddAt == NONE) {
      oddAt = at;
    }
  }

  private static boolean isSpace(int value) {
    return value == ' ' || (value >= '\t' && value <= '\r');
  }
}
