package io.takecover.nativefmt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict.Accepted;
import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Collisions;
import io.takecover.fixture.Fill;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.Patch;
import io.takecover.fixture.RawImage;
import io.takecover.fixture.RawImage.Chunk;
import io.takecover.fixture.RawImage.Dirent;
import io.takecover.fixture.Refusal;
import io.takecover.fixture.Specimen;
import io.takecover.fixture.TestTree;
import io.takecover.fixture.TestTree.Node;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.model.SameTree;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the writer makes, what it shares, and what it says of an image that is laid out otherwise.
 */
class NativeWriterTest {
  private static final String XATTRS = RawImage.xattrs("user.a", "1");

  private static void assertTwoPrimaries(TestTree tree) {
    Image image = tree.image();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composefs.write(image, Format.NATIVE, Limits.DEFAULT));
  }

  @Test
  void inodeWithTwoPrimaryNamesIsAFaultOfTheCaller() {
    TestTree tree = new TestTree();
    Node file = tree.root().node("a", FileType.FIFO);
    tree.root().entry("b", file, true);
    assertTwoPrimaries(tree);
  }

  @Test
  void moreBytesThanTheLimitAllowsAreNotWritten() throws RejectedException {
    Image image = Specimen.tree().image();
    int size = Specimen.image().length;
    assertThat(Composefs.write(image, Format.NATIVE, Limits.DEFAULT.withImageBytes(size)))
        .isEqualTo(Specimen.image());
    Limits limits = Limits.DEFAULT.withImageBytes(size - 1);
    assertThat(Refusal.of(() -> Composefs.write(image, Format.NATIVE, limits)))
        .isEqualTo(new Violation(LimitRule.IMAGE_SIZE, Violation.NOWHERE, "image", size));
  }

  @Test
  void chunksBehindTwoGibibytesKeepTheirPlaces() throws RejectedException {
    int piece = 1 << 28;
    ImageBuilder builder = new ImageBuilder(ByteView.of(new byte[piece]), 1);
    builder.addInode();
    builder.setPayload(0, 0, piece);
    Image image = builder.build();
    Limits limits = Limits.DEFAULT.withWorkPerByte(Integer.MAX_VALUE);
    ChunkTable chunks =
        new ChunkTable(image, new ChunkEncoder(image, new int[1]), new Budget(limits, piece));
    for (long i = 0; i < 10; i++) {
      assertThat(chunks.put(ChunkTable.PAYLOAD, 0, true, false)).isEqualTo(i * piece);
    }
    assertThat(chunks.put(ChunkTable.PAYLOAD, 0, true, true)).isZero();
    assertThat(chunks.end()).isEqualTo(10L * piece);
  }

  @Test
  void rootWithAPrimaryNameIsAFaultOfTheCaller() {
    TestTree tree = new TestTree();
    tree.root().entry("a", tree.root(), true);
    assertTwoPrimaries(tree);
  }

  @Test
  void inodeWithoutAPrimaryNameIsAFaultOfTheCaller() {
    TestTree tree = new TestTree();
    tree.root().link("a", tree.orphan(FileType.FIFO));
    Image image = tree.image();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Composefs.write(image, Format.NATIVE, Limits.DEFAULT));
  }

  @Test
  void orphansAreNotWritten() {
    TestTree tree = Specimen.tree();
    tree.orphan(FileType.FIFO);
    assertThat(tree.write()).isEqualTo(Specimen.image());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatIsWrittenIsTheSameTree(int files) {
    TestTree tree = Specimen.tree();
    for (int k = 0; k < files; k++) {
      tree.root().file("k" + k, "path" + k).digest((char) ('0' + k)).xattr("user.k", "" + k);
    }
    Accepted accepted = Inspection.accepted(tree.write(), Profile.CANONICAL);
    assertThat(accepted.canonical()).isTrue();
    assertThat(SameTree.test(accepted.image(), tree.image())).isTrue();
  }

  /** With a path, a digest and xattrs for each file, the table has to make room. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 100})
  void moreChunksThanTwoAnInode(int files) {
    TestTree tree = new TestTree();
    RawImage raw = new RawImage(files + 1);
    Dirent[] entries = new Dirent[files];
    for (int k = 0; k < files; k++) {
      String name = String.format("f%03d", k);
      entries[k] = Dirent.file(name, k + 1);
      tree.root().file(name, "path" + name).digest((char) k).xattr("user.k", name);
    }
    raw.directory(0, entries);
    for (int k = 0; k < files; k++) {
      raw.file(k + 1, raw.append("path" + entries[k].name()));
      raw.set(k + 1, NativeLayout.INODE_ST_SIZE, 8);
      raw.digest(k + 1, raw.append(String.valueOf((char) k).repeat(32)));
    }
    for (int k = 0; k < files; k++) {
      raw.xattrs(k + 1, raw.align(RawImage.xattrs("user.k", entries[k].name())));
    }
    assertThat(tree.write()).isEqualTo(raw.bytes());
    assertThat(Inspection.accepted(raw.bytes(), Profile.CANONICAL).canonical()).isTrue();
  }

  /** A chunk that a directory at inode 1 or 2 has, 32 bytes like a digest. */
  private static String entries(int inode) {
    return RawImage.dirents(Dirent.file("0123456789abcdef", inode));
  }

  /** Of one tree's bytes, so that they are looked up in one place before they are compared. */
  @Test
  void targetsThatStartTogetherOrOverlapAreDifferent() throws RejectedException {
    int[][] ranges = {{0, 3}, {0, 4}, {1, 3}, {0, 3}, {1, 2}, {0, 4}};
    ImageBuilder builder = new ImageBuilder(ByteView.of(Fill.text("abcdefgh")), 1);
    builder.addInode();
    builder.set(Image.ROOT, Part.MODE, 0040755);
    builder.set(Image.ROOT, Part.NLINK, 2);
    for (int[] range : ranges) {
      int link = builder.addInode();
      builder.set(link, Part.MODE, 0120777);
      builder.set(link, Part.NLINK, 1);
      builder.set(link, Part.SIZE, range[1]);
      builder.setPayload(link, range[0], range[1]);
    }
    builder.beginEntries(Image.ROOT);
    for (int i = 0; i < ranges.length; i++) {
      builder.setPrimary(builder.addEntry(Image.ROOT, i, 1, i + 1), true);
    }
    Image tree = builder.build();
    byte[] image = Composefs.write(tree, Format.NATIVE, Limits.DEFAULT);
    assertThat(SameTree.test(tree, Inspection.accepted(image, Profile.CANONICAL).image())).isTrue();
  }

  @Test
  void pathAndDigestMayBeTheEntriesOfADirectory() {
    TestTree tree = new TestTree();
    tree.root().directory("d").node("0123456789abcdef", FileType.REGULAR);
    tree.root().file("x", entries(3)).digest(entries(3));
    RawImage raw =
        new RawImage(4)
            .directory(0, Dirent.directory("d", 1), Dirent.file("x", 2))
            .directory(1, Dirent.file("0123456789abcdef", 3));
    Chunk chunk = new Chunk(32, 32);
    raw.file(2, chunk).digest(2, chunk).set(2, NativeLayout.INODE_ST_SIZE, 32);
    assertThat(tree.write()).isEqualTo(raw.inode(3, FileType.REGULAR, 1).bytes());
  }

  @Test
  void entriesAreNeverThoseThatAreThere() {
    TestTree tree = new TestTree();
    tree.root().file("a", entries(4));
    tree.root().directory("d").node("0123456789abcdef", FileType.REGULAR);
    tree.root().node("z", FileType.REGULAR).digest(entries(4));
    RawImage raw =
        new RawImage(5)
            .directory(0, Dirent.file("a", 1), Dirent.directory("d", 2), Dirent.file("z", 3));
    Chunk chunk = raw.append(entries(4));
    raw.file(1, chunk).set(1, NativeLayout.INODE_ST_SIZE, 32);
    raw.directory(2, Dirent.file("0123456789abcdef", 4));
    raw.inode(3, FileType.REGULAR, 1).digest(3, chunk).inode(4, FileType.REGULAR, 1);
    assertThat(tree.write()).isEqualTo(raw.bytes());
  }

  @Test
  void xattrsMayBeAPathOrADigest() {
    String xattrs = RawImage.xattrs("user.a", "v".repeat(20));
    TestTree tree = new TestTree();
    tree.root().file("a", xattrs).digest(xattrs);
    tree.root().node("b", FileType.FIFO).xattr("user.a", "v".repeat(20));
    RawImage raw =
        new RawImage(3)
            .directory(0, Dirent.file("a", 1), new Dirent("b", 2, FileType.FIFO))
            .inode(2, FileType.FIFO, 1);
    Chunk chunk = raw.append(xattrs);
    raw.file(1, chunk).digest(1, chunk).set(1, NativeLayout.INODE_ST_SIZE, 32).xattrs(2, chunk);
    assertThat(tree.write()).isEqualTo(raw.bytes());
  }

  @Test
  void equalSetsOfXattrsAreOne() {
    TestTree tree = new TestTree();
    RawImage raw = new RawImage(4);
    raw.directory(0, Dirent.file("a", 1), Dirent.file("b", 2), Dirent.file("c", 3));
    Chunk one = raw.align(XATTRS);
    Chunk other = raw.align(RawImage.xattrs("user.a", "2"));
    for (int k = 1; k <= 3; k++) {
      tree.root()
          .node(String.valueOf((char) ('a' + k - 1)), FileType.REGULAR)
          .xattr("user.a", k == 2 ? "2" : "1");
      raw.inode(k, FileType.REGULAR, 1).xattrs(k, k == 2 ? other : one);
    }
    assertThat(tree.write()).isEqualTo(raw.bytes());
  }

  /** The path stands last, and so does not have the bytes of the digest behind it. */
  @Test
  void chunksOfOneHashAndTwoLengthsAreTwo() throws RejectedException {
    String digest = Collisions.digests(1).get(0);
    String path = Collisions.shorter(digest);
    TestTree tree = new TestTree();
    tree.root().node("x", FileType.REGULAR).digest(digest);
    tree.root().file("y", path);
    RawImage raw = new RawImage(3).directory(0, Dirent.file("x", 1), Dirent.file("y", 2));
    raw.inode(1, FileType.REGULAR, 1).digest(1, raw.append(digest));
    raw.file(2, raw.append(path)).set(2, NativeLayout.INODE_ST_SIZE, 24);
    Budget budget = new Budget(Limits.DEFAULT, 1000);
    assertThat(NativeWriter.write(tree.image(), budget)).isEqualTo(raw.bytes());
    assertThat(budget.steps()).isEqualTo(2 * 3 + 2 * 2 + (1 + 30 / 8) + (1 + 4) + (1 + 3) + 1);
  }

  /** Twenty chunks with one hash, put in before the table makes room and looked for after that. */
  @Test
  void chunksThatCollideAreFoundInALargerTable() {
    String head = RawImage.xattrs("user.a", "v".repeat(20)).substring(0, 16);
    List<String> tails = Collisions.names(20, head);
    TestTree tree = new TestTree();
    for (int k = 0; k < 10; k++) {
      tree.root().file("a" + k, "path" + k).digest((char) k).xattr("user.b", "" + k);
    }
    for (int k = 0; k < 20; k++) {
      Node file = tree.root().file(String.format("b%02d", k), String.format("p%02d", k));
      file.digest(head + tails.get(k)).xattr("user.a", "vvvv" + tails.get(k));
    }
    Patch image = Patch.of(tree.write());
    for (int inode = 11; inode <= 30; inode++) {
      assertThat(image.chunkAt(inode, NativeLayout.INODE_XATTRS_OFF))
          .isEqualTo(image.chunkAt(inode, NativeLayout.INODE_DIGEST_OFF));
    }
    // A root and its 30 files: entries, paths, digests, and only the xattrs that are new.
    long names = 30 * 2L + 20;
    long vdata = 4 + 30 * 12 + names + 10 * 5 + 20 * 3 + 30 * 32;
    assertThat(image.chunkAt(1, NativeLayout.INODE_XATTRS_OFF))
        .isEqualTo(128 + 31 * 96 + (vdata + 3) / 4 * 4);
    assertThat(image.bytes()).hasSize((int) (128 + 31 * 96 + (vdata + 3) / 4 * 4 + 10 * 16 - 3));
  }

  private static RawImage oneFile() {
    return new RawImage(2).directory(0, Dirent.file("a", 1));
  }

  private static Violation noteOf(RawImage raw) {
    Accepted accepted = Inspection.accepted(raw.bytes(), Profile.STRICT);
    assertThat(accepted.canonical()).isFalse();
    assertThat(accepted.notes()).hasSize(1);
    assertThat(Inspection.rejected(raw.bytes(), Profile.CANONICAL).violations())
        .containsExactlyElementsOf(accepted.notes());
    return accepted.notes().get(0);
  }

  @Test
  void chunksInAnotherOrder() {
    RawImage raw = oneFile();
    raw.digest(1, raw.append("D".repeat(32))).file(1, raw.append("p"));
    assertThat(noteOf(raw))
        .isEqualTo(
            new Violation(
                NativeRule.CANONICAL_VDATA,
                Patch.inodeAt(1) + NativeLayout.INODE_VARIABLE_DATA_OFF.offset(),
                "inode.variable_data.off",
                17 + 32));
  }

  @Test
  void xattrsBeforeThePath() {
    RawImage raw = oneFile();
    raw.xattrs(1, raw.align(XATTRS)).file(1, raw.append("p"));
    assertThat(noteOf(raw).rule()).isEqualTo(NativeRule.CANONICAL_SHARING);
  }

  @Test
  void equalChunksStoredTwice() {
    RawImage raw = new RawImage(3).directory(0, Dirent.file("a", 1), Dirent.file("b", 2));
    raw.file(1, raw.append("path")).file(2, raw.append("path"));
    assertThat(noteOf(raw))
        .isEqualTo(
            new Violation(
                NativeRule.CANONICAL_SHARING,
                Patch.inodeAt(2) + NativeLayout.INODE_VARIABLE_DATA_OFF.offset(),
                "inode.variable_data.off",
                4 + 2 * 12 + 2 + 4));
  }

  @Test
  void orphansShowInTheSections() {
    RawImage raw =
        new RawImage(4).directory(0, Dirent.file("a", 1), Dirent.file("b", 1), Dirent.file("c", 3));
    raw.inode(1, FileType.REGULAR, 2).inode(2, FileType.REGULAR, 1).inode(3, FileType.REGULAR, 1);
    Accepted accepted = Inspection.accepted(raw.bytes(), Profile.LENIENT_V3);
    assertThat(accepted.canonical()).isFalse();
    assertThat(accepted.notes())
        .contains(new Violation(NativeRule.CANONICAL_SECTIONS, 8, "sb.vdata_offset", 128 + 4 * 96));
  }

  @Test
  void unusedWordsShowAsThemselves() {
    byte[] image = Specimen.patch().u8(Patch.inodeAt(Specimen.F) + 90, 7).bytes();
    Accepted accepted = Inspection.accepted(image, Profile.LENIENT_V3);
    assertThat(accepted.canonical()).isFalse();
    assertThat(accepted.notes())
        .containsExactly(
            new Violation(
                NativeRule.INODE_UNUSED, Patch.inodeAt(Specimen.F) + 90, "inode.unused", 7));
  }

  @Test
  void firstByteMayDiffer() throws RejectedException {
    ByteView zeros = ByteView.of(new byte[Specimen.image().length]);
    Budget budget = new Budget(Limits.DEFAULT, zeros.size());
    assertThat(NativeWriter.firstDifference(Specimen.tree().image(), zeros, budget))
        .isEqualTo(new Violation(NativeRule.CANONICAL_VDATA, 0, "sb.version", 0));
  }

  @Test
  void writerSaysWhereUnusedWordsDiffer() throws RejectedException {
    byte[] image = Specimen.patch().u8(Patch.inodeAt(Specimen.F) + 90, 7).bytes();
    Budget budget = new Budget(Limits.DEFAULT, image.length);
    assertThat(NativeWriter.firstDifference(Specimen.tree().image(), ByteView.of(image), budget))
        .isEqualTo(
            new Violation(
                NativeRule.INODE_UNUSED, Patch.inodeAt(Specimen.F) + 90, "inode.unused", 7));
  }

  /** 2 an inode, 2 an entry, 1 an xattr; of a chunk, 1 and its words, and 1 more that is met. */
  @Test
  void workIsPaidForWhereItIsDone() throws RejectedException {
    TestTree tree = new TestTree();
    tree.root().file("a", "path");
    tree.root().file("b", "path").digest('D').xattr("user.a", "1");
    Budget budget = new Budget(Limits.DEFAULT, 1000);
    assertThat(NativeWriter.write(tree.image(), budget))
        .hasSize(128 + 3 * 96 + 30 + 4 + 32 + 2 + 13);
    int fixed = 2 * 3 + 2 * 2 + 1;
    int chunks = (1 + 30 / 8) + 1 + (1 + 1 + 1) + (1 + 32 / 8) + (1 + 13 / 8);
    assertThat(budget.steps()).isEqualTo(fixed + chunks);
  }

  @Test
  void spentBudgetRefuses() throws RejectedException {
    Budget budget = new Budget(Limits.DEFAULT, 0);
    budget.work(Budget.FREE_STEPS);
    assertThat(Refusal.of(() -> NativeWriter.write(Specimen.tree().image(), budget)).rule())
        .isEqualTo(LimitRule.WORK);
  }
}
