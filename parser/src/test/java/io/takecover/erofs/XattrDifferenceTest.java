package io.takecover.erofs;

import static io.takecover.erofs.Differences.told;
import static io.takecover.erofs.Differences.toldInode;
import static io.takecover.erofs.ErofsPatch.SB;

import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Part;
import org.junit.jupiter.api.Test;

/** Like {@link ErofsDifferenceTest}: xattrs that stand elsewhere than the writer puts them. */
class XattrDifferenceTest {
  private static final ErofsLayout ICOUNT = ErofsLayout.COMPACT_I_XATTR_ICOUNT;

  private final TestTree tree = new TestTree();
  private final TestTree.Node root = tree.root();

  private ErofsPatch written() {
    return ErofsPatch.of(ErofsSpecimen.write(tree, 0));
  }

  /** The xattr with the number 128 is in the table, and stands inline all the same. */
  @Test
  void sharedCount() {
    for (String name : new String[] {"f", "g"}) {
      TestTree.Node file = root.node(name, FileType.FIFO);
      for (int k = 0; k < 140; k++) {
        file.xattr(String.format("user.%03d", k), "v");
      }
    }
    ErofsPatch patch = written();
    long at = patch.inode("/f");
    long body = at + 32;
    long own = body + 12 + 4 * 128;
    long last = patch.get(ErofsLayout.SHARED_ID_ID, own - 4);
    long end = patch.at(at).tailAt();
    // Names descend in the table, and all entries have 8 bytes.
    patch.move(own + 8, own + 4, end - own - 8);
    patch.set(ErofsLayout.SHARED_ID_ID, own, last - 2);
    patch.add(ICOUNT, at, -1);
    ErofsLayout count = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    toldInode(patch.set(count, body, 129), ErofsRule.SHARED_COUNT_MOST, count, body, 129);
  }

  @Test
  void sizeOfXattrs() {
    hasXattrOfOneByteMore(root.node("f", FileType.FIFO), "/f");
  }

  @Test
  void sizeOfXattrsOfTheRoot() {
    hasXattrOfOneByteMore(root, "/");
  }

  private void hasXattrOfOneByteMore(TestTree.Node node, String path) {
    int left = 32767 - 12 - 2 * (7 + 6) - 16001;
    node.xattr("user.a", "x".repeat(16001)).xattr("user.b", "x".repeat(left));
    ErofsPatch patch = written();
    long at = patch.inode(path);
    long entry = patch.xattr(at, XattrEntry.USER, "a");
    patch.add(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, entry, 1);
    toldInode(patch, ErofsRule.XATTR_SIZE, ICOUNT, at, patch.get(ICOUNT, at));
  }

  @Test
  void orderOfXattrs() {
    for (String name : new String[] {"f", "g"}) {
      root.node(name, FileType.FIFO)
          .xattr("user.a", "v")
          .xattr("user.b", "v")
          .xattr("user.x", name)
          .xattr("user.y", name);
    }
    ErofsPatch patch = written();
    long ids = patch.inode("/f") + 32 + 12;
    long second = patch.get(ErofsLayout.SHARED_ID_ID, ids + 4);
    told(patch.swap(ids, ids + 4, 4), ErofsRule.XATTR_ORDER, "shared_xattr.id", ids, second);
    patch.swap(ids, ids + 4, 4);
    patch.swap(ids + 8, ids + 16, 8);
    told(patch, ErofsRule.XATTR_ORDER, "xattr_entry.e_name", ids + 8 + 4, 'y');
  }

  @Test
  void orderOfXattrsOfOtherLengths() {
    root.node("f", FileType.FIFO).xattr("user.a", "v").xattr("user.long", "v");
    ErofsPatch patch = written();
    long entries = patch.inode("/f") + 32 + 12;
    patch.swap(entries, entries + 8, 4).swap(entries + 4, entries + 12, 4);
    // Of the second, 4 + 4 + 1 bytes and 3 of padding.
    patch.move(entries + 8, entries + 12, 4).text(entries + 8, "v\0\0\0");
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, entries + 12, 1);
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, entries + 12, XattrEntry.USER);
    patch.set(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, entries + 12, 1);
    patch.text(entries + 4, "long").text(entries + 16, "av\0\0");
    ErofsLayout length = ErofsLayout.XATTR_ENTRY_E_NAME_LEN;
    toldInode(patch, ErofsRule.XATTR_ORDER, length, entries, 4);
  }

  @Test
  void orderOfTheSharedXattrs() {
    for (String name : new String[] {"f", "g"}) {
      root.node(name, FileType.FIFO).xattr("user.a", "v").xattr("user.b", "v");
    }
    ErofsPatch patch = written();
    long f = patch.inode("/f") + 32 + 12;
    long g = patch.inode("/g") + 32 + 12;
    long table = 4096 * patch.get(ErofsLayout.SB_XATTR_BLKADDR, SB);
    long first = table + 4 * patch.get(ErofsLayout.SHARED_ID_ID, f + 4);
    patch.swap(first, first + 8, 8).swap(f, f + 4, 4).swap(g, g + 4, 4);
    told(patch, ErofsRule.SHARED_ORDER, "xattr_entry.e_name", first + 4, 'a');
  }

  @Test
  void sharedXattrThatNobodyHas() {
    root.node("f", FileType.FIFO).xattr("user.a", "v");
    root.node("g", FileType.FIFO).xattr("user.a", "v");
    ErofsPatch patch = written();
    long id = patch.get(ErofsLayout.SHARED_ID_ID, patch.inode("/f") + 32 + 12);
    long entry = 4096 * patch.get(ErofsLayout.SB_XATTR_BLKADDR, SB) + 4 * id;
    for (int k = 0; k < 8; k++) {
      patch.u8(entry + 8 + k, (int) patch.get(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, entry + k));
    }
    told(patch, ErofsRule.SHARED_ORDER, "block.padding", entry + 8, 1);
  }

  @Test
  void xattrThatIsSharedByNobody() {
    for (String name : new String[] {"f1", "f2", "g1", "g2"}) {
      root.node(name, FileType.FIFO).xattr("user.a", name.substring(0, 1));
    }
    ErofsPatch patch = written();
    long f1 = patch.inode("/f1");
    long g1 = patch.inode("/g1");
    long other = patch.get(ErofsLayout.SHARED_ID_ID, g1 + 32 + 12);
    patch.set(ErofsLayout.SHARED_ID_ID, f1 + 32 + 12, other);
    long f2 = patch.inode("/f2");
    toldInode(patch, ErofsRule.SHARED_USE, ICOUNT, f2, 2);
    TestTree extended = new TestTree();
    for (String name : new String[] {"f1", "f2", "g1", "g2"}) {
      extended.root().node(name, FileType.FIFO).xattr("user.a", name.substring(0, 1));
    }
    extended.root().set(Part.MTIME_SECONDS, -1);
    patch = ErofsPatch.of(ErofsSpecimen.write(extended, 0));
    g1 = patch.inode("/g1") + 64 + 12;
    patch.set(
        ErofsLayout.SHARED_ID_ID,
        patch.inode("/f1") + 64 + 12,
        patch.get(ErofsLayout.SHARED_ID_ID, g1));
    toldInode(patch, ErofsRule.SHARED_USE, ICOUNT, patch.inode("/f2"), 2);
  }

  /** An empty access control list is as long as the id of a shared one. */
  @Test
  void xattrThatIsNotShared() {
    root.node("f", FileType.FIFO).xattr("system.posix_acl_access", "");
    root.node("g", FileType.FIFO).xattr("system.posix_acl_access", "");
    ErofsPatch patch = written();
    long body = patch.inode("/f") + 32;
    patch.set(ErofsLayout.SHARED_ID_ID, body + 12, 0);
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, body + 12, XattrEntry.ACL_ACCESS);
    ErofsLayout count = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    toldInode(patch.set(count, body, 0), ErofsRule.SHARED_USE, count, body, 0);
  }
}
