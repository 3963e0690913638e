package io.takecover.fuzz.claims;

import io.takecover.erofs.ErofsRule;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * A second reader of EROFS images, which only says what refuses an image: plain, with sets and
 * texts, from what is written of the format. It knows no limits, and nothing of what every tree
 * must satisfy.
 */
final class PlainErofs {
  private static final String LABEL = "security.selinux";
  private static final int STUB_MODE = 020644;

  private final PlainImage image;
  private final PlainNames names;
  private final PlainInode inode;
  private final PlainXattrs xattrs;
  private final PlainMarks marks;
  private final Set<ErofsRule> notes = EnumSet.noneOf(ErofsRule.class);
  private final BitSet whiteouts = new BitSet();
  private final BitSet marked = new BitSet();
  private ErofsRule doubt;
  private boolean holdsLists;

  private PlainErofs(PlainImage image) {
    this.image = image;
    names = new PlainNames(image);
    inode = new PlainInode(image);
    xattrs = new PlainXattrs(image);
    marks = new PlainMarks(image, xattrs);
  }

  /**
   * What is wrong.
   *
   * @param fault the rule that refuses the image at once; null where none does
   * @param doubt without a fault, the rule that refuses it unless one of trees does; or null
   * @param notes without a fault, those of the rules that only tell which encoding was chosen
   */
  record Finding(ErofsRule fault, ErofsRule doubt, Set<ErofsRule> notes) {}

  static Finding of(PlainImage image) {
    ErofsRule inHeader = PlainHeader.fault(image);
    if (inHeader != null) {
      return new Finding(inHeader, null, Set.of());
    }
    PlainErofs reader = new PlainErofs(image);
    ErofsRule fault = reader.names.fault();
    fault = fault != null ? fault : reader.ofPlaces();
    fault = fault != null ? fault : reader.ofXattrs();
    return new Finding(fault, reader.doubt, reader.notes);
  }

  private void expect(boolean holds, ErofsRule rule) {
    if (!holds && doubt == null) {
      doubt = rule;
    }
  }

  /** Gaps between inodes, the shared xattrs behind them, and the blocks behind those. */
  private ErofsRule ofPlaces() {
    doubt = names.doubt();
    long end = PlainImage.FIRST_INODE;
    for (int s = names.starts().nextSetBit(0); s >= 0; s = names.starts().nextSetBit(s + 1)) {
      expectGap(end, (long) s * PlainImage.SLOT);
      end = names.endOf(s);
    }
    long last = (end + PlainImage.SLOT - 1) / PlainImage.SLOT * PlainImage.SLOT;
    expectGap(end, last);
    boolean isBase = last - last % PlainImage.BLOCK == image.xattrBase();
    if (!isBase && !image.wantsVersion2()) {
      return ErofsRule.XATTR_BLKADDR;
    }
    int first = names.blocks().nextSetBit(0);
    long data = first < 0 ? image.size() : (long) first * PlainImage.BLOCK;
    if (data < last) {
      return ErofsRule.DATA_AREA;
    }
    ErofsRule fault = xattrs.ofShared(last, data);
    if (fault == null) {
      expectGap(xattrs.sharedEnd(), data);
      fault = ofSpilledMaps(first);
    }
    return fault;
  }

  private void expectGap(long from, long to) {
    boolean small = to - from < PlainImage.BLOCK;
    expect(small && image.isZero(from, to), ErofsRule.INODE_GAP);
  }

  private ErofsRule ofSpilledMaps(int first) {
    BitSet owned = (BitSet) names.blocks().clone();
    long blockCount = image.size() / PlainImage.BLOCK;
    for (int k = 0; k < names.count() && names.spills(); k++) {
      inode.fault(names.inode(k));
      if (inode.spills()) {
        int free = first < 0 ? -1 : owned.nextClearBit(first);
        if (free < 0 || free >= blockCount) {
          return ErofsRule.CHUNK_MAP_BLOCK;
        }
        owned.set(free);
        if (!inode.isMap((long) free * PlainImage.BLOCK, PlainImage.BLOCK)) {
          return ErofsRule.CHUNK_ADDRESS;
        }
        notes.add(ErofsRule.CHUNK_MAP_SPILLS);
      }
    }
    expect(first < 0 || owned.nextClearBit(first) >= blockCount, ErofsRule.DATA_GAP);
    return null;
  }

  private ErofsRule ofXattrs() {
    PlainInode root = new PlainInode(image);
    root.fault(names.inode(0));
    String label = null;
    for (int k = 0; k < names.count(); k++) {
      inode.fault(names.inode(k));
      ErofsRule fault = xattrs.of(inode);
      if (fault == null) {
        label = k == 0 ? xattrs.value(LABEL) : label;
        fault = names.isStub(inode.at()) ? ofStub(root, label) : ofInode(k == 0);
      }
      if (fault != null) {
        return fault;
      }
      note(!xattrs.isCrowded(), ErofsRule.SHARED_COUNT_MOST);
    }
    boolean isFlagged = image.u32(8) % 2 == 1;
    expect(isFlagged == (holdsLists && !image.wantsVersion2()), ErofsRule.ACL_FLAG);
    note(names.isNumbered() || image.wantsVersion2(), ErofsRule.NUMBERING);
    return ofWhiteouts();
  }

  private void note(boolean holds, ErofsRule rule) {
    if (!holds) {
      notes.add(rule);
    }
  }

  private ErofsRule ofStub(PlainInode root, String label) {
    boolean isOfRoot = inode.uid() == root.uid() && inode.gid() == root.gid();
    boolean isLabelled =
        label == null
            ? xattrs.byKey().isEmpty()
            : xattrs.byKey().size() == 1 && label.equals(xattrs.value(LABEL));
    if (inode.mode() != STUB_MODE || inode.nlink() != 1 || !isOfRoot || !isLabelled) {
      return ErofsRule.STUB;
    }
    boolean sameTime = image.bytes().matches(inode.timeAt(), 12, image.bytes(), root.timeAt());
    note(sameTime, ErofsRule.STUB_MTIME);
    return null;
  }

  private ErofsRule ofInode(boolean isRoot) {
    ErofsRule fault = marks.of(inode, isRoot);
    if (fault != null) {
      return fault;
    }
    int slot = Math.toIntExact(inode.at() / PlainImage.SLOT);
    whiteouts.set(slot, marks.isWhiteout());
    marked.set(slot, marks.isMarked());
    holdsLists |= xattrs.holdsList();
    boolean isData = inode.type() == PlainInode.REGULAR || inode.type() == PlainInode.LINK;
    if (isData && inode.blocks() > 0) {
      long end = (inode.firstBlock() + inode.blocks()) * PlainImage.BLOCK;
      expect(image.isZero(inode.dataEnd(), end), ErofsRule.DATA_PADDING);
    }
    return null;
  }

  /** A directory is marked if and only if there is a whiteout in it. */
  private ErofsRule ofWhiteouts() {
    if (whiteouts.isEmpty() && marked.isEmpty()) {
      return null;
    }
    BitSet holding = new BitSet();
    for (int entry = 0; entry < names.entryCount(); entry++) {
      if (whiteouts.get(Math.toIntExact(names.targetOf(entry) / PlainImage.SLOT))) {
        holding.set(Math.toIntExact(names.directoryOf(entry) / PlainImage.SLOT));
      }
    }
    for (int k = 0; k < names.count(); k++) {
      int slot = Math.toIntExact(names.inode(k) / PlainImage.SLOT);
      if (holding.get(slot) != marked.get(slot)) {
        return holding.get(slot) ? ErofsRule.WHITEOUT_PARENT : ErofsRule.WHITEOUTS;
      }
    }
    return null;
  }
}
