package io.takecover.erofs;

import static io.takecover.erofs.ErofsDefects.defect;

import io.takecover.fixture.Defect;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Part;
import io.takecover.rule.Violation;
import java.util.stream.Stream;

/** Images in which something ends exactly where something else starts, or a byte behind. */
final class ErofsEdgeDefects {
  private static final ErofsLayout SIZE = ErofsLayout.COMPACT_I_SIZE;
  private static final ErofsLayout ADDRESS = ErofsLayout.COMPACT_I_U;

  private ErofsEdgeDefects() {}

  static Stream<Defect> all() {
    return Stream.of(
        gapOfOneBlock(),
        contentOverAnInode(),
        packedLooselyByNoByte(),
        packedLoosely(),
        addressInAMapOfItsOwnBlock());
  }

  /** The inodes end with a block, so what is behind them may start with the next one. */
  private static Defect gapOfOneBlock() {
    for (int length = 1; length < 4000; length++) {
      TestTree tree = new TestTree();
      tree.root().symlink("l", "t".repeat(length));
      ErofsPatch patch = ErofsPatch.of(ErofsSpecimen.write(tree, 1));
      long end = patch.at(patch.inode("/l")).end();
      long root = patch.inode("/");
      long data = patch.at(root).dataAt();
      if (end == data) {
        patch.addBlock().move(data, data + 4096, 4096).add(ADDRESS, root, 1);
        return new Defect(
            "gap-of-one-block",
            patch.bytes(),
            new Violation(ErofsRule.INODE_GAP, end, "shared_xattrs", 4096));
      }
    }
    throw new AssertionError("no symlink ends with a block");
  }

  /** A file met second starts before one met first, and its content has a byte of that. */
  private static Defect contentOverAnInode() {
    ErofsLayout nid = ErofsLayout.DIRENT_NID;
    ErofsLayout type = ErofsLayout.DIRENT_FILE_TYPE;
    TestTree tree = new TestTree();
    ErofsTrees.content(tree.root(), "y", 32);
    tree.root().node("z", FileType.FIFO);
    ErofsPatch patch = ErofsPatch.of(ErofsSpecimen.write(tree, 1));
    long y = patch.dirent("/y");
    long z = patch.dirent("/z");
    long file = patch.inode("/y");
    patch.swap(y, z, 8).set(type, y, 5).set(type, z, 1).set(SIZE, file, 33);
    return defect(
        "content-reaches-into-an-inode", patch, ErofsRule.INODE_OVERLAP, nid, z, file / 32);
  }

  /** The entry in the tail was too long for the block by one byte, and is shorter by that now. */
  private static Defect packedLooselyByNoByte() {
    TestTree tree = new TestTree();
    TestTree.Node directory = tree.root().directory("d");
    int used = 27;
    for (int i = 0; used < 4000; i++, used += 15) {
      directory.node(String.format("%03d", i), FileType.FIFO);
    }
    String name = "z".repeat(4096 - used - 12 + 1);
    directory.node(name, FileType.FIFO);
    ErofsPatch patch = ErofsPatch.of(ErofsSpecimen.write(tree, 1));
    long at = patch.inode("/d");
    long tail = patch.at(at).tailAt();
    patch.add(SIZE, at, -1).u8(tail + 12 + name.length() - 1, 0);
    return defect(
        "entry-that-would-fit",
        patch,
        ErofsRule.DIRENT_PACKING,
        ErofsLayout.DIRENT_NAMEOFF,
        tail,
        used);
  }

  /** The last entry of the root, in a block of its own although the first has room for it. */
  private static Defect packedLoosely() {
    ErofsPatch min = ErofsSpecimen.MIN.patch();
    long root = min.inode("/");
    long block = min.at(root).dataAt();
    long nid = min.get(ErofsLayout.DIRENT_NID, min.dirent("/hello"));
    long nameAt = min.name("/hello");
    long count = min.get(ErofsLayout.DIRENT_NAMEOFF, block) / 12;
    for (long at = block; at < block + 12 * count; at += 12) {
      min.add(ErofsLayout.DIRENT_NAMEOFF, at, -12);
    }
    long namesAt = block + 12 * count;
    for (long at = namesAt; at < nameAt; at++) {
      min.u8(at - 12, (int) min.get(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, at));
    }
    for (long at = nameAt - 12; at < nameAt + 5; at++) {
      min.u8(at, 0);
    }
    long added = min.size();
    min.addBlock();
    min.set(SIZE, root, 8192);
    min.set(ErofsLayout.DIRENT_NID, added, nid);
    min.set(ErofsLayout.DIRENT_NAMEOFF, added, 12);
    min.set(ErofsLayout.DIRENT_FILE_TYPE, added, 1);
    min.text(added + 12, "hello");
    long used = nameAt - 12 - block;
    return defect(
        "block-not-filled", min, ErofsRule.DIRENT_PACKING, ErofsLayout.DIRENT_NAMEOFF, added, used);
  }

  /** A file whose map of chunks has a block of its own, for none has room behind the inode. */
  static ErofsPatch mapInABlock() {
    TestTree tree = new TestTree();
    tree.root().node("z", FileType.REGULAR).set(Part.SIZE, 1L << 53).xattr("user.a", "");
    return ErofsPatch.of(ErofsSpecimen.write(tree, 1));
  }

  private static Defect addressInAMapOfItsOwnBlock() {
    ErofsPatch patch = mapInABlock();
    long last = patch.size() - 4;
    return defect(
        "chunk-address-in-a-block",
        patch.set(ErofsLayout.CHUNK_BLKADDR, last, 7),
        ErofsRule.CHUNK_ADDRESS,
        ErofsLayout.CHUNK_BLKADDR,
        last,
        7);
  }
}
