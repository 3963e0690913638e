package io.takecover.rule;

/** How strict to be: which breaches refuse an image, and which are only reported. */
public enum Profile {
  /** What every pinned tool writes is accepted, everything else is refused. */
  STRICT,
  /** Also refuses what our own writer would not write, byte for byte. */
  CANONICAL,
  /** Reports the known faults of the January 2023 writer instead of refusing them. */
  LENIENT_V3,
  /**
   * EROFS images whose xattrs for overlayfs stand under "user.overlay.", for mounts with the option
   * userxattr.
   */
  USERXATTR,
  /** EROFS images of composefs version 2, as composefs-rs wrote them, and no others. */
  RS_V2;

  /** Whether a breach of {@code rule} refuses the image. */
  public boolean refuses(Rule rule) {
    return switch (rule.kind()) {
      case NOTE -> false;
      case NONCANONICAL -> this == CANONICAL;
      default -> this != LENIENT_V3 || !rule.isFaultOfTheFirstWriter();
    };
  }
}
