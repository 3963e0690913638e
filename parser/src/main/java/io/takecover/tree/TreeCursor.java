package io.takecover.tree;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the verifier stands - on an inode, an entry or an xattr - and what the rules ask there. */
final class TreeCursor {
  /** Longest backing path or link target, in bytes: {@code PATH_MAX} less its NUL. */
  static final int PAYLOAD_MAX = 4095;

  private static final long INVALID_ID = 0xffff_ffffL;
  private static final long NANOSECONDS = 1_000_000_000L;
  private static final List<ByteView> NAMESPACES =
      List.of(bytes("user."), bytes("trusted."), bytes("security."), bytes("system."));

  private final Image image;
  private final TreeFacts facts;
  private final int depthLimit;
  private int inode;
  private int entry;
  private int order;
  private int xattr;
  private boolean firstOfSet;

  TreeCursor(Image image, TreeFacts facts, int depthLimit) {
    this.image = image;
    this.facts = facts;
    this.depthLimit = depthLimit;
  }

  void toInode(int index) {
    inode = index;
  }

  /** Moves to an entry of the directory on which the cursor stands. */
  void toEntry(int index) {
    entry = index;
    boolean isFirst = index == image.firstEntry(inode);
    order = isFirst ? 1 : image.compareNames(index, index - 1);
  }

  /** Moves to an entry of any directory, of which only the name is asked. */
  void toName(int index) {
    entry = index;
  }

  void toXattr(int index, boolean isFirstOfSet) {
    xattr = index;
    firstOfSet = isFirstOfSet;
  }

  boolean uidValid() {
    return image.uid(inode) != INVALID_ID;
  }

  boolean gidValid() {
    return image.gid(inode) != INVALID_ID;
  }

  boolean sizeInRange() {
    return image.size(inode) >= 0;
  }

  boolean mtimeInRange() {
    return image.mtimeNanoseconds(inode) < NANOSECONDS;
  }

  boolean ctimeInRange() {
    return image.ctimeNanoseconds(inode) < NANOSECONDS;
  }

  boolean onOrphan() {
    return !facts.isReachable(inode);
  }

  boolean isDirectory() {
    return image.type(inode) == FileType.DIRECTORY;
  }

  boolean isNotDirectory() {
    return !isDirectory();
  }

  boolean depthInLimit() {
    // Whatever lies deeper hangs below a directory of this depth, so one level is enough to tell.
    return facts.depth(inode) != depthLimit + 1;
  }

  boolean nlinkCountsSubdirectories() {
    return image.nlink(inode) == 2L + facts.subdirectories(inode);
  }

  boolean nlinkNotZero() {
    return image.nlink(inode) > 0;
  }

  boolean nlinkCoversNames() {
    return image.nlink(inode) >= facts.names(inode);
  }

  boolean nlinkNotAboveNames() {
    return image.nlink(inode) <= facts.names(inode);
  }

  boolean rdevOnDeviceOnly() {
    return image.rdev(inode) == 0 || image.type(inode).isDevice();
  }

  boolean digestOnRegularOnly() {
    return !image.hasDigest(inode) || image.type(inode) == FileType.REGULAR;
  }

  boolean digestHasPayload() {
    return !image.hasDigest(inode) || payloadPresent();
  }

  boolean emptyFileHasNoPayload() {
    return image.size(inode) != 0 || !payloadPresent();
  }

  boolean sizeIsPayloadLength() {
    return image.size(inode) == image.payloadLength(inode);
  }

  boolean payloadPresent() {
    return image.payloadLength(inode) > 0;
  }

  boolean payloadLengthInRange() {
    return image.payloadLength(inode) <= PAYLOAD_MAX;
  }

  boolean payloadHasNoNul() {
    return hasNone(0, image.payloadAt(inode), image.payloadLength(inode));
  }

  /** Asked only of files that have a backing path. */
  boolean payloadIsPlainPath() {
    long end = image.payloadAt(inode) + image.payloadLength(inode);
    long from = image.payloadAt(inode);
    while (from <= end) {
      long to = image.bytes().indexOf('/', from, end);
      if (to == from || isDots(from, to - from)) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  boolean nameIsNotDots() {
    return !isDots(image.nameAt(entry), image.nameLength(entry));
  }

  boolean nameHasNoSlash() {
    return hasNone('/', image.nameAt(entry), image.nameLength(entry));
  }

  boolean nameHasNoNul() {
    return hasNone(0, image.nameAt(entry), image.nameLength(entry));
  }

  boolean nameDoesNotDescend() {
    return order >= 0;
  }

  boolean nameIsNew() {
    return order != 0;
  }

  boolean nameIsPrimary() {
    return image.isPrimary(entry);
  }

  boolean targetHasNoOtherParent() {
    int target = image.target(entry);
    return image.type(target) != FileType.DIRECTORY
        || (target != Image.ROOT && facts.firstName(target) == entry);
  }

  boolean keyAscends() {
    return firstOfSet || image.compareKeys(xattr, xattr - 1) > 0;
  }

  boolean keyHasNoNul() {
    long end = image.keyAt(xattr) + image.keyLength(xattr);
    return image.copies().indexOf(0, image.keyAt(xattr), end) == end;
  }

  boolean keyHasNamespace() {
    for (ByteView namespace : NAMESPACES) {
      if (image.keyLength(xattr) > namespace.size()
          && image.copies().matches(image.keyAt(xattr), namespace.size(), namespace, 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasNone(int unwanted, long at, long length) {
    return image.bytes().indexOf(unwanted, at, at + length) == at + length;
  }

  private boolean isDots(long at, long length) {
    return (length == 1 || length == 2)
        && image.bytes().u8(at) == '.'
        && image.bytes().u8(at + length - 1) == '.';
  }

  private static ByteView bytes(String ascii) {
    return ByteView.of(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
