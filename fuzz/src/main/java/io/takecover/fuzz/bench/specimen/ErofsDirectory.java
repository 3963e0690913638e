package io.takecover.fuzz.bench.specimen;

import io.takecover.model.FileType;

/** The entries of a directory of an EROFS image, block after block. */
final class ErofsDirectory {
  private static final long DIRENT = 12;
  private static final long NAME_MAX = 255;
  private static final long U32 = 0xffff_ffffL;

  private final ErofsSpecimen reader;
  private ErofsSpecimen.Visit here;
  private long before;
  private long beforeLength;
  private int dots;

  ErofsDirectory(ErofsSpecimen reader) {
    this.reader = reader;
  }

  /** The type that a number in an entry means; null where it means none. */
  static FileType type(int number) {
    return switch (number) {
      case 1 -> FileType.REGULAR;
      case 2 -> FileType.DIRECTORY;
      case 3 -> FileType.CHARACTER_DEVICE;
      case 4 -> FileType.BLOCK_DEVICE;
      case 5 -> FileType.FIFO;
      case 6 -> FileType.SOCKET;
      case 7 -> FileType.SYMLINK;
      default -> null;
    };
  }

  void start(ErofsSpecimen.Visit directory) {
    here = directory;
    before = -1;
    dots = 0;
  }

  void end() {
    reader.require(Check.DOTS, dots == 2);
  }

  /**
   * @param used bytes of the block that count
   */
  void block(long at, long used) {
    Memory memory = reader.memory;
    reader.require(Check.TABLE_EMPTY, used > DIRENT);
    int first = memory.u16(at + 8);
    reader.require(Check.TABLE_SIZE, first > 0 && first % DIRENT == 0);
    reader.require(Check.NAMEOFF_BEYOND, first < used);
    long count = first / DIRENT;
    lookup(at, count, used);
    for (long i = 0; i < count; i++) {
      memory.step();
      long entry = at + DIRENT * i;
      int from = memory.u16(entry + 8);
      boolean isLast = i + 1 == count;
      long length = isLast ? lastLength(at, from, used) : length(entry, from, used);
      entry(entry, at + from, length);
    }
  }

  /** Looks for a name behind all others, where halving the table comes to its last entry. */
  private void lookup(long block, long count, long used) {
    long last = block + DIRENT * (count - 1);
    lastLength(block, reader.memory.u16(last + 8), used);
  }

  private long length(long entry, int from, long used) {
    int next = reader.memory.u16(entry + DIRENT + 8);
    reader.require(Check.NAMEOFF_FALLS, next > from);
    reader.require(Check.NAMEOFF_BEYOND, next <= used);
    return (long) next - from & 0xffff;
  }

  /** The last name ends with its block, or before; the room is a number without a sign. */
  private long lastLength(long block, int from, long used) {
    reader.require(Check.NAMEOFF_LAST, from < used);
    return reader.memory.stringLength(block + from, used - from & U32);
  }

  private void entry(long entry, long name, long length) {
    Memory memory = reader.memory;
    memory.print(name, length);
    reader.require(Check.NAME_EMPTY, length > 0 && length <= NAME_MAX);
    reader.require(Check.NAME_SLASH, !memory.has('/', name, length));
    reader.require(Check.NAME_NUL, !memory.has(0, name, length));
    int order = before < 0 ? -1 : memory.compare(before, beforeLength, name, length);
    reader.require(Check.NAME_TWICE, order != 0);
    reader.require(Check.NAME_ORDER, order <= 0);
    before = name;
    beforeLength = length;
    long nid = memory.u64(entry);
    boolean isDot = length == 1 && memory.u8(name) == '.';
    boolean areDots = length == 2 && memory.u16(name) == 0x2e2e;
    if (isDot || areDots) {
      dots++;
      ErofsSpecimen.Visit above = here.parent() == null ? here : here.parent();
      // Where it is from is known of the first visit alone.
      reader.require(Check.DOTS, here.again() || nid == (isDot ? here : above).nid());
      return;
    }
    int type = memory.u8(entry + 10);
    long path = Sighting.path(here.path(), memory.print(name, length));
    reader.enter(nid, type, here, path);
  }
}
