package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;

/**
 * How the names of a tree's xattrs are stored: with which prefix, whether escaped (E-505), and
 * where they sort among the marks. To escape keeps the order of a tree's names, so places among
 * marks and the tree's own order decide everything.
 */
final class StoredKeys {
  /** Bytes by which escaping makes a name longer: {@code overlay.}. */
  static final int ESCAPE_LENGTH = 8;

  private static final int LONGEST_KEY = 255;
  private static final int PLACE_MASK = 0x1f;
  private static final int ESCAPED = 0x20;
  private static final int PREFIX_SHIFT = 6;

  private final Image image;
  private final OverlayMark[] marks = OverlayMark.values();
  private final KeyPrefix[] prefixes = new KeyPrefix[8];
  private final ByteView overlay;
  private final long overlayLength;

  /** For each xattr of the tree {@link #place}, {@link #ESCAPED} and the prefix. */
  private final short[] facts;

  private StoredKeys(Image image) {
    this.image = image;
    for (KeyPrefix prefix : KeyPrefix.values()) {
      prefixes[prefix.index()] = prefix;
    }
    facts = new short[image.xattrCount()];
    overlay = OverlayMark.METACOPY.key();
    overlayLength = KeyPrefix.TRUSTED.length() + ESCAPE_LENGTH;
  }

  static StoredKeys of(Image image, Budget budget) throws RejectedException {
    StoredKeys keys = new StoredKeys(image);
    budget.work(2L * image.xattrCount());
    for (int xattr = 0; xattr < image.xattrCount(); xattr++) {
      keys.facts[xattr] = keys.factsOf(xattr);
    }
    return keys;
  }

  /** Twice how many marks sort before an xattr of the tree, and 1 more if it is named as one. */
  int place(int xattr) {
    return facts[xattr] & PLACE_MASK;
  }

  boolean isEscaped(int xattr) {
    return (facts[xattr] & ESCAPED) != 0;
  }

  KeyPrefix prefix(int xattr) {
    return prefixes[facts[xattr] >> PREFIX_SHIFT];
  }

  /** Bytes of a name as it is stored, without its prefix. */
  int suffixLength(int xattr) {
    int rest = Math.toIntExact(image.keyLength(xattr) - prefix(xattr).length());
    return isEscaped(xattr) ? rest + ESCAPE_LENGTH : rest;
  }

  private short factsOf(int xattr) throws RejectedException {
    ByteView keys = image.copies();
    long at = image.keyAt(xattr);
    int length = image.keyLength(xattr);
    KeyPrefix prefix = KeyPrefix.of(keys, at, length);
    boolean escaped = length >= overlayLength && overlay.matches(0, overlayLength, keys, at);
    Demand.require(
        !prefix.isAcl() || length == prefix.length(), ErofsRule.ACL_SUFFIX, Part.KEY, length);
    int stored = escaped ? length + ESCAPE_LENGTH : length;
    Demand.require(stored <= LONGEST_KEY, ErofsRule.KEY_LENGTH, Part.KEY_LENGTH, stored);
    int place = placeOf(keys, at, length, escaped);
    return (short) (place | (escaped ? ESCAPED : 0) | prefix.index() << PREFIX_SHIFT);
  }

  private int placeOf(ByteView keys, long at, int length, boolean escaped) {
    int before = 0;
    while (before < marks.length) {
      int order = compare(keys, at, length, escaped, marks[before]);
      if (order <= 0) {
        return 2 * before + (order == 0 ? 1 : 0);
      }
      before++;
    }
    return 2 * before;
  }

  private static int compare(
      ByteView keys, long at, int length, boolean escaped, OverlayMark mark) {
    if (!escaped || mark.isNameOfTrees()) {
      ByteView key = mark.treeKey();
      return keys.compare(at, length, key, 0, key.size());
    }
    return mark == OverlayMark.REDIRECT ? -1 : 1;
  }
}
