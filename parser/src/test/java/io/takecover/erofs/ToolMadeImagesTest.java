package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Format;
import io.takecover.SharedFiles;
import io.takecover.Verdict.Accepted;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.fixture.Inspection;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that mkcomposefs made are accepted, and hold the tree that they were made of. */
class ToolMadeImagesTest {
  private static final List<String> COLUMNS =
      List.of(
          "PATH", "SIZE", "MODE", "NLINK", "UID", "GID", "RDEV", "MTIME", "PAYLOAD", "CONTENT",
          "DIGEST");

  private static final List<String> HELD = List.of("PAYLOAD", "CONTENT", "DIGEST");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "bigfile, 2, ''",
    "bigfile-xattr, 2, CHUNK_MAP_SPILLS",
    "config, 8762, ''",
    "cs9-x86_64-developer, 64246, ''",
    "deep, 102, ''",
    "empty, 1, ''",
    "large, 10001, ''",
    "min, 2, ''",
    "special, 10, ''",
    "special_v1, 10, ''",
    "types, 29, ''",
    "xattr, 6, ''"
  })
  void imageIsAccepted(String name, int inodes, String note) throws IOException {
    for (int version = 0; version <= 1; version++) {
      byte[] bytes = image("erofs-v" + version, name);
      for (Profile profile : List.of(Profile.STRICT, Profile.CANONICAL)) {
        Accepted accepted = Inspection.accepted(bytes, profile);
        assertThat(accepted.format()).isEqualTo(Format.EROFS);
        assertThat(accepted.version()).isEqualTo(version);
        assertThat(accepted.canonical()).isTrue();
        assertThat(accepted.image().inodeCount()).isEqualTo(inodes);
        assertThat(accepted.steps()).isLessThan(1024 + bytes.length);
        List<String> notes =
            accepted.notes().stream().map(Violation::rule).map(Rule::name).toList();
        assertThat(String.join(" ", notes)).isEqualTo(note);
      }
    }
  }

  /** Of {@code special}, nobody can write the random content down. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPECIAL")
  void specimenIsTheGoldenImage(ErofsSpecimen specimen) throws IOException {
    String name = specimen.name().toLowerCase(Locale.ROOT);
    assertThat(specimen.image()).isEqualTo(image("erofs-v1", name));
  }

  /** Xattrs are compared whatever their order: an image has the shared ones first. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "cs9-x86_64-developer, cs9-x86_64-developer.dump.gz",
    "config, config.dump.gz",
    "special, special.dump",
    "special_v1, special_v1.dump",
    "bigfile, bigfile.dump",
    "bigfile-xattr, bigfile-xattr.dump"
  })
  void treeIsThatOfTheDump(String name, String dump) throws Exception {
    List<String> expected = lines(SharedFiles.require("dumps/" + dump));
    for (int version = 0; version <= 1; version++) {
      List<String> actual = dump(image("erofs-v" + version, name));
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < actual.size(); i++) {
        compare(actual.get(i), expected.get(i), "");
      }
    }
  }

  /**
   * Not compared: the size of a directory, which means nothing; the times of {@code config}, which
   * are seven hours apart; and where the content of a file is, if the EROFS image has it, for a
   * native one cannot.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "cs9-x86_64-developer, ''",
    "config, MTIME",
    "deep, ''",
    "empty, ''",
    "large, ''",
    "min, ''",
    "types, ''",
    "xattr, ''"
  })
  void treeIsThatOfTheNativeTwin(String name, String different) throws Exception {
    List<String> expected = dump(image("native", name));
    for (int version = 0; version <= 1; version++) {
      List<String> actual = dump(image("erofs-v" + version, name));
      assertThat(actual).hasSameSizeAs(expected);
      // The root of a native image made from JSON has no attributes of its own.
      for (int i = 1; i < actual.size(); i++) {
        compare(actual.get(i), expected.get(i), different);
      }
    }
  }

  private static void compare(String actualLine, String expectedLine, String different) {
    List<String> actual = List.of(actualLine.split(" ", -1));
    List<String> expected = List.of(expectedLine.split(" ", -1));
    boolean isLinkOrDirectory = actual.get(2).matches("4....") || actual.get(2).startsWith("12");
    boolean hasContent =
        !actual.get(COLUMNS.indexOf("CONTENT")).equals("-")
            && expected.get(COLUMNS.indexOf("CONTENT")).equals("-");
    for (int i = 0; i < COLUMNS.size(); i++) {
      String column = COLUMNS.get(i);
      boolean isHeld = hasContent && HELD.contains(column);
      boolean isOdd = column.equals("SIZE") && isLinkOrDirectory;
      if (!different.contains(column) && !isHeld && !isOdd) {
        assertThat(actual.get(i)).as("%s of %s", column, actual.get(0)).isEqualTo(expected.get(i));
      }
    }
    int fixed = COLUMNS.size();
    assertThat(actual.subList(fixed, actual.size()))
        .as("xattrs of %s", actual.get(0))
        .containsExactlyInAnyOrderElementsOf(expected.subList(fixed, expected.size()));
  }

  private static byte[] image(String folder, String name) throws IOException {
    return Files.readAllBytes(SharedFiles.require("images/" + folder + "/" + name + ".cfs"));
  }

  private static List<String> dump(byte[] image) throws Exception {
    StringBuilder out = new StringBuilder();
    DumpWriter.write(Inspection.accepted(image, Profile.STRICT).image(), out, Limits.DEFAULT);
    return out.toString().lines().toList();
  }

  private static List<String> lines(Path dump) throws IOException {
    try (InputStream raw = Files.newInputStream(dump);
        InputStream in = dump.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    }
  }
}
