package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import java.nio.charset.StandardCharsets;

/**
 * The xattrs that an image has for overlayfs and that no tree has, in the order of their names
 * (E-500, E-504, E-510). That an inode has one of them is a bit of a set.
 *
 * <p>What a tree calls {@code trusted.overlay.X} is stored as {@code trusted.overlay.overlay.X}
 * (E-505), and whiteouts of a tree are said with such escaped names, so a mark may have the name of
 * a tree's xattr; then the mark takes its place.
 */
enum OverlayMark {
  METACOPY(0, "trusted.overlay.metacopy", "", false),
  OPAQUE(1, "trusted.overlay.opaque", "y", false),
  ESCAPED_OPAQUE(2, "trusted.overlay.overlay.opaque", "x", true),
  ESCAPED_WHITEOUT(3, "trusted.overlay.overlay.whiteout", "", true),
  ESCAPED_WHITEOUTS(4, "trusted.overlay.overlay.whiteouts", "", true),
  REDIRECT(5, "trusted.overlay.redirect", "", false),
  USER_OPAQUE(6, "user.overlay.opaque", "x", false),
  USER_WHITEOUT(7, "user.overlay.whiteout", "", false),
  USER_WHITEOUTS(8, "user.overlay.whiteouts", "", false);

  /** What stands between {@code trusted.} and the rest of a name that is escaped. */
  private static final String ESCAPE = "overlay.";

  private final int kind;
  private final ByteView key;
  private final ByteView value;
  private final ByteView treeKey;
  private final KeyPrefix prefix;
  private final int filterBit;

  OverlayMark(int kind, String key, String value, boolean escaped) {
    this.kind = kind;
    this.key = view(key);
    this.value = view(value);
    this.treeKey = escaped ? view(key.replaceFirst(ESCAPE, "")) : this.key;
    this.prefix = KeyPrefix.of(this.key, 0, this.key.size());
    this.filterBit =
        NameHash.filterBit(
            this.key, prefix.length(), this.key.size() - prefix.length(), prefix.index());
  }

  /** The name as it is stored. */
  ByteView key() {
    return key;
  }

  /** The value, of the marks that have always the same. */
  ByteView value() {
    return value;
  }

  /** The name by which a tree may have an xattr that is stored under the mark's name. */
  ByteView treeKey() {
    return treeKey;
  }

  /** Whether a tree can have an xattr that is stored under the mark's name. */
  boolean isNameOfTrees() {
    return this != METACOPY && this != OPAQUE && this != REDIRECT;
  }

  KeyPrefix prefix() {
    return prefix;
  }

  int filterBit() {
    return filterBit;
  }

  /** The mark as a number: how many marks sort before it, and its place among {@link #values}. */
  int kind() {
    return kind;
  }

  /** The mark in a set. */
  int bit() {
    return 1 << kind;
  }

  private static ByteView view(String text) {
    return ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
