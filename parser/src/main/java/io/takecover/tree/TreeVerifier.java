package io.takecover.tree;

import io.takecover.bytes.Budget;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.rule.Findings;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.util.BitSet;
import java.util.List;

/**
 * Asks every rule of {@link TreeRule} of a tree, in one walk over its tables: the entries of each
 * directory, for they are what holds a tree together, then the inodes, then each set of xattrs
 * once. Nothing is recursed into, so depth costs nothing.
 */
public final class TreeVerifier {
  private static final List<TreeRule> OF_ORPHAN = TreeRule.Scope.ORPHAN.rules();
  private static final List<TreeRule> OF_INODE = TreeRule.Scope.INODE.rules();
  private static final List<TreeRule> OF_DIRECTORY = TreeRule.Scope.DIRECTORY.rules();
  private static final List<TreeRule> OF_NOT_DIRECTORY = TreeRule.Scope.NOT_DIRECTORY.rules();
  private static final List<TreeRule> OF_REGULAR = TreeRule.Scope.REGULAR.rules();
  private static final List<TreeRule> OF_SYMLINK = TreeRule.Scope.SYMLINK.rules();
  private static final List<TreeRule> OF_ENTRY = TreeRule.Scope.ENTRY.rules();
  private static final List<TreeRule> OF_FIRST_NAME = TreeRule.Scope.FIRST_NAME.rules();
  private static final List<TreeRule> OF_XATTR = TreeRule.Scope.XATTR.rules();
  private static final List<TreeRule> OF_PATH = TreeRule.Scope.PATH.rules();
  private static final List<TreeRule> OF_TARGET = TreeRule.Scope.TARGET.rules();
  private static final List<TreeRule> OF_KEY = TreeRule.Scope.KEY.rules();

  /** Shorter paths and keys cost less to look at again than inodes and xattrs do anyway. */
  private static final int GRANULE_BITS = 6;

  /** Where keys stand among themselves, they stand closer. */
  private static final int KEY_GRANULE_BITS = 3;

  private final Image image;
  private final Origins origins;
  private final Budget budget;
  private final Findings findings;
  private final TreeFacts facts;
  private final TreeCursor cursor;
  private final CheckedRanges paths;
  private final CheckedRanges targets;
  private final CheckedRanges keys;

  private TreeVerifier(
      Image image, Origins origins, Budget budget, Findings findings, TreeFacts facts) {
    this.image = image;
    this.origins = origins;
    this.budget = budget;
    this.findings = findings;
    this.facts = facts;
    paths = new CheckedRanges(image.bytes().size(), GRANULE_BITS);
    targets = new CheckedRanges(image.bytes().size(), GRANULE_BITS);
    boolean apart = image.copies() != image.bytes();
    keys = new CheckedRanges(image.copies().size(), apart ? KEY_GRANULE_BITS : GRANULE_BITS);
    this.cursor = new TreeCursor(image, facts, budget.limits().treeDepth());
  }

  /**
   * Adds every breach to {@code findings}, until they are full.
   *
   * @throws RejectedException only where the budget is spent
   */
  public static void verify(Image image, Origins origins, Budget budget, Findings findings)
      throws RejectedException {
    TreeFacts facts = TreeFacts.of(image, budget);
    new TreeVerifier(image, origins, budget, findings, facts).verify();
  }

  private void verify() throws RejectedException {
    for (int inode = 0; inode < image.inodeCount() && !findings.isFull(); inode++) {
      cursor.toInode(inode);
      if (!cursor.onOrphan()) {
        verifyEntries(inode);
      }
    }
    for (int inode = 0; inode < image.inodeCount() && !findings.isFull(); inode++) {
      cursor.toInode(inode);
      if (cursor.onOrphan()) {
        ask(OF_ORPHAN, inode);
      } else {
        verifyInode(inode);
      }
    }
    for (int set = 0; set < image.xattrSetCount(); set++) {
      int first = image.firstXattrOfSet(set);
      int end = image.firstXattrOfSet(set + 1);
      for (int xattr = first; xattr < end && !findings.isFull(); xattr++) {
        verifyXattr(xattr, xattr == first);
      }
    }
    verifyFirstNames();
  }

  private void verifyXattr(int xattr, boolean isFirst) throws RejectedException {
    budget.work(1);
    cursor.toXattr(xattr, isFirst);
    ask(OF_XATTR, xattr);
    if (keys.isNew(image.keyAt(xattr), image.keyLength(xattr))) {
      budget.work(image.keyLength(xattr));
      ask(OF_KEY, xattr);
    }
  }

  /** Asked only of a tree that refuses nothing: it is about how to write it down again. */
  private void verifyFirstNames() throws RejectedException {
    if (!facts.hasLinks() || findings.isRefusing()) {
      return;
    }
    budget.work(image.entryCount());
    BitSet met = new BitSet(image.inodeCount());
    DepthFirst walk = new DepthFirst(image);
    while (walk.advance()) {
      int target = image.target(walk.entry());
      if (facts.names(target) > 1 && !met.get(target)) {
        met.set(target);
        cursor.toName(walk.entry());
        ask(OF_FIRST_NAME, walk.entry());
      }
    }
  }

  private void verifyInode(int inode) throws RejectedException {
    FileType type = image.type(inode);
    budget.work(1);
    ask(OF_INODE, inode);
    if (type == FileType.DIRECTORY) {
      ask(OF_DIRECTORY, inode);
      return;
    }
    ask(OF_NOT_DIRECTORY, inode);
    long length = image.payloadLength(inode);
    if (type == FileType.REGULAR) {
      ask(OF_REGULAR, inode);
      if (length > 0 && paths.isNew(image.payloadAt(inode), length)) {
        budget.work(length);
        ask(OF_PATH, inode);
      }
    } else if (type == FileType.SYMLINK) {
      ask(OF_SYMLINK, inode);
      if (targets.isNew(image.payloadAt(inode), length)) {
        budget.work(length);
        ask(OF_TARGET, inode);
      }
    }
  }

  private void verifyEntries(int directory) throws RejectedException {
    int end = image.firstEntry(directory) + image.entryCount(directory);
    for (int entry = image.firstEntry(directory); entry < end; entry++) {
      budget.work(image.nameLength(entry));
      cursor.toEntry(entry);
      ask(OF_ENTRY, entry);
    }
  }

  private void ask(List<TreeRule> rules, int index) {
    for (int i = 0; i < rules.size(); i++) {
      TreeRule rule = rules.get(i);
      if (!rule.holds(cursor) && findings.wants(rule)) {
        long offset = origins.offset(rule.part(), index);
        String path = origins.path(rule.part());
        findings.add(new Violation(rule, offset, path, image.value(rule.part(), index)));
      }
    }
  }
}
