package io.takecover.model;

import java.util.Arrays;

/** One row an inode. Numbers that are unsigned 32-bit in the formats stay so. */
final class InodeTable {
  /** Bytes of a SHA-256 digest. */
  static final int DIGEST_LENGTH = 32;

  int count;
  int[] mode;
  int[] nlink;
  int[] uid;
  int[] gid;
  int[] rdev;
  long[] size;
  long[] mtimeSeconds;
  int[] mtimeNanoseconds;
  long[] ctimeSeconds;
  int[] ctimeNanoseconds;
  int[] payloadAt;
  int[] payloadLength;
  int[] contentAt;
  int[] contentLength;
  int[] digestAt;
  int[] xattrSet;
  int[] firstEntry;
  int[] entryCount;

  InodeTable(int room) {
    mode = new int[room];
    nlink = new int[room];
    uid = new int[room];
    gid = new int[room];
    rdev = new int[room];
    size = new long[room];
    mtimeSeconds = new long[room];
    mtimeNanoseconds = new int[room];
    ctimeSeconds = new long[room];
    ctimeNanoseconds = new int[room];
    payloadAt = new int[room];
    payloadLength = new int[room];
    contentAt = new int[room];
    contentLength = new int[room];
    digestAt = new int[room];
    xattrSet = new int[room];
    firstEntry = new int[room];
    entryCount = new int[room];
  }

  int add() {
    if (count == mode.length) {
      grow(Math.max(16, 2 * count));
    }
    digestAt[count] = -1;
    xattrSet[count] = -1;
    return count++;
  }

  private void grow(int room) {
    mode = Arrays.copyOf(mode, room);
    nlink = Arrays.copyOf(nlink, room);
    uid = Arrays.copyOf(uid, room);
    gid = Arrays.copyOf(gid, room);
    rdev = Arrays.copyOf(rdev, room);
    size = Arrays.copyOf(size, room);
    mtimeSeconds = Arrays.copyOf(mtimeSeconds, room);
    mtimeNanoseconds = Arrays.copyOf(mtimeNanoseconds, room);
    ctimeSeconds = Arrays.copyOf(ctimeSeconds, room);
    ctimeNanoseconds = Arrays.copyOf(ctimeNanoseconds, room);
    payloadAt = Arrays.copyOf(payloadAt, room);
    payloadLength = Arrays.copyOf(payloadLength, room);
    contentAt = Arrays.copyOf(contentAt, room);
    contentLength = Arrays.copyOf(contentLength, room);
    digestAt = Arrays.copyOf(digestAt, room);
    xattrSet = Arrays.copyOf(xattrSet, room);
    firstEntry = Arrays.copyOf(firstEntry, room);
    entryCount = Arrays.copyOf(entryCount, room);
  }
}
