package io.takecover.nativefmt;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.U32;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * The chunks of vdata in the order in which they are appended, found by their bytes. A chunk is
 * kept as what it is made from, not as bytes; a hash finds the candidates, and every candidate that
 * is looked at is paid for from the budget, so an image whose chunks collide on purpose is refused
 * and not waited for.
 */
final class ChunkTable {
  private final Image image;
  private final ChunkEncoder encoder;
  private final Budget budget;
  private final ByteSink scratch = ByteSink.keeping(256);
  private final ByteSink candidate = ByteSink.keeping(256);
  private int count;
  private long end;
  private int[] start;
  private int[] length;
  private int[] hash;
  private int[] source;
  private short[] kind;
  private int[] slots;

  /** What a chunk is made from: a kind, and the inode or the set that it is of. */
  static final short DIRENTS = 1;

  static final short PAYLOAD = 2;
  static final short DIGEST = 3;
  static final short XATTRS = 4;

  ChunkTable(Image image, ChunkEncoder encoder, Budget budget) {
    this.image = image;
    this.encoder = encoder;
    this.budget = budget;
    int room = 2 * image.inodeCount() + 2;
    start = new int[room];
    length = new int[room];
    hash = new int[room];
    source = new int[room];
    kind = new short[room];
    slots = new int[Integer.highestOneBit(room) * 4];
  }

  /** Bytes of vdata so far. */
  long end() {
    return end;
  }

  /**
   * Finds an equal chunk or appends one.
   *
   * @param reuse whether an equal chunk will do
   * @return where the chunk starts, relative to vdata
   */
  long put(short ofKind, int from, boolean aligned, boolean reuse) throws RejectedException {
    ByteView bytes;
    long at;
    long size;
    switch (ofKind) {
      case PAYLOAD -> {
        bytes = image.bytes();
        at = image.payloadAt(from);
        size = image.payloadLength(from);
      }
      case DIGEST -> {
        bytes = image.bytes();
        at = image.digestAt(from);
        size = image.digestLength(from);
      }
      default -> {
        bytes = encode(ofKind, from, scratch);
        at = 0;
        size = bytes.size();
      }
    }
    if (count == start.length) {
      grow();
    }
    budget.work(1 + size / 8);
    int code = bytes.hash(at, size);
    int slot = find(code, bytes, at, size);
    boolean isNew = slots[slot] == 0;
    if (reuse && !isNew) {
      return start(slots[slot] - 1);
    }
    if (aligned) {
      end =
          (end + NativeLayout.CHUNK_ALIGNMENT - 1)
              / NativeLayout.CHUNK_ALIGNMENT
              * NativeLayout.CHUNK_ALIGNMENT;
    }
    append(ofKind, from, code, size);
    if (isNew) {
      slots[slot] = count;
    }
    return start(count - 1);
  }

  /**
   * Where a chunk starts, relative to vdata. Laid out again, an image gets up to 3 bytes of padding
   * before each aligned chunk, so this may lie behind 2 GiB where the image ends before.
   */
  private long start(int chunk) {
    return Integer.toUnsignedLong(start[chunk]);
  }

  /** Writes all chunks, with the padding before them. */
  void write(ByteSink sink) {
    long position = 0;
    for (int chunk = 0; chunk < count; chunk++) {
      sink.zero(Section.VDATA, start(chunk) - position);
      int from = source[chunk];
      switch (kind[chunk]) {
        case DIRENTS -> encoder.writeDirents(from, sink);
        case XATTRS -> encoder.writeXattrs(from, sink);
        case PAYLOAD ->
            sink.put(Section.VDATA, image.bytes(), image.payloadAt(from), length[chunk]);
        default -> sink.put(Section.VDATA, image.bytes(), image.digestAt(from), length[chunk]);
      }
      position = start(chunk) + length[chunk];
    }
  }

  /**
   * The slot of the first chunk with these bytes, or the empty slot that it would get. Chunks that
   * are the same and not shared, as directories' are, have one slot, so they do not get in each
   * other's way.
   */
  private int find(int code, ByteView bytes, long at, long size) throws RejectedException {
    int slot = code & (slots.length - 1);
    while (slots[slot] != 0) {
      budget.work(1);
      int chunk = slots[slot] - 1;
      if (hash[chunk] == code && length[chunk] == size && hasBytes(chunk, bytes, at, size)) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean hasBytes(int chunk, ByteView bytes, long at, long size) throws RejectedException {
    budget.work(1 + size / 8);
    int from = source[chunk];
    return switch (kind[chunk]) {
      case PAYLOAD -> bytes.matches(at, size, image.bytes(), image.payloadAt(from));
      case DIGEST -> bytes.matches(at, size, image.bytes(), image.digestAt(from));
      default -> bytes.matches(at, size, encode(kind[chunk], from, candidate), 0);
    };
  }

  private ByteView encode(short ofKind, int from, ByteSink into) {
    into.reset();
    if (ofKind == DIRENTS) {
      encoder.writeDirents(from, into);
    } else {
      encoder.writeXattrs(from, into);
    }
    return into.view();
  }

  private void append(short ofKind, int from, int code, long size) {
    start[count] = U32.bits(end);
    length[count] = Math.toIntExact(size);
    hash[count] = code;
    source[count] = from;
    kind[count] = ofKind;
    count++;
    end += size;
  }

  /** Chunks collide in the new slots no more often than in the old ones, which was paid for. */
  private void grow() {
    int room = 2 * count;
    start = Arrays.copyOf(start, room);
    length = Arrays.copyOf(length, room);
    hash = Arrays.copyOf(hash, room);
    source = Arrays.copyOf(source, room);
    kind = Arrays.copyOf(kind, room);
    int[] old = slots;
    slots = new int[Integer.highestOneBit(room) * 4];
    for (int chunk : old) {
      if (chunk != 0) {
        int slot = hash[chunk - 1] & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = chunk;
      }
    }
  }
}
