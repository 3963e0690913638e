package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Budget;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Part;
import io.takecover.rule.Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of each decision of the writer, in the bytes that it writes. */
class ErofsPlacementTest {
  private final TestTree tree = new TestTree();
  private final TestTree.Node root = tree.root();

  @Test
  void emptyRootHasItsDotsAndStubs() {
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.superblock(ErofsLayout.SB_INOS)).isEqualTo(257);
    assertThat(stored.root()).isEqualTo(ErofsLayout.FIRST_INODE_OFFSET);
    assertThat(stored.inode(".")).isEqualTo(stored.root());
    assertThat(stored.inode("..")).isEqualTo(stored.root());
    long stub = stored.inode("ff");
    assertThat(stored.view().get(ErofsLayout.COMPACT_I_MODE, stub)).isEqualTo(020644);
    assertThat(stored.view().get(ErofsLayout.COMPACT_I_INO, stub)).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource({"2048, 2, 0", "2049, 0, 1", "4096, 0, 1", "4097, 2, 1", "5000, 2, 1"})
  void contentUpToHalfABlockFollowsTheInode(int size, int layout, int blocks) {
    ErofsTrees.content(root, "f", size);
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.layout(stored.inode("f"))).isEqualTo(layout);
    assertThat(dataBlocks(stored)).isEqualTo(1 + blocks);
  }

  /** "." and ".." take 27 bytes, an entry 12 and its name. */
  @ParameterizedTest
  @CsvSource({"2048, 2, 2048", "2049, 0, 4096", "4096, 0, 4096", "4097, 2, 0"})
  void directoryIsPackedBlockByBlock(int bytes, int layout, int size) {
    TestTree.Node directory = root.directory("d");
    int left = bytes - 27;
    for (int i = 0; left > 27; i++) {
      directory.node(String.format("%03d", i), FileType.FIFO);
      left -= 15;
    }
    directory.node("z".repeat(left - 12), FileType.FIFO);
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.layout(stored.inode("d"))).isEqualTo(layout);
    // The entry that is a byte too long goes on to the tail, with all its bytes.
    assertThat(stored.size(stored.inode("d"))).isEqualTo(size == 0 ? 4096 + left : size);
  }

  @ParameterizedTest
  @CsvSource({"4063, 2", "4064, 0"})
  void symlinkOf4096BytesWithItsInodeHasABlock(int length, int layout) {
    root.symlink("l", "t".repeat(length));
    StoredImage stored = StoredImage.of(tree);
    long inode = stored.inode("l");
    assertThat(inode % 4096).isZero();
    assertThat(stored.layout(inode)).isEqualTo(layout);
    assertThat(stored.size(inode)).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1",
    "4096, 0, 1",
    "4097, 1, 1",
    "8192, 1, 1",
    "8193, 2, 1",
    "8796093022208, 31, 1",
    "8796093022209, 31, 2",
    "9007199254740992, 31, 1024",
  })
  void chunksAreAsLargeAsTheFileUpToTheLargest(long size, int format, int chunks) {
    ErofsTrees.external(root, "f", size).digest('d').set(Part.MTIME_SECONDS, 1);
    StoredImage stored = StoredImage.of(tree);
    long inode = stored.inode("f");
    assertThat(stored.layout(inode)).isEqualTo(ErofsLayout.CHUNK_BASED);
    assertThat(stored.view().get(ErofsLayout.EXTENDED_I_U, inode) & 0xffff).isEqualTo(format);
    assertThat(ErofsPlan.chunkCount(size)).isEqualTo(chunks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NLINK", "UID", "GID"})
  void inodeIsCompactUpTo65535(Part part) {
    root.node("a", FileType.FIFO).set(part, 65535);
    root.node("b", FileType.FIFO).set(part, 65536);
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.isExtended(stored.inode("a"))).isFalse();
    assertThat(stored.isExtended(stored.inode("b"))).isTrue();
  }

  @Test
  void inodeIsCompactUpToASizeOf32Bits() {
    ErofsTrees.external(root, "a", 0xffff_ffffL);
    ErofsTrees.external(root, "b", 0x1_0000_0000L);
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.isExtended(stored.inode("a"))).isFalse();
    assertThat(stored.isExtended(stored.inode("b"))).isTrue();
  }

  @Test
  void buildTimeIsTheLeastSignedAndNanosecondsDecide() {
    root.set(Part.MTIME_NANOSECONDS, 2);
    root.node("a", FileType.FIFO).set(Part.MTIME_SECONDS, -3).set(Part.MTIME_NANOSECONDS, 5);
    root.node("b", FileType.FIFO).set(Part.MTIME_SECONDS, -3).set(Part.MTIME_NANOSECONDS, 4);
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.superblock(ErofsLayout.SB_BUILD_TIME)).isEqualTo(-3);
    assertThat(stored.superblock(ErofsLayout.SB_BUILD_TIME_NSEC)).isEqualTo(4);
    assertThat(stored.isExtended(stored.inode("a"))).isTrue();
    assertThat(stored.isExtended(stored.inode("b"))).isFalse();
    assertThat(stored.isExtended(stored.inode("00"))).isTrue();
  }

  @Test
  void atMost128XattrsAreShared() {
    for (String name : new String[] {"f", "g"}) {
      TestTree.Node file = root.node(name, FileType.FIFO);
      for (int i = 0; i < 129; i++) {
        file.xattr(String.format("user.%03d", i), "v");
      }
    }
    StoredImage stored = StoredImage.of(tree);
    long inode = stored.inode("g");
    ErofsLayout shared = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    assertThat(stored.view().get(shared, stored.xattrs(inode))).isEqualTo(128);
    long own = stored.xattrs(inode) + 12 + 4 * 128;
    assertThat(stored.view().copy(own, 8)).containsExactly(3, 1, 1, 0, '1', '2', '8', 'v');
  }

  @Test
  void nameOfAStubMayBeTaken() {
    ErofsTrees.whiteout(root, "7f");
    root.directory("80");
    StoredImage stored = new StoredImage(tree, 1);
    assertThat(stored.superblock(ErofsLayout.SB_INOS)).isEqualTo(257);
    long whiteout = stored.inode("7f");
    assertThat(stored.view().get(ErofsLayout.COMPACT_I_MODE, whiteout)).isEqualTo(0100755);
    // trusted.overlay.opaque, those of a directory that holds whiteouts, under two prefixes.
    assertThat(stored.view().get(ErofsLayout.COMPACT_I_XATTR_ICOUNT, stored.root()))
        .isGreaterThan(stored.view().get(ErofsLayout.COMPACT_I_XATTR_ICOUNT, whiteout));
    assertThat(stored.view().get(ErofsLayout.COMPACT_I_NLINK, stored.root())).isEqualTo(3);
  }

  /** The first inode behind the stubs is at 9408, 2880 bytes before the end of its block. */
  @ParameterizedTest
  @CsvSource({"2848, 9408", "2849, 12288"})
  void symlinkMayEndWithItsBlock(int length, long at) {
    root.symlink("z", "t".repeat(length));
    assertThat(StoredImage.of(tree).inode("z")).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({"768, 10208", "769, 12256"})
  void tailMayEndWithItsBlock(int before, long at) {
    root.symlink("y", "t".repeat(before));
    ErofsTrees.content(root, "z", 2048);
    assertThat(StoredImage.of(tree).inode("z")).isEqualTo(at);
  }

  /** Ids count from the start of a block, and the inodes end there. */
  @Test
  void firstIdIsZero() {
    for (String name : new String[] {"x", "y"}) {
      root.node(name, FileType.FIFO).xattr("user.a", "v");
    }
    root.symlink("z", "t".repeat(12288 - 9408 - 2 * 64 - 32));
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.superblock(ErofsLayout.SB_XATTR_BLKADDR)).isEqualTo(3);
    long body = stored.xattrs(stored.inode("y"));
    ErofsLayout shared = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    assertThat(stored.view().get(shared, body)).isOne();
    assertThat(stored.view().u32(body + 12)).isZero();
    Inspection.accepted(stored.bytes(), Profile.CANONICAL);
  }

  /** Shared xattrs may end with a block too, and data starts there. */
  @Test
  void tableMayEndWithItsBlock() {
    for (String name : new String[] {"x", "y"}) {
      root.node(name, FileType.FIFO).xattr("user.a", "v".repeat(12288 - 9408 - 2 * 64 - 5));
    }
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.view().get(ErofsLayout.COMPACT_I_U, stored.root())).isEqualTo(3);
    Inspection.accepted(stored.bytes(), Profile.CANONICAL);
  }

  /** That of a directory means nothing. */
  @Test
  void sizeOfADirectoryIsThatOfItsEntries() {
    root.directory("d").set(Part.SIZE, 1L << 40);
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.isExtended(stored.inode("d"))).isFalse();
    assertThat(stored.size(stored.inode("d"))).isEqualTo(27);
  }

  @Test
  void chunksNearTheLimitMayNeedABlock() {
    StoredImage stored = new StoredImage(ErofsTrees.CHUNKS_IN_A_BLOCK.tree(), 0);
    // One block is the root's, one that of the file z; the others hold chunks.
    assertThat(dataBlocks(stored)).isGreaterThan(2);
    long end = stored.bytes().length;
    assertThat(stored.view().u32(end - 2 * 4096)).isEqualTo(ErofsLayout.NULL_ADDRESS);
    assertThat(stored.view().u32(end - 4096 - 4)).isEqualTo(ErofsLayout.NULL_ADDRESS);
  }

  private static long dataBlocks(StoredImage stored) {
    long root = 4096 * stored.view().get(ErofsLayout.COMPACT_I_U, stored.root());
    return (stored.bytes().length - root) / 4096;
  }

  /**
   * By name, then by the length of the value, then by its bytes, all of them descending (E-413).
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void sharedXattrsDescend(int version) {
    List<String> paths =
        List.of(
            "aaaaaaa", "aaaaaa2", "aaaaaa1", "aaaaaa", "bbcda", "abcdz", "aaaaa", "aab", "c\u00ff",
            "c", "b");
    for (int name = 0; name < 2 * paths.size(); name++) {
      String path = paths.get(name * 4 % paths.size());
      root.file("f" + name, path).digest((char) ('A' + path.charAt(0))).xattr("user.x", "v" + path);
    }
    String image = new String(ErofsSpecimen.write(tree, version), StandardCharsets.ISO_8859_1);
    List<Integer> places = new ArrayList<>();
    places.add(image.indexOf("xvaaaaaaa"));
    for (String path : paths) {
      String valueSize = (char) (1 + path.length()) + "\0";
      places.add(image.indexOf(valueSize + "overlay.redirect/" + path));
    }
    for (char digest : new char[] {'A' + 'c', 'A' + 'b', 'A' + 'a'}) {
      places.add(image.indexOf(String.valueOf(digest).repeat(32)));
    }
    assertThat(places).isSorted().doesNotHaveDuplicates().allMatch(place -> place > 0);
  }

  /** What is written piece by piece is what is written at once. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void writesTheSameToAStream(int version) throws Exception {
    for (int i = 0; i < 6000; i++) {
      TestTree.Node directory = root.directory("d" + i);
      directory.file("f", "p" + i).digest('a').xattr("user.x", "v" + i % 7);
    }
    Budget budget = new Budget(Limits.DEFAULT, 1 << 30);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ErofsWriter.write(tree.image(), version, budget, out);
    assertThat(out.toByteArray())
        .isEqualTo(ErofsWriter.write(tree.image(), version, budget))
        .hasSizeGreaterThan(1 << 20);
  }

  /** A directory with a whiteout has a mark that is stored as another directory's own xattr is. */
  @ParameterizedTest
  @ValueSource(strings = {"trusted.overlay.opaque", "user.overlay.opaque"})
  void markIsSharedWithAnXattrOfTheTree(String key) {
    ErofsTrees.whiteout(root.directory("a"), "w");
    root.directory("b").xattr(key, "x");
    StoredImage stored = new StoredImage(tree, 1);
    long own = stored.xattrs(stored.inode("b"));
    assertThat(stored.view().get(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, own)).isOne();
    Inspection.accepted(stored.bytes(), Profile.CANONICAL);
  }
}
