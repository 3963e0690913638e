package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE;
import static io.takecover.erofs.OverlayMarks.NONE;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What the xattrs of an inode say to overlayfs, and so to a user: where a file's content is, with
 * which digest, and what is a whiteout. The xattrs that say so are no part of the tree; the rest
 * are the inode's own.
 */
final class OverlayReader {
  private static final ByteView OPAQUE_FULLY = XattrEntry.bytes("y");
  private static final ByteView OPAQUE_FOR_WHITEOUTS = XattrEntry.bytes("x");
  private static final long METACOPY_SIZE = 36;
  private static final long SHA256 = 1;
  private static final long REDIRECT_MAX = 4095;
  private static final long PERMISSIONS = 07777;
  private static final int NO_SET = -1;

  private final CheckedFields fields;
  private final XattrEntry entry;
  private final SharedXattrs shared;
  private final XattrReader xattrs;
  private final OverlayMarks marks;
  private final KeyTable keys;
  private final ImageBuilder builder;
  private final boolean opaqueMarks;
  private final boolean version2;
  private final BitSet whiteouts = new BitSet();
  private final BitSet marked = new BitSet();
  private final int[] setOfShared;
  private boolean hasAcl;

  /**
   * @param version of composefs: from 1 on a directory that holds whiteouts is marked by "opaque"
   *     too; of version 2, whiteouts are devices, and neither they nor the root are marked
   */
  OverlayReader(
      CheckedFields fields,
      XattrEntry entry,
      SharedXattrs shared,
      XattrReader xattrs,
      OverlayMarks marks,
      KeyTable keys,
      ImageBuilder builder,
      long version) {
    this.fields = fields;
    this.entry = entry;
    this.shared = shared;
    this.xattrs = xattrs;
    this.marks = marks;
    this.keys = keys;
    this.builder = builder;
    opaqueMarks = version == 1;
    version2 = version == ErofsLayout.VERSION_2;
    setOfShared = new int[shared.count()];
    Arrays.fill(setOfShared, NO_SET);
  }

  /** Whether an inode was met that has an access control list. */
  boolean hasAcl() {
    return hasAcl;
  }

  /** Whether an inode was met that is a whiteout, or is marked to hold some. */
  boolean hasWhiteouts() {
    return !whiteouts.isEmpty() || !marked.isEmpty();
  }

  /** Whether an inode of the tree is a whiteout. */
  boolean isWhiteout(int inode) {
    return whiteouts.get(inode);
  }

  /** Whether an inode of the tree is marked to hold whiteouts. */
  boolean isMarked(int inode) {
    return marked.get(inode);
  }

  /**
   * Takes in the xattrs that {@link XattrReader} read last.
   *
   * @param inode whose they are
   * @param index of the inode in the tree
   */
  void read(Inode inode, int index) throws RejectedException {
    marks.find(xattrs);
    if (!version2) {
      readWhiteout(inode, index);
      readWhiteouts(inode, index);
    }
    readOpaque(inode, index);
    if (inode.layout() == ErofsLayout.CHUNK_BASED) {
      readMetacopy(inode, index);
      readRedirect(index);
    } else {
      requireNone(Mark.METACOPY);
      requireNone(Mark.REDIRECT);
    }
    addRest(index);
  }

  private void readWhiteout(Inode inode, int index) throws RejectedException {
    if (!marks.has(Mark.WHITEOUT) && !marks.hasTwin(Mark.WHITEOUT)) {
      return;
    }
    requirePair(Mark.WHITEOUT, ErofsRule.WHITEOUT);
    boolean isEmptyFile = inode.type() == FileType.REGULAR && inode.size() == 0;
    require(isEmptyFile, ErofsRule.WHITEOUT, marks.offset(Mark.WHITEOUT));
    Field nlink = inode.field(ErofsLayout.COMPACT_I_NLINK, ErofsLayout.EXTENDED_I_NLINK);
    boolean single = inode.nlink() == 1;
    fields.require(single, ErofsRule.WHITEOUT_NLINK, nlink, inode.at(), inode.nlink());
    long type = (long) FileType.CHARACTER_DEVICE.number() << 12;
    builder.set(index, Part.MODE, type | (inode.mode() & PERMISSIONS));
    whiteouts.set(index);
  }

  private void readWhiteouts(Inode inode, int index) throws RejectedException {
    if (!marks.has(Mark.WHITEOUTS) && !marks.hasTwin(Mark.WHITEOUTS)) {
      return;
    }
    requirePair(Mark.WHITEOUTS, ErofsRule.WHITEOUTS);
    long at = marks.offset(Mark.WHITEOUTS);
    require(inode.type() == FileType.DIRECTORY, ErofsRule.WHITEOUTS, at);
    boolean isOpaque = holds(marks.offset(Mark.WHITEOUTS_OPAQUE), OPAQUE_FOR_WHITEOUTS);
    boolean isTwinOpaque = holds(marks.twinOffset(Mark.WHITEOUTS_OPAQUE), OPAQUE_FOR_WHITEOUTS);
    boolean right = isOpaque == opaqueMarks && isTwinOpaque == opaqueMarks;
    require(right, ErofsRule.WHITEOUTS_MARKS, at);
    marked.set(index);
  }

  private void readOpaque(Inode inode, int index) throws RejectedException {
    long at = marks.offset(Mark.OPAQUE);
    if (index == Image.ROOT && !version2) {
      long found = fields.get(ErofsLayout.COMPACT_I_XATTR_ICOUNT, inode.at());
      boolean isOpaque = holds(at, OPAQUE_FULLY);
      fields.require(
          isOpaque, ErofsRule.ROOT_OPAQUE, ErofsLayout.COMPACT_I_XATTR_ICOUNT, inode.at(), found);
    } else {
      require(at == NONE, ErofsRule.OPAQUE, at);
    }
  }

  private void readMetacopy(Inode inode, int index) throws RejectedException {
    long at = marks.offset(Mark.METACOPY);
    fields.require(
        at != NONE,
        ErofsRule.METACOPY_MISSING,
        ErofsLayout.COMPACT_I_FORMAT,
        inode.at(),
        inode.format());
    long size = entry.valueLength(at);
    boolean sized = size == 0 || size == METACOPY_SIZE;
    fields.require(sized, ErofsRule.METACOPY_SIZE, XATTR_ENTRY_E_VALUE_SIZE, at, size);
    if (size > 0) {
      long valueAt = entry.valueAt(at);
      requireValue(ErofsLayout.METACOPY_VERSION, valueAt, 0);
      requireValue(ErofsLayout.METACOPY_LEN, valueAt, METACOPY_SIZE);
      requireValue(ErofsLayout.METACOPY_FLAGS, valueAt, 0);
      requireValue(ErofsLayout.METACOPY_DIGEST_ALGO, valueAt, SHA256);
      builder.setDigest(index, valueAt + Struct.METACOPY.size());
    }
  }

  private void readRedirect(int index) throws RejectedException {
    long at = marks.offset(Mark.REDIRECT);
    if (at == NONE) {
      return;
    }
    long size = entry.valueLength(at);
    boolean sized = size >= 2 && size <= REDIRECT_MAX;
    fields.require(sized, ErofsRule.REDIRECT, XATTR_ENTRY_E_VALUE_SIZE, at, size);
    long valueAt = entry.valueAt(at);
    int first = fields.image().u8(valueAt);
    fields.require(first == '/', ErofsRule.REDIRECT, Region.VALUE, valueAt, first);
    builder.setPayload(index, valueAt + 1, size - 1);
  }

  /** Adds what is the inode's own. */
  private void addRest(int index) throws RejectedException {
    int added = 0;
    long last = NONE;
    for (int k = 0; k < xattrs.count(); k++) {
      long at = xattrs.offset(k);
      hasAcl |= entry.isAcl(at);
      added += isOwn(at, index) ? 1 : 0;
      last = isOwn(at, index) ? at : last;
    }
    if (added == 0) {
      return;
    }
    int number = added == 1 ? shared.startingAt(last) : -1;
    if (number >= 0 && setOfShared[number] != NO_SET) {
      builder.setXattrs(index, setOfShared[number]);
      return;
    }
    for (int k = 0; k < xattrs.count(); k++) {
      long at = xattrs.offset(k);
      if (isOwn(at, index)) {
        boolean escaped = marks.isEscaped(at);
        builder.addXattr(
            keys.position(at, escaped),
            keys.length(at, escaped),
            entry.valueAt(at),
            entry.valueLength(at));
      }
    }
    int set = builder.endXattrSet();
    builder.setXattrs(index, set);
    if (number >= 0) {
      setOfShared[number] = set;
    }
  }

  private boolean isOwn(long at, int index) {
    return !(is(at, Mark.METACOPY)
        || is(at, Mark.REDIRECT)
        || is(at, Mark.OPAQUE)
        || (!version2 && (is(at, Mark.WHITEOUT) || is(at, Mark.WHITEOUTS)))
        || (is(at, Mark.WHITEOUTS_OPAQUE) && opaqueMarks && isMarked(index)));
  }

  private boolean is(long at, Mark mark) {
    return at == marks.offset(mark) || at == marks.twinOffset(mark);
  }

  /** A mark of whiteouts stands under both prefixes, and has no value. */
  private void requirePair(Mark mark, Rule rule) throws RejectedException {
    long at = marks.offset(mark);
    long twinAt = marks.twinOffset(mark);
    require(at != NONE && twinAt != NONE, rule, Math.max(at, twinAt));
    fields.require(
        entry.valueLength(at) == 0, rule, XATTR_ENTRY_E_VALUE_SIZE, at, entry.valueLength(at));
    long twinLength = entry.valueLength(twinAt);
    fields.require(twinLength == 0, rule, XATTR_ENTRY_E_VALUE_SIZE, twinAt, twinLength);
  }

  private void requireNone(Mark mark) throws RejectedException {
    long at = marks.offset(mark);
    require(at == NONE, ErofsRule.REDIRECT_OF_CONTENT, at);
  }

  private void requireValue(ErofsLayout field, long at, long wanted) throws RejectedException {
    fields.requireValue(ErofsRule.METACOPY, field, at, wanted);
  }

  /** Refuses the image for the xattr at an offset. */
  private void require(boolean holds, Rule rule, long at) throws RejectedException {
    if (!holds) {
      long length = entry.nameLength(at);
      fields.require(false, rule, Region.KEY, entry.nameAt(at), length);
    }
  }

  private boolean holds(long at, ByteView value) {
    return at != NONE && entry.valueIs(at, value);
  }
}
