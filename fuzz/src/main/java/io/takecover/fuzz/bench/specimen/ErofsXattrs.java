package io.takecover.fuzz.bench.specimen;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The xattrs of an inode of an EROFS image, and what those of overlayfs make of it. */
final class ErofsXattrs {
  private static final long HEADER = 12;
  private static final long ENTRY = 4;
  private static final long U32 = 0xffff_ffffL;
  private static final long DIGEST = 32;
  private static final long METACOPY = 36;
  private static final long METACOPY_HEAD = 0x0100_2400;
  private static final int TRUSTED = 4;
  private static final int LONGEST_INDEX = 6;
  private static final int LUSTRE = 5;
  private static final int TYPE_SHIFT = 12;
  private static final int PERMISSIONS = 07777;
  private static final long ESCAPE = 8;
  private static final long EMPTY = Sighting.print(text(""), 0, 0);
  private static final long X = Sighting.print(text("x"), 0, 1);
  private static final ByteView ESCAPED = text("overlay.overlay.");
  private static final long OVERLAY_METACOPY = stored("trusted.overlay.metacopy");
  private static final long OVERLAY_REDIRECT = stored("trusted.overlay.redirect");
  private static final long OVERLAY_OPAQUE = stored("trusted.overlay.opaque");
  private static final long WHITEOUT = stored("trusted.overlay.overlay.whiteout");
  private static final long WHITEOUTS = stored("trusted.overlay.overlay.whiteouts");
  private static final long OPAQUE = stored("trusted.overlay.overlay.opaque");
  private static final long USER_WHITEOUT = stored("user.overlay.whiteout");
  private static final long USER_WHITEOUTS = stored("user.overlay.whiteouts");
  private static final long USER_OPAQUE = stored("user.overlay.opaque");

  private final ErofsSpecimen reader;
  private final List<Pair> pairs = new ArrayList<>();
  private long stored;
  private long filter;

  /**
   * @param key number of the name as it is stored
   * @param plain number of the name that the tree has, one escape less
   */
  private record Pair(long key, long plain, long value, long valueAt, int valueSize) {}

  ErofsXattrs(ErofsSpecimen reader) {
    this.reader = reader;
  }

  /**
   * @param at absolute position of the body
   * @param size bytes of the body
   * @param node gets what the xattrs say of it
   */
  void read(long at, long size, Sighting.Node node) {
    Memory memory = reader.memory;
    pairs.clear();
    stored = memory.u32(at);
    filter = U32;
    int shared = memory.u8(at + 4);
    reader.require(Check.SHARED_COUNT, HEADER + 4L * shared <= size);
    boolean isSound = false;
    memory.hold();
    try {
      shared(at, shared);
      isSound = true;
    } finally {
      if (isSound || reader.choose(Check.PAGE_HELD, 1, 0) != 0) {
        memory.release();
      }
    }
    long end = at + size;
    long next = at + HEADER + 4L * shared;
    while (next < end) {
      memory.step();
      next = entry(next, end);
    }
    reader.require(Check.FILTER, filter == stored);
    settle(node);
  }

  private void shared(long at, int count) {
    Memory memory = reader.memory;
    long table = memory.u32(ErofsSpecimen.SUPERBLOCK + 44) * ErofsSpecimen.BLOCK;
    for (int i = 0; i < count; i++) {
      memory.step();
      long id = memory.u32(at + HEADER + 4L * i);
      long from = table + reader.choose(Check.SHARED_CUT, 4 * id, 4 * id & U32);
      reader.require(Check.SHARED_RANGE, from <= memory.size() - ENTRY);
      memory.u32(from);
      entry(from, memory.size());
    }
  }

  /** Position of the entry behind. */
  private long entry(long at, long end) {
    Memory memory = reader.memory;
    reader.require(Check.ENTRY_END, end - at >= ENTRY);
    int nameSize = memory.u8(at);
    int index = memory.u8(at + 1);
    int valueSize = memory.u16(at + 2);
    long name = at + ENTRY;
    long value = name + nameSize;
    reader.require(Check.ENTRY_END, value + valueSize <= end);
    boolean isKnown = index <= LONGEST_INDEX && index != LUSTRE;
    reader.require(Check.NAME_INDEX, isKnown);
    reader.require(Check.XATTR_KEY, nameSize > 0 || (index == 2 || index == 3));
    long bit = memory.filterBit(name, nameSize, index);
    filter &= ~bit;
    // A reader that trusts the filter looks no further where the bit says that nothing is there.
    if ((stored & bit) == 0 && isKnown) {
      add(name, nameSize, index, value, valueSize);
    }
    return value + valueSize + 3 & ~3L;
  }

  private void add(long name, int nameSize, int index, long value, int valueSize) {
    Memory memory = reader.memory;
    long key = Sighting.key(index, memory.print(name, nameSize));
    for (int i = 0; i < pairs.size(); i++) {
      reader.require(Check.XATTR_TWICE, pairs.get(i).key != key);
    }
    boolean isEscaped =
        index == TRUSTED && nameSize > ESCAPED.size() && memory.starts(name, ESCAPED);
    long plain =
        isEscaped ? Sighting.key(index, memory.print(name + ESCAPE, nameSize - ESCAPE)) : key;
    pairs.add(new Pair(key, plain, memory.print(value, valueSize), value, valueSize));
  }

  private boolean has(long key) {
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i).key == key) {
        return true;
      }
    }
    return false;
  }

  private void settle(Sighting.Node node) {
    boolean isFile = node.mode >>> TYPE_SHIFT == FileType.REGULAR.number();
    boolean isWhiteout = isFile && node.size == 0 && has(WHITEOUT) && has(USER_WHITEOUT);
    boolean holds = has(WHITEOUTS) && has(USER_WHITEOUTS);
    if (isWhiteout) {
      node.mode =
          (long) FileType.CHARACTER_DEVICE.number() << TYPE_SHIFT | (node.mode & PERMISSIONS);
      node.rdev = 0;
    }
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      boolean isOpaque =
          (pair.key == OPAQUE || pair.key == USER_OPAQUE)
              && pair.value == X
              && reader.marksOpaque();
      boolean isMark =
          (isWhiteout && isEmpty(pair, WHITEOUT, USER_WHITEOUT))
              || (holds && (isOpaque || isEmpty(pair, WHITEOUTS, USER_WHITEOUTS)));
      if (pair.key == OVERLAY_METACOPY) {
        node.digest = metacopy(pair);
      } else if (pair.key == OVERLAY_REDIRECT) {
        node.payload = redirect(pair);
      } else if (pair.key != OVERLAY_OPAQUE && !isMark) {
        node.xattrs += Sighting.xattr(pair.plain, pair.value);
      }
    }
  }

  private static boolean isEmpty(Pair pair, long one, long other) {
    return pair.value == EMPTY && (pair.key == one || pair.key == other);
  }

  private long metacopy(Pair pair) {
    Memory memory = reader.memory;
    if (pair.valueSize == 0) {
      return 0;
    }
    boolean isRight = pair.valueSize == METACOPY && memory.u32(pair.valueAt) == METACOPY_HEAD;
    reader.require(Check.METACOPY_HEADER, isRight);
    return pair.valueSize == METACOPY ? memory.print(pair.valueAt + ENTRY, DIGEST) : 0;
  }

  private long redirect(Pair pair) {
    Memory memory = reader.memory;
    boolean isAbsolute = pair.valueSize > 1 && memory.u8(pair.valueAt) == '/';
    reader.require(Check.REDIRECT_START, isAbsolute);
    long at = isAbsolute ? pair.valueAt + 1 : pair.valueAt;
    long size = isAbsolute ? pair.valueSize - 1L : pair.valueSize;
    if (reader.isUnchecked(Check.REDIRECT_LENGTH)) {
      size = reader.choose(Check.REDIRECT_LENGTH, size, memory.stringLength(at, size + 2));
    }
    return memory.print(at, size);
  }

  private static long stored(String key) {
    ByteView view = text(key);
    return Sighting.keyPrint(view, 0, view.size());
  }

  private static ByteView text(String text) {
    return ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
