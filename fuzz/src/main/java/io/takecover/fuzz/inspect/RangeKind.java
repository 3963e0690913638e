package io.takecover.fuzz.inspect;

import java.util.Locale;

/** What bytes of an image are, roughly: a colour of the picture. */
public enum RangeKind {
  SUPERBLOCK("#4269d0"),
  INODE("#efb118"),
  DIRECTORY("#3ca951"),
  XATTR("#a463f2"),
  BACKING("#ff725c"),
  CONTENT("#6cc5b0"),
  PADDING("#e4e4e4"),
  UNKNOWN("#c00000");

  private final String colour;

  RangeKind(String colour) {
    this.colour = colour;
  }

  /** As HTML writes it. */
  public String colour() {
    return colour;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of the places of that label. */
  static RangeKind of(String label) {
    return switch (label) {
      case "header", "sb" -> SUPERBLOCK;
      case "inode" -> INODE;
      case "dir", "dirent", "name" -> DIRECTORY;
      case "chunk", "metacopy", "digest", "payload" -> BACKING;
      case "target", "content", "tail" -> CONTENT;
      default -> XATTR;
    };
  }
}
