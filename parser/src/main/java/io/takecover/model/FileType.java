package io.takecover.model;

/**
 * The seven file types; the number is that of {@code S_IFMT >> 12}, which is also that of {@code
 * d_type}.
 */
public enum FileType {
  FIFO(1),
  CHARACTER_DEVICE(2),
  DIRECTORY(4),
  BLOCK_DEVICE(6),
  REGULAR(8),
  SYMLINK(10),
  SOCKET(12);

  private final int number;

  FileType(int number) {
    this.number = number;
  }

  /** {@code S_IFMT >> 12} and {@code d_type}. */
  public int number() {
    return number;
  }

  /** The type in the upper four bits of a mode's lower sixteen, or null where they name none. */
  public static FileType ofMode(long mode) {
    return switch (Math.toIntExact(mode >>> 12 & 0xf)) {
      case 1 -> FIFO;
      case 2 -> CHARACTER_DEVICE;
      case 4 -> DIRECTORY;
      case 6 -> BLOCK_DEVICE;
      case 8 -> REGULAR;
      case 10 -> SYMLINK;
      case 12 -> SOCKET;
      default -> null;
    };
  }

  public boolean isDevice() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
