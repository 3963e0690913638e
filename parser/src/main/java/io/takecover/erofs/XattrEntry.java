package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.XATTR_ENTRY_E_NAME_INDEX;
import static io.takecover.erofs.ErofsLayout.XATTR_ENTRY_E_NAME_LEN;
import static io.takecover.erofs.ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE;

import io.takecover.bytes.ByteView;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An xattr in the image, known by its offset: name index, name without the prefix that the index
 * stands for, value. Shared and inline ones look the same.
 */
final class XattrEntry {
  static final int NO_PREFIX = 0;
  static final int USER = 1;
  static final int ACL_ACCESS = 2;
  static final int ACL_DEFAULT = 3;
  static final int TRUSTED = 4;
  static final int SECURITY = 6;

  private static final long KEY_MAX = 255;
  private static final long LONG_PREFIX = 0x80;

  /** By name index; no image may use that of "lustre.". */
  private static final List<ByteView> PREFIXES =
      List.of(
          bytes(""),
          bytes("user."),
          bytes("system.posix_acl_access"),
          bytes("system.posix_acl_default"),
          bytes("trusted."),
          bytes("lustre."),
          bytes("security."));

  private static final int LUSTRE = 5;

  private final CheckedFields fields;
  private final ByteView image;

  XattrEntry(CheckedFields fields) {
    this.fields = fields;
    this.image = fields.image();
  }

  static ByteView bytes(String ascii) {
    return ByteView.of(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Checks the entry at {@code at}, before {@code limit}; both are multiples of 4, so there is room
   * for the four bytes of its header.
   *
   * @return where it ends, padding included; not behind the limit
   */
  long check(long at, long limit) throws RejectedException {
    long left = limit - at - Struct.XATTR_ENTRY.size();
    long nameLength = nameLength(at);
    boolean nameFits = nameLength <= left;
    fields.require(nameFits, ErofsRule.XATTR_RANGE, XATTR_ENTRY_E_NAME_LEN, at, nameLength);
    long valueLength = valueLength(at);
    boolean valueFits = valueLength <= left - nameLength;
    fields.require(valueFits, ErofsRule.XATTR_RANGE, XATTR_ENTRY_E_VALUE_SIZE, at, valueLength);
    checkName(at);
    long end = valueAt(at) + valueLength;
    long padded = (end + 3) & ~3L;
    long nonZero = image.firstNonZero(end, padded);
    fields.require(
        nonZero == padded,
        ErofsRule.XATTR_PADDING,
        Region.VALUE,
        nonZero,
        nonZero == padded ? 0 : image.u8(nonZero));
    return padded;
  }

  private void checkName(long at) throws RejectedException {
    long index = fields.get(XATTR_ENTRY_E_NAME_INDEX, at);
    require((index & LONG_PREFIX) == 0, ErofsRule.NAME_INDEX_LONG, at);
    boolean known = index < PREFIXES.size() && index != LUSTRE;
    require(known, ErofsRule.NAME_INDEX, at);
    boolean whole = index == ACL_ACCESS || index == ACL_DEFAULT;
    long length = nameLength(at);
    boolean suffixed = whole == (length == 0);
    fields.require(
        suffixed,
        whole ? ErofsRule.ACL_SUFFIX : ErofsRule.KEY_LENGTH,
        XATTR_ENTRY_E_NAME_LEN,
        at,
        length);
    boolean named = keyLength(at) <= KEY_MAX;
    fields.require(named, ErofsRule.KEY_LENGTH, XATTR_ENTRY_E_NAME_LEN, at, length);
    require(index != NO_PREFIX || !hasPrefix(at), ErofsRule.NAME_INDEX_NONE, at);
  }

  private boolean hasPrefix(long at) {
    for (int index = 1; index < PREFIXES.size(); index++) {
      ByteView prefix = PREFIXES.get(index);
      boolean longer = nameLength(at) >= prefix.size();
      if (longer && image.matches(nameAt(at), prefix.size(), prefix, 0)) {
        return true;
      }
    }
    return false;
  }

  private void require(boolean holds, Rule rule, long at) throws RejectedException {
    fields.require(holds, rule, XATTR_ENTRY_E_NAME_INDEX, at, nameIndex(at));
  }

  int nameIndex(long at) {
    return Math.toIntExact(fields.get(XATTR_ENTRY_E_NAME_INDEX, at));
  }

  /** What stands before the name in the full name. */
  ByteView prefix(long at) {
    return PREFIXES.get(nameIndex(at));
  }

  long nameAt(long at) {
    return at + Struct.XATTR_ENTRY.size();
  }

  long nameLength(long at) {
    return fields.get(XATTR_ENTRY_E_NAME_LEN, at);
  }

  /** Bytes of the full name. */
  long keyLength(long at) {
    return prefix(at).size() + nameLength(at);
  }

  long valueAt(long at) {
    return nameAt(at) + nameLength(at);
  }

  long valueLength(long at) {
    return fields.get(XATTR_ENTRY_E_VALUE_SIZE, at);
  }

  /** The bit of an inode's filter that the name clears. */
  int filterBit(long at) {
    return NameHash.filterBit(image, nameAt(at), nameLength(at), nameIndex(at));
  }

  boolean isAcl(long at) {
    int index = nameIndex(at);
    return index == ACL_ACCESS || index == ACL_DEFAULT;
  }

  /** Whether the name, without its prefix, starts with some bytes. */
  boolean nameStartsWith(long at, ByteView start) {
    return nameLength(at) >= start.size() && image.matches(nameAt(at), start.size(), start, 0);
  }

  boolean nameIs(long at, ByteView name) {
    return nameLength(at) == name.size() && nameStartsWith(at, name);
  }

  boolean valueIs(long at, ByteView value) {
    return valueLength(at) == value.size() && image.matches(valueAt(at), value.size(), value, 0);
  }

  boolean sameValue(long at, long other) {
    long length = valueLength(at);
    return length == valueLength(other)
        && image.matches(valueAt(at), length, image, valueAt(other));
  }

  /**
   * Unsigned byte order of the full names of two entries. No prefix is the start of another, and a
   * name without one does not start with any, so different prefixes decide by themselves.
   */
  int compareKeys(long at, long other) {
    int index = nameIndex(at);
    int otherIndex = nameIndex(other);
    if (index == otherIndex) {
      return image.compare(nameAt(at), nameLength(at), image, nameAt(other), nameLength(other));
    }
    if (index == NO_PREFIX) {
      ByteView prefix = prefix(other);
      return image.compare(nameAt(at), nameLength(at), prefix, 0, prefix.size());
    }
    ByteView prefix = prefix(at);
    if (otherIndex == NO_PREFIX) {
      return prefix.compare(0, prefix.size(), image, nameAt(other), nameLength(other));
    }
    ByteView otherPrefix = prefix(other);
    return prefix.compare(0, prefix.size(), otherPrefix, 0, otherPrefix.size());
  }
}
