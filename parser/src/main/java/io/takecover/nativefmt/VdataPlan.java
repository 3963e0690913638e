package io.takecover.nativefmt;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.U32;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * Where everything goes (N-120 to N-126): inodes breadth first, by the primary names; then, in that
 * order, entries, paths and digests, and in a second pass xattrs. Equal chunks are stored once, but
 * a directory's entries always anew.
 */
final class VdataPlan {
  private static final int UNNUMBERED = -1;

  /** Shorter payloads are found by their bytes as fast as by their range. */
  private static final int GRANULE_BITS = 6;

  private final Image image;
  private final ChunkEncoder encoder;
  private final ChunkTable chunks;
  private final int[] numberOf;
  private final int[] inodeOf;
  private final int[] variableAt;

  /**
   * For each granule of the tree's bytes the last inode whose payload starts there; the root, which
   * is like no other, stands for none.
   */
  private final int[] payloadIn;

  private final int[] digestAt;
  private final int[] setAt;
  private final long[] setSize;
  private int inodeCount;

  private VdataPlan(Image image, Budget budget) {
    this.image = image;
    numberOf = new int[image.inodeCount()];
    inodeOf = new int[image.inodeCount()];
    variableAt = new int[image.inodeCount()];
    payloadIn = new int[Math.toIntExact((image.bytes().size() >>> GRANULE_BITS) + 1)];
    digestAt = new int[image.inodeCount()];
    setAt = new int[image.xattrSetCount()];
    setSize = new long[image.xattrSetCount()];
    encoder = new ChunkEncoder(image, numberOf);
    chunks = new ChunkTable(image, encoder, budget);
  }

  static VdataPlan of(Image image, Budget budget) throws RejectedException {
    VdataPlan plan = new VdataPlan(image, budget);
    budget.work(2L * image.inodeCount() + 2L * image.entryCount() + image.xattrCount());
    plan.number();
    plan.placeVariableDataAndDigests();
    plan.placeXattrs();
    return plan;
  }

  int inodeCount() {
    return inodeCount;
  }

  /** The inode that gets a number. */
  int inode(int number) {
    return inodeOf[number];
  }

  long vdataOffset() {
    return NativeReader.inodeOffset(inodeCount);
  }

  long vdataSize() {
    return chunks.end();
  }

  long variableAt(int number) {
    return Integer.toUnsignedLong(variableAt[number]);
  }

  long digestAt(int number) {
    return Integer.toUnsignedLong(digestAt[number]);
  }

  long direntsSize(int directory) {
    return encoder.direntsSize(directory);
  }

  long xattrsAt(int inode) {
    int set = image.xattrSet(inode);
    return set < 0 ? 0 : Integer.toUnsignedLong(setAt[set]);
  }

  long xattrsSize(int inode) {
    int set = image.xattrSet(inode);
    return set < 0 ? 0 : setSize[set];
  }

  void writeVdata(ByteSink sink) {
    chunks.write(sink);
  }

  private void number() {
    Arrays.fill(numberOf, UNNUMBERED);
    numberOf[Image.ROOT] = inodeCount++;
    for (int number = 0; number < inodeCount; number++) {
      int inode = inodeOf[number];
      int end = image.firstEntry(inode) + image.entryCount(inode);
      for (int entry = image.firstEntry(inode); entry < end; entry++) {
        if (image.isPrimary(entry)) {
          int target = image.target(entry);
          if (numberOf[target] != UNNUMBERED) {
            throw new IllegalArgumentException("inode " + target + " has two primary names");
          }
          inodeOf[inodeCount] = target;
          numberOf[target] = inodeCount++;
        }
      }
    }
    for (int entry = 0; entry < image.entryCount(); entry++) {
      if (numberOf[image.target(entry)] == UNNUMBERED) {
        throw new IllegalArgumentException("inode " + image.target(entry) + " has no primary name");
      }
    }
  }

  private void placeVariableDataAndDigests() throws RejectedException {
    for (int number = 0; number < inodeCount; number++) {
      int inode = inodeOf[number];
      if (image.type(inode) == FileType.DIRECTORY) {
        if (image.entryCount(inode) > 0) {
          variableAt[number] = place(ChunkTable.DIRENTS, inode, true, false);
        }
      } else if (image.payloadLength(inode) > 0) {
        placePayload(number, inode);
      }
      if (image.hasDigest(inode)) {
        digestAt[number] = place(ChunkTable.DIGEST, inode, false, true);
      }
    }
  }

  /**
   * Payloads that are one range of the tree's bytes are one chunk, and looked up once: what many
   * inodes share must not cost each of them its length.
   */
  private void placePayload(int number, int inode) throws RejectedException {
    int granule = Math.toIntExact(image.payloadAt(inode) >>> GRANULE_BITS);
    int known = payloadIn[granule];
    if (image.payloadAt(known) == image.payloadAt(inode)
        && image.payloadLength(known) == image.payloadLength(inode)) {
      variableAt[number] = variableAt[numberOf[known]];
    } else {
      variableAt[number] = place(ChunkTable.PAYLOAD, inode, false, true);
      payloadIn[granule] = inode;
    }
  }

  private void placeXattrs() throws RejectedException {
    Arrays.fill(setAt, UNNUMBERED);
    for (int number = 0; number < inodeCount; number++) {
      int set = image.xattrSet(inodeOf[number]);
      if (set >= 0 && setAt[set] == UNNUMBERED) {
        setSize[set] = encoder.xattrsSize(set);
        setAt[set] = place(ChunkTable.XATTRS, set, true, true);
      }
    }
  }

  private int place(short kind, int source, boolean aligned, boolean reuse)
      throws RejectedException {
    return U32.bits(chunks.put(kind, source, aligned, reuse));
  }
}
