package io.takecover.erofs;

import static io.takecover.erofs.ErofsDefects.defect;
import static io.takecover.erofs.XattrEntry.SECURITY;
import static io.takecover.erofs.XattrEntry.TRUSTED;
import static io.takecover.erofs.XattrEntry.USER;

import io.takecover.fixture.Defect;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.rule.Violation;
import java.util.stream.Stream;

/** Images with marks for overlayfs, or labels of stubs, that are wrong. */
final class ErofsMarkDefects {
  private static final ErofsLayout VALUE_SIZE = ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE;
  private static final ErofsLayout NAME_LEN = ErofsLayout.XATTR_ENTRY_E_NAME_LEN;
  private static final ErofsLayout ICOUNT = ErofsLayout.COMPACT_I_XATTR_ICOUNT;
  private static final ErofsLayout ID = ErofsLayout.SHARED_ID_ID;

  private ErofsMarkDefects() {}

  static Stream<Defect> all() {
    return Stream.of(whiteouts(), directories(), redirects(), keys(), labels())
        .flatMap(defects -> defects);
  }

  private static ErofsPatch types() {
    return ErofsSpecimen.TYPES.patch();
  }

  private static Stream<Defect> whiteouts() {
    ErofsPatch types = types();
    long file = types.inode("/chr00");
    long mark = types.xattr(file, TRUSTED, "overlay.overlay.whiteout");
    long twin = types.xattr(file, USER, "overlay.whiteout");
    return Stream.of(
        defect(
            "whiteout-for-the-other-reader",
            types().text(mark + 4, "overlay.overlay.whiteouX").fixFilter(file),
            ErofsRule.WHITEOUT,
            Region.KEY,
            twin + 4,
            16),
        defect(
            "whiteout-of-a-fifo",
            types()
                .set(ErofsLayout.COMPACT_I_MODE, file, 010644)
                .set(ErofsLayout.DIRENT_FILE_TYPE, types.dirent("/chr00"), 5),
            ErofsRule.WHITEOUT,
            Region.KEY,
            mark + 4,
            24),
        defect(
            "whiteout-with-content",
            types()
                .set(ErofsLayout.COMPACT_I_FORMAT, file, 4)
                .set(ErofsLayout.COMPACT_I_SIZE, file, 1),
            ErofsRule.WHITEOUT,
            Region.KEY,
            mark + 4,
            24));
  }

  private static Stream<Defect> directories() {
    ErofsPatch types = types();
    long root = types.inode("/");
    long mark = types.xattr(root, TRUSTED, "overlay.overlay.whiteouts");
    long twin = types.xattr(root, USER, "overlay.whiteouts");
    long opaque = types.xattr(root, TRUSTED, "overlay.opaque");
    TestTree tree = new TestTree();
    tree.root()
        .node("f", FileType.FIFO)
        .xattr("trusted.overlay.whiteoutX", "")
        .xattr("user.overlay.whiteoutX", "");
    ErofsPatch fifo = ErofsPatch.of(ErofsSpecimen.write(tree, 1));
    long file = fifo.inode("/f");
    long onFifo = fifo.xattr(file, TRUSTED, "overlay.overlay.whiteoutX");
    fifo.text(onFifo + 4 + 24, "s");
    fifo.text(fifo.xattr(file, USER, "overlay.whiteoutX") + 4 + 16, "s").fixFilter(file);
    return Stream.of(
        defect(
            "whiteouts-for-the-other-reader",
            types().text(mark + 4, "overlay.overlay.whiteoutX").fixFilter(root),
            ErofsRule.WHITEOUTS,
            Region.KEY,
            twin + 4,
            17),
        defect(
            "whiteouts-with-a-value",
            types().set(VALUE_SIZE, mark, 1),
            ErofsRule.WHITEOUTS,
            VALUE_SIZE,
            mark,
            1),
        defect(
            "whiteouts-with-a-value-for-the-other",
            types().set(VALUE_SIZE, twin, 2),
            ErofsRule.WHITEOUTS,
            VALUE_SIZE,
            twin,
            2),
        defect("whiteouts-of-a-fifo", fifo, ErofsRule.WHITEOUTS, Region.KEY, onFifo + 4, 25),
        defect(
            "root-opaque-in-two-bytes",
            types().set(VALUE_SIZE, opaque, 2),
            ErofsRule.ROOT_OPAQUE,
            ICOUNT,
            root,
            types.get(ICOUNT, root)),
        defect(
            "root-opaque-by-x",
            types().text(opaque + 4 + 14, "x"),
            ErofsRule.ROOT_OPAQUE,
            ICOUNT,
            root,
            types.get(ICOUNT, root)));
  }

  private static Stream<Defect> redirects() {
    return Stream.of(redirect("redirect-of-1", 1, 1), redirect("redirect-of-4096", 4094, 4096));
  }

  /** A file whose redirect has another size than a slash and its path. */
  private static Defect redirect(String name, int path, int size) {
    TestTree tree = new TestTree();
    ErofsTrees.external(tree.root(), "f", 1).payload("p".repeat(path));
    ErofsPatch patch = ErofsPatch.of(ErofsSpecimen.write(tree, 1));
    long at = patch.xattr(patch.inode("/f"), TRUSTED, "overlay.redirect");
    patch.set(VALUE_SIZE, at, size).u8(at + 4 + 16 + Math.min(path, size), 0);
    return defect(name, patch, ErofsRule.REDIRECT, VALUE_SIZE, at, size);
  }

  private static Stream<Defect> keys() {
    TestTree tree = new TestTree();
    tree.root().node("f", FileType.FIFO).xattr("trusted." + "t".repeat(247), "");
    ErofsPatch patch = ErofsPatch.of(ErofsSpecimen.write(tree, 1));
    long at = patch.xattr(patch.inode("/f"), TRUSTED, "t".repeat(247));
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, at, SECURITY).fixFilter(patch.inode("/f"));
    return Stream.of(defect("key-of-256", patch, ErofsRule.KEY_LENGTH, NAME_LEN, at, 247));
  }

  /** Stubs have the root's label, one of many xattrs that are shared. */
  private static ErofsPatch labelled() {
    TestTree tree = new TestTree();
    tree.root().xattr("security.selinux", "label");
    for (String name : new String[] {"f", "g"}) {
      tree.root().node(name, FileType.FIFO).xattr("security.capability", "c");
      tree.root().node(name + "1", FileType.FIFO).xattr("security.selinux", "other");
      tree.root().node(name + "2", FileType.FIFO).xattr("security.selinux", "longer");
    }
    return ErofsPatch.of(ErofsSpecimen.write(tree, 1));
  }

  private static Stream<Defect> labels() {
    ErofsPatch labelled = labelled();
    long stub = labelled.inode("/7f");
    long root = labelled.inode("/");
    long body = stub + 32;
    ErofsPatch bare = labelled().set(ICOUNT, stub, 0);
    for (int k = 0; k < 16; k++) {
      bare.u8(body + k, 0);
    }
    ErofsPatch fromRoot = labelled();
    fromRoot.set(ID, root + 32 + 12, id("/f")).fixFilter(root);
    return Stream.of(
        stub("stub-without-label", bare, stub, 0),
        stub("stub-with-another-xattr", withId("/f"), stub, 1),
        stub("stub-with-another-label", withId("/f1"), stub, 1),
        stub("stub-with-a-longer-label", withId("/f2"), stub, 1),
        stub("stub-with-label-of-none", fromRoot, labelled.inode("/00"), 1));
  }

  private static Defect stub(String name, ErofsPatch patch, long stub, long found) {
    return new Defect(
        name,
        patch.bytes(),
        new Violation(ErofsRule.STUB, stub + ICOUNT.offset(), ICOUNT.path(), found));
  }

  private static long id(String path) {
    ErofsPatch labelled = labelled();
    return labelled.get(ID, labelled.inode(path) + 32 + 12);
  }

  /** The stub 7f with the xattr of another inode. */
  private static ErofsPatch withId(String path) {
    ErofsPatch labelled = labelled();
    long stub = labelled.inode("/7f");
    return labelled.set(ID, stub + 32 + 12, id(path)).fixFilter(stub);
  }
}
