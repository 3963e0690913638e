package io.takecover.fuzz.claims;

import io.takecover.erofs.ErofsRule;
import io.takecover.erofs.NameHash;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The xattrs of an EROFS image, one by one and of each inode: the first rule that is broken. */
final class PlainXattrs {
  private static final int KEY_MAX = 255;
  private static final int HEADER = 12;
  private static final List<String> PREFIXES =
      List.of(
          "",
          "user.",
          "system.posix_acl_access",
          "system.posix_acl_default",
          "trusted.",
          "lustre.",
          "security.");
  private static final int LUSTRE = 5;

  private final PlainImage image;
  private final BitSet shared = new BitSet();
  private final Map<String, Long> byKey = new TreeMap<>();
  private long sharedEnd;
  private boolean isCrowded;
  private boolean isList;

  PlainXattrs(PlainImage image) {
    this.image = image;
  }

  /** Reads the shared ones, which end with zeros: the first rule that is broken, or null. */
  ErofsRule ofShared(long from, long end) {
    long at = from;
    while (at < end && image.u32(at) != 0) {
      ErofsRule fault = ofEntry(at, end);
      if (fault != null) {
        return fault;
      }
      shared.set(Math.toIntExact(at));
      at = next(at);
    }
    sharedEnd = at;
    return null;
  }

  /** Where the last of the shared ones ends. */
  long sharedEnd() {
    return sharedEnd;
  }

  /** Reads those of an inode: the first rule that is broken, or null. */
  ErofsRule of(PlainInode inode) {
    byKey.clear();
    isCrowded = false;
    isList = false;
    long body = inode.bodyAt();
    long end = inode.tailAt();
    if (body == end) {
      return null;
    }
    if (!image.isZero(body + 5, body + HEADER)) {
      return ErofsRule.XATTR_RESERVED;
    }
    int ids = image.u8(body + 4);
    if (body + HEADER + 4L * ids > end) {
      return ErofsRule.SHARED_COUNT;
    }
    isCrowded = ids > 128 && !image.wantsVersion2();
    int filter = -1;
    int count = 0;
    long at = body + HEADER;
    for (; count < ids; count++, at += 4) {
      long entry = image.xattrBase() + 4 * image.u32(at);
      if (entry >= image.size() || !shared.get(Math.toIntExact(entry))) {
        return ErofsRule.SHARED_ID;
      }
      filter &= ~take(entry);
    }
    for (; at < end; at = next(at), count++) {
      ErofsRule fault = ofEntry(at, end);
      if (fault != null) {
        return fault;
      }
      filter &= ~take(at);
    }
    if (image.u32(body) != Integer.toUnsignedLong(filter)) {
      return ErofsRule.NAME_FILTER;
    }
    return byKey.size() < count ? ErofsRule.KEY_TWICE : null;
  }

  /** The entries of the inode that was read last, by their full names. */
  Map<String, Long> byKey() {
    return byKey;
  }

  /** Whether that inode refers to more shared ones than writers write. */
  boolean isCrowded() {
    return isCrowded;
  }

  /** Whether one of them is an access control list. */
  boolean holdsList() {
    return isList;
  }

  long valueAt(long entry) {
    return entry + 4 + image.u8(entry);
  }

  int valueLength(long entry) {
    return image.u16(entry + 2);
  }

  /** The value of the xattr of that name; null where the inode has none. */
  String value(String key) {
    Long entry = byKey.get(key);
    return entry == null ? null : image.text(valueAt(entry), valueLength(entry));
  }

  private int take(long entry) {
    int index = image.u8(entry + 1);
    byKey.put(PREFIXES.get(index) + image.text(entry + 4, image.u8(entry)), entry);
    isList |= index == 2 || index == 3;
    return NameHash.filterBit(image.bytes(), entry + 4, image.u8(entry), index);
  }

  private long next(long entry) {
    return (valueAt(entry) + valueLength(entry) + 3) / 4 * 4;
  }

  /** What must hold of an entry that has at least four bytes before {@code limit}. */
  private ErofsRule ofEntry(long at, long limit) {
    if (valueAt(at) + valueLength(at) > limit) {
      return ErofsRule.XATTR_RANGE;
    }
    int index = image.u8(at + 1);
    if (index >= 128) {
      return ErofsRule.NAME_INDEX_LONG;
    }
    if (index >= PREFIXES.size() || index == LUSTRE) {
      return ErofsRule.NAME_INDEX;
    }
    int length = image.u8(at);
    boolean isWhole = index == 2 || index == 3;
    if (isWhole && length > 0) {
      return ErofsRule.ACL_SUFFIX;
    }
    if ((length == 0 && !isWhole) || PREFIXES.get(index).length() + length > KEY_MAX) {
      return ErofsRule.KEY_LENGTH;
    }
    if (index == 0) {
      String name = image.text(at + 4, length);
      if (PREFIXES.stream().anyMatch(prefix -> !prefix.isEmpty() && name.startsWith(prefix))) {
        return ErofsRule.NAME_INDEX_NONE;
      }
    }
    long end = valueAt(at) + valueLength(at);
    return image.isZero(end, next(at)) ? null : ErofsRule.XATTR_PADDING;
  }
}
