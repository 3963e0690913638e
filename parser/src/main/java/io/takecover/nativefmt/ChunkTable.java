package io.takecover.nativefmt;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
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

  int count() {
    return count;
  }

  long start(int chunk) {
    return start[chunk];
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
    budget.work(1 + size / 8);
    int code = bytes.hash(at, size);
    if (reuse) {
      int known = find(code, bytes, at, size);
      if (known >= 0) {
        return start[known];
      }
    }
    if (aligned) {
      end =
          (end + NativeLayout.CHUNK_ALIGNMENT - 1)
              / NativeLayout.CHUNK_ALIGNMENT
              * NativeLayout.CHUNK_ALIGNMENT;
    }
    append(ofKind, from, code, size);
    return start[count - 1];
  }

  /** Writes all chunks, with the padding before them. */
  void write(ByteSink sink) {
    long position = 0;
    for (int chunk = 0; chunk < count; chunk++) {
      sink.zero(Section.VDATA, start[chunk] - position);
      int from = source[chunk];
      switch (kind[chunk]) {
        case DIRENTS -> encoder.writeDirents(from, sink);
        case XATTRS -> encoder.writeXattrs(from, sink);
        case PAYLOAD ->
            sink.put(Section.VDATA, image.bytes(), image.payloadAt(from), length[chunk]);
        default -> sink.put(Section.VDATA, image.bytes(), image.digestAt(from), length[chunk]);
      }
      position = start[chunk] + (long) length[chunk];
    }
  }

  private int find(int code, ByteView bytes, long at, long size) throws RejectedException {
    for (int slot = code & (slots.length - 1);
        slots[slot] != 0;
        slot = (slot + 1) & (slots.length - 1)) {
      budget.work(1);
      int chunk = slots[slot] - 1;
      if (hash[chunk] == code && length[chunk] == size && hasBytes(chunk, bytes, at, size)) {
        return chunk;
      }
    }
    return -1;
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
    if (count == start.length) {
      grow();
    }
    start[count] = Math.toIntExact(end);
    length[count] = Math.toIntExact(size);
    hash[count] = code;
    source[count] = from;
    kind[count] = ofKind;
    insert(count++);
    end += size;
  }

  private void insert(int chunk) {
    int slot = hash[chunk] & (slots.length - 1);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = chunk + 1;
  }

  private void grow() {
    int room = 2 * count;
    start = Arrays.copyOf(start, room);
    length = Arrays.copyOf(length, room);
    hash = Arrays.copyOf(hash, room);
    source = Arrays.copyOf(source, room);
    kind = Arrays.copyOf(kind, room);
    slots = new int[Integer.highestOneBit(room) * 4];
    for (int chunk = 0; chunk < count; chunk++) {
      insert(chunk);
    }
  }
}
