package io.takecover.fuzz.bench.specimen;

/** The entries of a directory of a native image, and the search for a name among them. */
final class NativeDirectory {
  private static final long DIRENT = 12;
  private static final long PAGE = 4096;
  private static final long U32 = 0xffff_ffffL;

  private final NativeSpecimen reader;
  private long chunk;
  private long names;

  NativeDirectory(NativeSpecimen reader) {
    this.reader = reader;
  }

  /**
   * Visits what each entry names, and looks names up.
   *
   * @param start absolute position of the chunk
   * @param room bytes behind the table, which hold the names
   */
  void list(long start, long count, long room, long path, int depth) {
    Memory memory = reader.memory;
    chunk = start;
    names = start + 4 + DIRENT * count;
    long before = 0;
    long beforeLength = 0;
    for (long i = 0; i < count; i++) {
      memory.step();
      long entry = start + 4 + DIRENT * i;
      inPage(entry, DIRENT);
      long offset = offset(entry);
      long length = memory.u8(entry + 8);
      long end = reader.choose(Check.NAME_SUM, offset + length, offset + length & U32);
      reader.require(Check.NAME_RANGE, end <= room);
      reader.require(Check.DIRENT_PADDING, memory.u16(entry + 10) == 0);
      long name = names + offset;
      inPage(name, length);
      spelling(name, length);
      int order = i == 0 ? -1 : memory.compare(before, beforeLength, name, length);
      reader.require(Check.NAME_TWICE, order != 0);
      reader.require(Check.NAME_ORDER, order <= 0);
      before = name;
      beforeLength = length;
      long below = Sighting.path(path, memory.print(name, length));
      reader.visit(memory.u32(entry), memory.u8(entry + 9), below, depth + 1);
    }
    lookup(count);
  }

  /** Of a reader that has but the page in which the bytes begin. */
  private void inPage(long at, long length) {
    long held = Math.min(length, PAGE - at % PAGE);
    if (reader.choose(Check.ACROSS_PAGES, length, held) < length) {
      throw new OutOfBoundsRead(at + held, length - held);
    }
  }

  private long offset(long entry) {
    long offset = reader.memory.u32(entry + 4);
    return reader.choose(
        Check.NAME_ORDER_OF_BYTES, offset, Long.reverseBytes(offset) >>> Integer.SIZE);
  }

  private void spelling(long name, long length) {
    Memory memory = reader.memory;
    reader.require(Check.NAME_EMPTY, length > 0);
    boolean isDot = length == 1 && memory.u8(name) == '.';
    boolean areDots = length == 2 && memory.u16(name) == 0x2e2e;
    reader.require(Check.NAME_DOTS, !isDot && !areDots);
    reader.require(Check.NAME_SLASH, !memory.has('/', name, length));
    reader.require(Check.NAME_NUL, !memory.has(0, name, length));
  }

  /** Halves the table in search of a name before all others, as a stranger may ask for. */
  private void lookup(long count) {
    long low = 0;
    long high = count - 1;
    while (low <= high) {
      reader.memory.step();
      long middle = low + (high - low) / 2;
      long entry = chunk + 4 + DIRENT * middle;
      reader.memory.print(names + offset(entry), reader.memory.u8(entry + 8));
      high = reader.choose(Check.BISECTION, middle - 1, middle - 1 & U32);
    }
  }
}
