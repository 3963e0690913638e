package io.takecover.bytes;

/**
 * One field of an on-disk structure. The enums that implement this are the only description of a
 * format's layout: reader, writer, field edits and the fuzz dictionary all use them.
 */
public interface Field {

  /** The field in the format's own names, with its structure: {@code inode.st_mode}. */
  String path();

  /** Bytes from the start of the structure. */
  int offset();

  /** Bytes: 1, 2, 4 or 8 for a little-endian number; any other width is a run of reserved bytes. */
  int width();

  /** Whether the number is two's complement; the others are unsigned. */
  default boolean isSigned() {
    return false;
  }

  /** Whether the bytes are reserved: written as zero, and read only to see that they are. */
  default boolean isReserved() {
    return false;
  }
}
