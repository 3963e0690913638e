package io.takecover.dump;

import static io.takecover.dump.DumpDefect.PLAIN;
import static io.takecover.dump.DumpDefect.ROOT;
import static io.takecover.dump.DumpDefects.DIGEST;
import static io.takecover.dump.DumpDefects.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Specimen;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Lookup;
import io.takecover.model.Part;
import io.takecover.model.SameTree;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, where the text is good. */
class DumpReaderTest {
  static DumpVerdict.Accepted accepted(String text, boolean lenient) {
    DumpVerdict verdict = Composefs.readDump(DumpDefect.bytes(text), Limits.DEFAULT, lenient);
    assertThat(verdict).isInstanceOf(DumpVerdict.Accepted.class);
    return (DumpVerdict.Accepted) verdict;
  }

  static Violation rejected(String text, boolean lenient) {
    DumpVerdict verdict = Composefs.readDump(DumpDefect.bytes(text), Limits.DEFAULT, lenient);
    assertThat(verdict).isInstanceOf(DumpVerdict.Rejected.class);
    return ((DumpVerdict.Rejected) verdict).first();
  }

  static String print(Image image) throws Exception {
    StringBuilder out = new StringBuilder();
    DumpWriter.write(image, out, Limits.DEFAULT);
    return out.toString();
  }

  private static Image read(String text) {
    return accepted(text, false).image();
  }

  private static List<Rule> notes(String text) {
    return accepted(text, false).notes().stream().map(Violation::rule).toList();
  }

  /** Texts at the ends of what is allowed, each of which is canonical. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a 0 100644 1 0 0 0 0.0 - - -\n",
        "/a 9007199254740992 100644 1 0 0 0 0.0 - - -\n",
        "/a 0 107777 1 4294967294 4294967294 0 0.0 - - -\n",
        "/a 9223372036854775807 40755 2 0 0 0 0.0 - - -\n",
        "/a 0 100644 1 0 0 0 -9223372036854775808.999999999 - - -\n",
        "/a 0 100644 1 0 0 0 9223372036854775807.0 - - -\n",
        "/a 0 20644 1 0 0 4294967295 0.0 - - -\n",
        "/a 0 60644 1 0 0 1 0.0 - - -\n",
        "/a 0 10644 1 0 0 0 0.0 - - -\n/b 0 140644 1 0 0 0 0.0 - - -\n",
        "/a 3 100644 1 0 0 0 0.0 x/y - -\n",
        "/a 3 100644 1 0 0 0 0.0 - - -\n",
        "/a 3 100644 1 0 0 0 0.0 - a\\x00\\n -\n",
        "/a 1 100644 1 0 0 0 0.0 \\x2d - -\n/b 1 100644 1 0 0 0 0.0 - \\x2d -\n",
        "/- 1 120777 1 0 0 0 0.0 / - -\n",
        "/a 0 100644 1 0 0 0 0.0 - - - user.x= user.y\\x3d=a\\x3d\\x00\\\\\n",
        "/\\x20\\t\\\\\\xff=- 0 100644 1 0 0 0 0.0 - - -\n",
        "/.a 0 40755 3 0 0 0 0.0 - - -\n/.a/... 0 40755 2 0 0 0 0.0 - - -\n",
      })
  void canonicalTextComesBack(String lines) throws Exception {
    String root = lines.contains(" 40755") ? ROOT.replace("40755 2", "40755 3") : ROOT;
    assertThat(print(read(root + lines))).isEqualTo(root + lines);
    byte[] bytes = DumpDefect.bytes(root + lines);
    Image image = read(root + lines);
    assertThat(CanonicalText.firstDifference(image, ByteView.of(bytes), Limits.DEFAULT)).isNull();
  }

  @Test
  void longestOfEverything() throws Exception {
    String name = "n".repeat(255);
    String key = "user." + "k".repeat(250);
    String lines =
        "/"
            + name
            + " 4095 100644 1 0 0 0 0.0 "
            + "p".repeat(4095)
            + " - -\n"
            + "/y 5000 100644 1 0 0 0 0.0 - "
            + "c".repeat(5000)
            + " -\n"
            + "/z 4095 120777 1 0 0 0 0.0 "
            + "t".repeat(4095)
            + " - - "
            + key
            + "="
            + "v".repeat(32_767 - 12 - 7 - 255)
            + "\n";
    assertThat(print(read(ROOT + lines))).isEqualTo(ROOT + lines);
    String longest = DumpDefects.chain(16, 240, "", "n".repeat(239));
    assertThat(read(longest).inodeCount()).isEqualTo(18);
    String part = "user.x=" + "\\x00".repeat(16_382);
    assertThat(part).hasSize(65_535);
    assertThat(read(ROOT + "/a 0 100644 1 0 0 0 0.0 - - - " + part + "\n").valueLength(0))
        .isEqualTo(16_382);
  }

  @Test
  void whatIsNotCanonicalIsReadAndTold() throws Exception {
    String[] texts = {
      ROOT + "/\\x61§ 0 100644" + PLAIN,
      ROOT + "/b 0 100644" + PLAIN + "/a 0 100644" + PLAIN,
      ROOT + "/a 0 0100644" + PLAIN,
      ROOT + "/a 0 100644 1 0 0 0 0.0 - - - user.x=a=b\n",
      ROOT + "/a 0 100644 1 0 0 0 0.0 - - - user.b=1 user.a=2\n",
      "/ 0 40755 7 0 0 0 0.0 - - -\n",
    };
    long[] offsets = {29, 29, 33, 66, 63, 10};
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i].replace("§", "");
      ByteView bytes = ByteView.of(DumpDefect.bytes(text));
      Violation first = CanonicalText.firstDifference(read(text), bytes, Limits.DEFAULT);
      assertThat(first.rule()).isEqualTo(DumpRule.CANONICAL_TEXT);
      assertThat(first.offset()).as(text).isEqualTo(offsets[i]);
    }
  }

  @Test
  void textBehindTheCanonicalOneIsTold() throws Exception {
    Image image = read(ROOT);
    ByteView longer = ByteView.of(DumpDefect.bytes(ROOT + ROOT));
    assertDiffers(image, longer, ROOT.length(), '/');
    assertDiffers(image, ByteView.of(DumpDefect.bytes(ROOT.substring(1))), 0, ROOT.charAt(1));
    ByteView shorter = ByteView.of(DumpDefect.bytes(ROOT)).slice(0, ROOT.length() - 1);
    assertDiffers(image, shorter, ROOT.length() - 1, 0);
  }

  private static void assertDiffers(Image image, ByteView text, long at, long found)
      throws Exception {
    assertThat(CanonicalText.firstDifference(image, text, Limits.DEFAULT))
        .isEqualTo(new Violation(DumpRule.CANONICAL_TEXT, at, "dump", found));
  }

  @Test
  void entriesAreSortedAndLinesMayStandInAnyOrder() throws Exception {
    String text =
        ROOT
            + "/b 0 40755 9 0 0 0 0.0 - - -\n"
            + link("/a", "/b/y")
            + "/b/\\xff 0 10644"
            + PLAIN
            + "/b/z 0 40755"
            + PLAIN
            + "/c 0 140644"
            + PLAIN
            + "/b/y 0 100644 3 0 0 0 0.0 - - -\n"
            + link("/b/x", "/b/y")
            + "/b/z/q 0 10644"
            + PLAIN;
    assertThat(print(read(text)).lines().map(line -> line.substring(0, line.indexOf(" 0 "))))
        .containsExactly("/", "/a", "/b", "/b/x", "/b/y", "/b/z", "/b/z/q", "/b/\\xff", "/c");
    Image image = read(text);
    assertThat(image.nlink(Image.ROOT)).isEqualTo(3);
    assertThat(image.nlink(inode(image, "/b"))).isEqualTo(3);
    assertThat(inode(image, "/a")).isEqualTo(inode(image, "/b/y"));
    assertThat(image.isPrimary(image.firstEntry(Image.ROOT))).isFalse();
    assertThat(print(image)).contains("/a 0 @100644 3 0 0 0 0.0 /b/y - -\n");
  }

  @Test
  void digestIsDecoded() {
    Image image = read(ROOT + "/f 1 100644 1 0 0 0 0.0 p - " + DIGEST + "\n");
    int f = inode(image, "/f");
    assertThat(image.hasDigest(f)).isTrue();
    assertThat(image.bytes().u8(image.digestAt(f))).isEqualTo(0x01);
    assertThat(image.bytes().u8(image.digestAt(f) + 31)).isEqualTo(0xef);
  }

  @Test
  void equalXattrsInARowAreOneSet() {
    String xattrs = "1 0 0 0 0.0 - - - user.b=2 user.a=1\n";
    Image image =
        read(
            ROOT
                + "/a 0 100644 "
                + xattrs
                + "/b 0 100644 "
                + xattrs
                + "/c 0 100644"
                + PLAIN
                + "/d 0 100644 "
                + xattrs);
    assertThat(image.xattrSetCount()).isEqualTo(1);
    assertThat(image.xattrSet(inode(image, "/d"))).isZero();
    assertThat(image.xattrSet(inode(image, "/c"))).isEqualTo(-1);
    assertThat(image.compareKeys(0, 1)).isNegative();
  }

  @Test
  void linkMayRepeatItsTargetsXattrs() {
    String a = "/a 0 100644 3 0 0 0 0.0 - - - user.x=1 user.y=2\n";
    String b = "/b 0 @100644 3 0 0 0 0.0 /a - - user.y=2 user.\\x78=\\x31\n";
    assertThat(read(ROOT + a + b + link("/c", "/a").replace(" 2 ", " 3 ")).inodeCount())
        .isEqualTo(2);
  }

  @Test
  void notes() {
    String content = "c".repeat(65);
    String target = "t".repeat(1025);
    assertThat(
            notes(
                ROOT
                    + "/a 65 100644 1 0 0 0 0.0 - "
                    + content
                    + " -\n"
                    + "/b 1025 120777 1 0 0 0 0.0 "
                    + target
                    + " - -"
                    + " user.overlay.whiteout=1 user.overlay.whiteouts=1\n"))
        .containsExactly(DumpRule.CONTENT_LARGE, DumpRule.SYMLINK_LONG, DumpRule.WHITEOUT_KEY);
    assertThat(
            notes(
                ROOT
                    + "/a 64 100644 1 0 0 0 0.0 - "
                    + content.substring(1)
                    + " -\n"
                    + "/b 1024 120777 1 0 0 0 0.0 "
                    + target.substring(1)
                    + " - -"
                    + " user.overlay.whiteou=1 user.overlay.whiteoutx=1\n"))
        .isEmpty();
  }

  @Test
  void rulesOfTreesAreAskedAndSayWhereInTheText() {
    Violation violation = rejected(ROOT + "/a 0 100644 1 4294967295 0 0 0.0 - - -\n", false);
    assertThat(violation)
        .isEqualTo(new Violation(TreeRule.UID_VALID, ROOT.length() + 14, "line.uid", 0xffffffffL));
    String dots = ROOT + "/a 1 100644 1 0 0 0 0.0 p/../q - -\n";
    assertThat(rejected(dots, true).rule()).isEqualTo(TreeRule.PAYLOAD_RELATIVE);
    assertThat(rejected(dots, true).offset()).isEqualTo(dots.indexOf("p/"));
    String key =
        ROOT + "/a 0 100644 1 0 0 0 0.0 - - - user.x=1\n/b 0 10644 1 0 0 0 0.0 - - - x=1\n";
    assertThat(rejected(key, false).rule()).isEqualTo(TreeRule.KEY_NAMESPACE);
    assertThat(rejected(key, false).offset()).isEqualTo(key.indexOf("x=1\n", key.indexOf("/b")));
  }

  @Test
  void originsOfEveryPart() {
    String f = "/f 1 100644 1 0 0 0 0.0 p - " + DIGEST + " user.x=1\n";
    DumpVerdict.Accepted accepted = accepted(ROOT + f, false);
    for (Part part : Part.values()) {
      long at = accepted.origins().offset(part, part.of() == Part.Of.INODE ? 1 : 0);
      String rest = (ROOT + f).substring(Math.toIntExact(at));
      String expected =
          switch (part) {
            case MODE -> "100644 ";
            case NLINK -> "1 0 0 0 ";
            case UID -> "0 0 0 ";
            case GID -> "0 0 0.0";
            case RDEV -> "0 0.0";
            case SIZE -> "1 100644 ";
            case MTIME_SECONDS, MTIME_NANOSECONDS -> "0.0";
            case PAYLOAD, TARGET -> "p ";
            case CONTENT -> "- 0";
            case DIGEST -> DIGEST;
            case KEY, KEY_LENGTH -> "user.x";
            default -> "/f ";
          };
      assertThat(rest).as(part.name()).startsWith(expected);
      assertThat(accepted.origins().path(part)).startsWith("line.");
    }
  }

  /** As many files as a table has room for, and one more or less; a set of xattrs each. */
  @Test
  void treesOfEachSize() throws Exception {
    StringBuilder text = new StringBuilder(ROOT);
    for (int files = 1; files < 40; files++) {
      text.append("/%02d 0 100644 1 0 0 0 0.0 - - -".formatted(files));
      for (int key = 0; key < files % 10; key++) {
        text.append(" user.%d=%d".formatted(key, files));
      }
      text.append('\n');
      DumpVerdict.Accepted accepted = accepted(text.toString(), false);
      Image image = accepted.image();
      assertThat(print(image)).isEqualTo(text.toString());
      for (int inode = 1; inode <= files; inode++) {
        for (int i = 0; i < image.xattrCount(inode); i++) {
          long at = accepted.origins().offset(Part.KEY, image.firstXattr(inode) + i);
          long line = accepted.origins().offset(Part.NAME, inode - 1);
          assertThat(at).isEqualTo(text.indexOf(" user.0", Math.toIntExact(line)) + 1);
        }
      }
    }
  }

  @Test
  void nativeImagesCannotHoldFilesWithoutBackingPath() {
    String good = ROOT + "/a 1 100644 1 0 0 0 0.0 p - -\n/b 0 100644 1 0 0 0 0.0 - - -\n";
    for (String bad :
        new String[] {"/c 1 100644 1 0 0 0 0.0 - x -\n", "/c 1 100644 1 0 0 0 0.0 - - -\n"}) {
      DumpVerdict.Accepted accepted = accepted(good + bad, false);
      assertThat(Composefs.unfit(accepted.image(), accepted.origins(), Format.NATIVE))
          .contains(
              new Violation(NativeRule.PAYLOAD_MISSING, good.length() + 24, "line.payload", 0));
    }
    DumpVerdict.Accepted accepted = accepted(good, false);
    assertThat(Composefs.unfit(accepted.image(), accepted.origins(), Format.NATIVE)).isEmpty();
  }

  @Test
  void textOverTheLimitIsRefused() {
    Limits limits = Limits.DEFAULT.withImageBytes(ROOT.length());
    assertThat(Composefs.readDump(DumpDefect.bytes(ROOT), limits, false))
        .isInstanceOf(DumpVerdict.Accepted.class);
    DumpVerdict verdict =
        Composefs.readDump(DumpDefect.bytes(ROOT), limits.withImageBytes(ROOT.length() - 1), false);
    assertThat(((DumpVerdict.Rejected) verdict).first().rule()).isEqualTo(LimitRule.IMAGE_SIZE);
  }

  @Test
  void writtenTreesAreReadAgain() throws Exception {
    Image specimen = Specimen.tree().image();
    String text = print(specimen);
    assertThat(SameTree.test(read(text), specimen)).isTrue();
    assertThat(print(read(text))).isEqualTo(text);
    for (int seed = 0; seed < 200; seed++) {
      Image image = tree(new Random(seed)).image();
      text = print(image);
      Image again = read(text);
      assertThat(SameTree.test(again, image)).as("seed %d", seed).isTrue();
      assertThat(print(again)).isEqualTo(text);
    }
  }

  private static TestTree tree(Random random) {
    TestTree tree = new TestTree();
    List<TestTree.Node> directories = new ArrayList<>(List.of(tree.root()));
    List<TestTree.Node> files = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      TestTree.Node parent = directories.get(random.nextInt(directories.size()));
      String name = (char) random.nextInt('0', 256) + "" + i;
      switch (random.nextInt(6)) {
        case 0 -> directories.add(parent.directory(name));
        case 1 -> files.add(parent.file(name, "pay-load" + i).digest('D'));
        case 2 -> files.add(parent.symlink(name, "\\\u0001=-/" + i));
        case 3 -> files.add(parent.node(name, FileType.REGULAR).content("\0-").set(Part.SIZE, 2));
        case 4 ->
            files.add(
                parent
                    .node(name, FileType.BLOCK_DEVICE)
                    .set(Part.RDEV, i)
                    .set(Part.UID, random.nextInt(Integer.MAX_VALUE))
                    .xattr("user.\u00ff" + i, "=\n"));
        default -> {
          if (!files.isEmpty()) {
            parent.link(name, files.get(random.nextInt(files.size())));
          }
        }
      }
    }
    return tree;
  }

  private static int inode(Image image, String path) {
    return Lookup.path(image, DumpDefect.bytes(path));
  }
}
