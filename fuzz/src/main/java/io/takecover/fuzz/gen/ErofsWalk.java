package io.takecover.fuzz.gen;

import io.takecover.erofs.ErofsLayout;
import io.takecover.fuzz.gen.Place.Content;
import io.takecover.model.FileType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One walk over an EROFS image, breadth first, which lists what it finds. Every inode is visited
 * once, so it ends whatever leads where; it goes on no longer than the list has room.
 */
final class ErofsWalk {
  private static final int TRUSTED = 4;
  private static final int USER = 1;
  private static final int STEPS_PER_BYTE = 16;

  private final ErofsBytes image;
  private final Parts parts;
  private final byte[] metacopyName = "overlay.metacopy".getBytes(StandardCharsets.US_ASCII);
  private final BitSet seen = new BitSet();
  private long[] inodes = new long[64];
  private int[] firstPart = new int[64];
  private int inodeCount;
  private long[] shared = new long[64];
  private int sharedCount;
  private long metacopy;
  private int nextDirent;

  /** Bytes and blocks that may still be looked at; far more than an image has without sharing. */
  private long steps;

  ErofsWalk(ErofsBytes image, Parts parts) {
    this.image = image;
    this.parts = parts;
    steps = STEPS_PER_BYTE * image.size();
    walk();
  }

  /** How many inodes were found. */
  int inodeCount() {
    return inodeCount;
  }

  /** How many shared xattrs some inode refers to. */
  int sharedCount() {
    return sharedCount;
  }

  /**
   * Index in the list of the first part of an inode; that of {@link #inodeCount()} is the first of
   * the shared xattrs.
   */
  int firstPart(int inode) {
    return firstPart[inode];
  }

  private void walk() {
    if (image.holds(0, Shape.EROFS_HEADER.size())) {
      parts.add(Part.of(Shape.EROFS_HEADER, 0, 0, 0));
    }
    if (image.holds(ErofsLayout.SUPERBLOCK_OFFSET, Shape.EROFS_SB.size())) {
      parts.add(Part.of(Shape.EROFS_SB, 0, 0, ErofsLayout.SUPERBLOCK_OFFSET));
      discover(image.rootNid());
    }
    int visited = 0;
    for (; visited < inodeCount && !isDone(); visited++) {
      firstPart[visited] = parts.count();
      visit(visited, inodes[visited]);
    }
    Arrays.fill(firstPart, visited, firstPart.length, parts.count());
    listShared();
  }

  private boolean isDone() {
    return parts.isFull() || steps < 0;
  }

  private void discover(long nid) {
    long at = image.inode(nid);
    if (at == ErofsBytes.NONE || seen.get(Math.toIntExact(nid))) {
      return;
    }
    seen.set(Math.toIntExact(nid));
    if (inodeCount + 1 == inodes.length) {
      inodes = Arrays.copyOf(inodes, 2 * inodes.length);
      firstPart = Arrays.copyOf(firstPart, inodes.length);
    }
    inodes[inodeCount++] = at;
  }

  private void visit(int inode, long at) {
    parts.add(Part.of(image.shape(at), inode, 0, at));
    if (image.xattrsSize(at) > 0) {
      visitXattrs(inode, at);
    }
    int layout = image.dataLayout(at);
    if (layout == ErofsLayout.CHUNK_BASED) {
      visitChunks(inode, at);
    } else if (layout == ErofsLayout.FLAT_PLAIN || layout == ErofsLayout.FLAT_INLINE) {
      visitData(inode, at, layout == ErofsLayout.FLAT_INLINE);
    }
  }

  private void visitXattrs(int inode, long inodeAt) {
    long at = image.xattrs(inodeAt);
    long end = Math.min(image.tail(inodeAt), image.size());
    if (!image.holds(at, Shape.EROFS_XATTR_HEADER.size())) {
      return;
    }
    metacopy = ErofsBytes.NONE;
    parts.add(Part.of(Shape.EROFS_XATTR_HEADER, inode, 0, at));
    long ids = at + Shape.EROFS_XATTR_HEADER.size();
    long count = image.get(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, at);
    int idSize = Shape.EROFS_SHARED_ID.size();
    for (int i = 0; i < count && ids + (i + 1L) * idSize <= end && !parts.isFull(); i++) {
      parts.add(Part.of(Shape.EROFS_SHARED_ID, inode, i, ids + (long) i * idSize));
      refer(image.sharedXattr(image.get(ErofsLayout.SHARED_ID_ID, ids + (long) i * idSize)));
    }
    long entry = ids + count * idSize;
    for (int i = 0; entry + Shape.EROFS_XATTR_ENTRY.size() <= end && !parts.isFull(); i++) {
      listEntry(Shape.EROFS_XATTR_ENTRY, Content.KEY, Content.VALUE, inode, i, entry);
      noteMetacopy(entry);
      entry = image.nextEntry(entry);
    }
    listMetacopy(inode);
  }

  /** Remembers a shared xattr that has room for its lengths. */
  private void refer(long at) {
    if (!image.holds(at, Shape.EROFS_SHARED_ENTRY.size())) {
      return;
    }
    if (sharedCount == shared.length) {
      sortShared();
      shared = Arrays.copyOf(shared, Math.max(shared.length, 2 * sharedCount));
    }
    shared[sharedCount++] = at;
    noteMetacopy(at);
  }

  private void noteMetacopy(long entry) {
    boolean isMetacopy =
        image.isNamed(entry, TRUSTED, metacopyName) || image.isNamed(entry, USER, metacopyName);
    if (metacopy == ErofsBytes.NONE && isMetacopy) {
      metacopy = entry;
    }
  }

  private void listMetacopy(int inode) {
    if (metacopy == ErofsBytes.NONE) {
      return;
    }
    long at = image.value(metacopy);
    long length = image.valueLength(metacopy);
    int headerSize = Shape.EROFS_METACOPY.size();
    if (length >= headerSize && image.holds(at, length)) {
      parts.add(Part.of(Shape.EROFS_METACOPY, inode, 0, at));
      listRun(Content.DIGEST, inode, 0, at + headerSize, length - headerSize);
    }
  }

  private void listEntry(Shape shape, Content key, Content value, int inode, int entry, long at) {
    parts.add(Part.of(shape, inode, entry, at));
    listRun(key, inode, entry, image.key(at), image.keyLength(at));
    listRun(value, inode, entry, image.value(at), image.valueLength(at));
  }

  private void listRun(Content content, int inode, int entry, long at, long length) {
    if (length > 0 && image.holds(at, length)) {
      parts.add(Part.of(content, inode, entry, at, length));
    }
  }

  private void visitChunks(int inode, long at) {
    long first = image.tail(at);
    long count = image.chunkCount(at);
    int size = Shape.EROFS_CHUNK.size();
    for (int i = 0; i < count && image.holds(first + (long) i * size, size); i++) {
      if (parts.isFull()) {
        return;
      }
      parts.add(Part.of(Shape.EROFS_CHUNK, inode, i, first + (long) i * size));
    }
  }

  private void visitData(int inode, long at, boolean isInline) {
    long size = image.dataSize(at);
    if (size <= 0) {
      return;
    }
    long tail = isInline ? size % ErofsLayout.BLOCK_SIZE : 0;
    if (image.type(at) == FileType.DIRECTORY) {
      visitBlocks(inode, image.dataAt(at), size - tail);
      visitBlock(inode, image.tail(at), Math.min(tail, image.size() - image.tail(at)));
      nextDirent = 0;
      return;
    }
    boolean isLink = image.type(at) == FileType.SYMLINK;
    if (!isLink && image.type(at) != FileType.REGULAR) {
      return;
    }
    Content content = isLink ? Content.TARGET : Content.CONTENT;
    boolean hasBlocks = size > tail && image.holds(image.dataAt(at), size - tail);
    if (hasBlocks) {
      parts.add(Part.of(content, inode, 0, image.dataAt(at), size - tail));
    }
    listRun(hasBlocks ? Content.TAIL : content, inode, 0, image.tail(at), tail);
  }

  private void visitBlocks(int inode, long first, long size) {
    for (long from = 0; from < size && first + from < image.size() && !isDone(); ) {
      long length = Math.min(ErofsLayout.BLOCK_SIZE, size - from);
      visitBlock(inode, first + from, Math.min(length, image.size() - first - from));
      from += length;
    }
  }

  /** The entries of one block of a directory, of which {@code length} bytes are inside. */
  private void visitBlock(int inode, long block, long length) {
    int size = Shape.EROFS_DIRENT.size();
    steps--;
    if (length < size) {
      return;
    }
    long stated = image.direntCount(block);
    long count = Math.min(stated, length / size);
    for (int i = 0; i < count && !isDone(); i++) {
      long dirent = block + (long) i * size;
      parts.add(Part.of(Shape.EROFS_DIRENT, inode, nextDirent, dirent));
      long name = image.get(ErofsLayout.DIRENT_NAMEOFF, dirent);
      long end = length;
      if (i + 1 < count) {
        end = image.get(ErofsLayout.DIRENT_NAMEOFF, dirent + size);
      } else if (name <= length) {
        end = image.endOfLastName(block + name, block + length) - block;
        steps -= end - name;
      }
      if (name < end && end <= length) {
        parts.add(Part.of(Content.NAME, inode, nextDirent, block + name, end - name));
      }
      nextDirent++;
      discover(image.get(ErofsLayout.DIRENT_NID, dirent));
    }
  }

  private void listShared() {
    sortShared();
    for (int i = 0; i < sharedCount && !parts.isFull(); i++) {
      listEntry(
          Shape.EROFS_SHARED_ENTRY, Content.SHARED_KEY, Content.SHARED_VALUE, i, 0, shared[i]);
    }
  }

  private void sortShared() {
    Arrays.sort(shared, 0, sharedCount);
    int kept = 0;
    for (int i = 0; i < sharedCount; i++) {
      if (i == 0 || shared[i] != shared[i - 1]) {
        shared[kept++] = shared[i];
      }
    }
    sharedCount = kept;
  }
}
