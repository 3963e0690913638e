package io.takecover.bytes;

/**
 * What an image may cost. All caps are inclusive.
 *
 * @param imageBytes size of the image; at most {@link #LARGEST_IMAGE}, what one Java array holds
 * @param treeDepth levels of directories below the root (N-0591)
 * @param expandedBytes sum over all inodes of the bytes that each refers to, shared bytes counted
 *     every time (N-017)
 * @param chunkBytes size of one directory or xattr chunk (N-015)
 * @param workPerByte steps that checking may take for each byte of the image (L-002)
 * @param findings violations kept of one image after the first
 */
public record Limits(
    long imageBytes,
    int treeDepth,
    long expandedBytes,
    long chunkBytes,
    int workPerByte,
    int findings) {

  /** The largest image that one Java array holds: 2 GiB less 9 bytes. */
  public static final long LARGEST_IMAGE = Integer.MAX_VALUE - 8L;

  /** 2 GiB images, 4096 levels, 4 GiB expanded, 512 MiB chunks, 64 steps a byte, 16 findings. */
  public static final Limits DEFAULT =
      new Limits(LARGEST_IMAGE, 4096, 4L << 30, 512L << 20, 64, 16);

  public Limits {
    if (imageBytes < 0 || imageBytes > LARGEST_IMAGE) {
      throw new IllegalArgumentException(
          "imageBytes must be from 0 to " + LARGEST_IMAGE + ": " + imageBytes);
    }
    if (treeDepth < 0 || expandedBytes < 0 || chunkBytes < 0 || workPerByte < 1 || findings < 1) {
      throw new IllegalArgumentException("a limit is negative, or zero where one is the least");
    }
  }

  public Limits withImageBytes(long bytes) {
    return new Limits(bytes, treeDepth, expandedBytes, chunkBytes, workPerByte, findings);
  }

  public Limits withTreeDepth(int levels) {
    return new Limits(imageBytes, levels, expandedBytes, chunkBytes, workPerByte, findings);
  }

  public Limits withExpandedBytes(long bytes) {
    return new Limits(imageBytes, treeDepth, bytes, chunkBytes, workPerByte, findings);
  }

  public Limits withChunkBytes(long bytes) {
    return new Limits(imageBytes, treeDepth, expandedBytes, bytes, workPerByte, findings);
  }

  public Limits withWorkPerByte(int steps) {
    return new Limits(imageBytes, treeDepth, expandedBytes, chunkBytes, steps, findings);
  }
}
