package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.rule.RejectedException;
import java.util.BitSet;

/**
 * The whiteouts "00" to "ff" in the root, which hide from users the folders of an object store that
 * lie in the layer below (E-512, E-520). Where the tree has an entry of such a name, that hides the
 * folder as well.
 */
final class Stubs {
  private static final int COUNT = 256;
  private static final long MODE = 020644;
  private static final ByteView SELINUX = XattrEntry.bytes("selinux");
  private static final long NONE = -1;

  private final CheckedFields fields;
  private final ByteView image;
  private final XattrEntry entry;
  private final BitSet named = new BitSet(COUNT);
  private final BitSet met = new BitSet();
  private long rootLabelAt = NONE;

  Stubs(CheckedFields fields, XattrEntry entry) {
    this.fields = fields;
    this.image = fields.image();
    this.entry = entry;
  }

  /**
   * Takes in an entry of the root.
   *
   * @param inode that it names, a stub or not, with that index
   * @param at offset of its dirent
   */
  void meetInRoot(long nameAt, long nameLength, int inode, boolean isStub, long at)
      throws RejectedException {
    int number = nameLength == 2 ? 16 * digit(image.u8(nameAt)) + digit(image.u8(nameAt + 1)) : -1;
    if (number >= 0) {
      named.set(number);
    }
    if (isStub) {
      long nid = fields.get(ErofsLayout.DIRENT_NID, at);
      fields.require(number >= 0, ErofsRule.DEVICE_ZERO, ErofsLayout.DIRENT_NID, at, nid);
      fields.require(!met.get(inode), ErofsRule.STUB, ErofsLayout.DIRENT_NID, at, nid);
      met.set(inode);
    }
  }

  private static int digit(int ascii) {
    boolean isDigit = ascii >= '0' && ascii <= '9';
    boolean isLetter = ascii >= 'a' && ascii <= 'f';
    // So far below zero that no other digit lifts the number above it.
    return isDigit ? ascii - '0' : isLetter ? ascii - 'a' + 10 : -COUNT;
  }

  /** Takes in the root's xattrs, which were read last. */
  void readRoot(XattrReader xattrs) {
    rootLabelAt = label(xattrs);
  }

  /** Refuses the image where a name was not met in the root. */
  void requireAll(Inode root) throws RejectedException {
    int missing = named.nextClearBit(0);
    fields.require(
        missing == COUNT,
        ErofsRule.STUB_MISSING,
        root.field(ErofsLayout.COMPACT_I_SIZE, ErofsLayout.EXTENDED_I_SIZE),
        root.at(),
        missing);
  }

  /** Checks a stub, whose xattrs were read last, against the root. */
  void check(Inode stub, XattrReader xattrs, Inode root) throws RejectedException {
    require(stub.mode() == MODE, stub, ErofsLayout.COMPACT_I_MODE, stub.mode());
    Field nlink = stub.field(ErofsLayout.COMPACT_I_NLINK, ErofsLayout.EXTENDED_I_NLINK);
    require(stub.nlink() == 1, stub, nlink, stub.nlink());
    Field uid = stub.field(ErofsLayout.COMPACT_I_UID, ErofsLayout.EXTENDED_I_UID);
    require(stub.uid() == root.uid(), stub, uid, stub.uid());
    Field gid = stub.field(ErofsLayout.COMPACT_I_GID, ErofsLayout.EXTENDED_I_GID);
    require(stub.gid() == root.gid(), stub, gid, stub.gid());
    boolean sameTime =
        stub.mtime() == root.mtime() && stub.mtimeNanoseconds() == root.mtimeNanoseconds();
    fields.expect(
        sameTime,
        ErofsRule.STUB_MTIME,
        stub.field(ErofsLayout.COMPACT_I_FORMAT, ErofsLayout.EXTENDED_I_MTIME),
        stub.at(),
        stub.mtime());
    int expected = rootLabelAt == NONE ? 0 : 1;
    long labelAt = label(xattrs);
    boolean labelled = xattrs.count() == expected && (labelAt == NONE) == (rootLabelAt == NONE);
    boolean same = labelled && (labelAt == NONE || entry.sameValue(labelAt, rootLabelAt));
    require(same, stub, ErofsLayout.COMPACT_I_XATTR_ICOUNT, xattrs.count());
  }

  private long label(XattrReader xattrs) {
    for (int k = 0; k < xattrs.count(); k++) {
      long at = xattrs.offset(k);
      if (entry.nameIndex(at) == XattrEntry.SECURITY && entry.nameIs(at, SELINUX)) {
        return at;
      }
    }
    return NONE;
  }

  private void require(boolean holds, Inode stub, Field field, long found)
      throws RejectedException {
    fields.require(holds, ErofsRule.STUB, field, stub.at(), found);
  }
}
