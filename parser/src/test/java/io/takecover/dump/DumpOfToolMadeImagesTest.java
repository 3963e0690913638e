package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.SharedFiles;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our dump of native images against what composefs-info prints of EROFS images of the same source.
 * Where the two formats, or the tools of two years, put different things into the image, the dumps
 * differ too; everything else must be the same text.
 */
class DumpOfToolMadeImagesTest {
  private static final List<String> COLUMNS =
      List.of(
          "PATH", "SIZE", "MODE", "NLINK", "UID", "GID", "RDEV", "MTIME", "PAYLOAD", "CONTENT",
          "DIGEST");

  /**
   * Not compared anywhere: the size of a directory, which means nothing (D-048), and of a symlink,
   * which the tool of 2023 left zero.
   *
   * @param dump the times of {@code config} are seven hours apart, those of {@code special} are
   *     missing in the native image, which also has a path for each inline file, for it cannot hold
   *     the content; and {@code bigfile} is sparse, which a native image cannot say either
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "cs9-x86_64-developer, dumps/cs9-x86_64-developer.dump.gz, 64246, ''",
    "config, dumps/config.dump.gz, 8762, MTIME",
    "special, dumps/special.dump, 10, MTIME PAYLOAD CONTENT",
    "bigfile, dumps/bigfile.dump, 2, PAYLOAD",
    "bigfile-xattr, dumps/bigfile-xattr.dump, 2, PAYLOAD"
  })
  void sameText(String image, String dump, int entries, String different) throws Exception {
    Path file = SharedFiles.require("images/native/" + image + ".cfs");
    List<String> expected = lines(SharedFiles.require(dump));
    List<String> actual = dump(Files.readAllBytes(file)).lines().toList();
    assertThat(actual).hasSize(entries).hasSameSizeAs(expected);
    // The root of a native image made from JSON has no attributes of its own.
    for (int i = 1; i < entries; i++) {
      compare(fields(actual.get(i)), fields(expected.get(i)), different);
    }
  }

  private static void compare(List<String> actual, List<String> expected, String different) {
    String mode = actual.get(COLUMNS.indexOf("MODE"));
    boolean sizeMeansNothing = mode.matches("4....") || mode.startsWith("12");
    for (int i = 0; i < COLUMNS.size(); i++) {
      String column = COLUMNS.get(i);
      if (!different.contains(column) && !(column.equals("SIZE") && sizeMeansNothing)) {
        assertThat(actual.get(i)).as("%s of %s", column, actual.get(0)).isEqualTo(expected.get(i));
      }
    }
    int fixed = COLUMNS.size();
    assertThat(actual.subList(fixed, actual.size()))
        .as("xattrs of %s", actual.get(0))
        .containsExactlyInAnyOrderElementsOf(expected.subList(fixed, expected.size()));
  }

  private static List<String> fields(String line) {
    return List.of(line.split(" ", -1));
  }

  private static String dump(byte[] image) throws Exception {
    Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    StringBuilder out = new StringBuilder();
    DumpWriter.write(((Verdict.Accepted) verdict).image(), out, Limits.DEFAULT);
    return out.toString();
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
