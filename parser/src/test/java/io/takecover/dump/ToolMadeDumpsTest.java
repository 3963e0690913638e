package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.SharedFiles;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.Patch;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dumps that the composefs project tests its own tools with. */
class ToolMadeDumpsTest {
  @ParameterizedTest
  @CsvSource({
    "cs9-x86_64-developer.dump.gz, true",
    "config.dump.gz, true",
    "bigfile.dump, true",
    "bigfile-xattr.dump, true",
    "special.dump, false",
    "special_v1.dump, false",
  })
  void dumpComesBack(String name, boolean canonical) throws Exception {
    byte[] text = read(name);
    Image image = accepted(text);
    StringBuilder out = new StringBuilder();
    DumpWriter.write(image, out, Limits.DEFAULT);
    String given = new String(text, StandardCharsets.US_ASCII);
    if (canonical) {
      assertThat(out.toString().equals(given)).isTrue();
    } else {
      // The tool lists xattrs in the order of its image, which has its own reasons (D-084).
      assertThat(sortedXattrs(out.toString())).isEqualTo(sortedXattrs(given));
    }
  }

  /**
   * What the native writer makes of a dump is, byte for byte, what the tool of 2023 made of the
   * same source, but for what that tool did not know: attributes of the root, and the sizes of
   * symlinks. The times of {@code config} are not the same in the two sources.
   */
  @ParameterizedTest
  @CsvSource({"cs9-x86_64-developer, 64246, false", "config, 8762, true"})
  void nativeImageIsThatOfTheTool(String name, int inodes, boolean otherTimes) throws Exception {
    Image tree = accepted(read(name + ".dump.gz"));
    assertThat(tree.inodeCount()).isEqualTo(inodes);
    Patch patch = Patch.of(Composefs.write(tree, Format.NATIVE, Limits.DEFAULT));
    byte[] expected = Files.readAllBytes(SharedFiles.require("images/native/" + name + ".cfs"));
    Image theirs = Inspection.accepted(expected, Profile.STRICT).image();
    for (int inode = 0; inode < inodes; inode++) {
      long at = Patch.inodeAt(inode);
      if (inode == Image.ROOT) {
        patch.set(NativeLayout.INODE_ST_MODE, at, theirs.mode(inode));
      }
      FileType type = theirs.type(inode);
      if (type == FileType.DIRECTORY || type == FileType.SYMLINK) {
        patch.set(NativeLayout.INODE_ST_SIZE, at, theirs.size(inode));
      }
      if (inode == Image.ROOT || otherTimes) {
        patch.set(NativeLayout.INODE_ST_MTIM_SEC, at, theirs.mtimeSeconds(inode));
        patch.set(NativeLayout.INODE_ST_CTIM_SEC, at, theirs.ctimeSeconds(inode));
      }
    }
    assertThat(Arrays.mismatch(patch.bytes(), expected)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "dot-name, PATH_DOTS, 40",
    "dotdot-name, PATH_DOTS, 40",
    "empty-name, PATH_END, 40",
    "no-ftype, MODE_TYPE, 51",
    "too-big, FILE_SIZE, 40",
  })
  void dumpThatShouldFailDoes(String name, DumpRule rule, long offset) throws IOException {
    byte[] text = read("should-fail-" + name + ".dump");
    for (boolean lenient : new boolean[] {false, true}) {
      DumpVerdict verdict = Composefs.readDump(text, Limits.DEFAULT, lenient);
      assertThat(verdict).isInstanceOf(DumpVerdict.Rejected.class);
      Violation first = ((DumpVerdict.Rejected) verdict).first();
      assertThat(first.rule()).isEqualTo(rule);
      assertThat(first.offset()).isEqualTo(offset);
    }
  }

  private static Image accepted(byte[] text) {
    DumpVerdict verdict = Composefs.readDump(text, Limits.DEFAULT, false);
    assertThat(verdict).isInstanceOf(DumpVerdict.Accepted.class);
    return ((DumpVerdict.Accepted) verdict).image();
  }

  private static List<String> sortedXattrs(String text) {
    return text.lines()
        .map(line -> Arrays.stream(line.split(" ")).skip(11).sorted())
        .map(xattrs -> xattrs.collect(Collectors.joining(" ")))
        .toList();
  }

  private static byte[] read(String name) throws IOException {
    Path file = SharedFiles.require("dumps/" + name);
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }
}
