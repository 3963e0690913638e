package io.takecover;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The steps of an image or a text, to the last one: what is not counted cannot be limited. Whoever
 * changes a number here has changed what something costs, and says why.
 */
class StepsTest {
  private static final Path CORPUS = Path.of("..", "corpus");

  /** Reading alone; and reading, and comparing with what our writer writes. */
  @ParameterizedTest
  @CsvSource({
    "small-system, 2931, 3307",
    "each-type, 1951, 1991",
    "directory-deep, 2691, 2888",
    "directory-of-blocks, 16210, 17415",
    "directory-block-and-tail, 5826, 5894",
    "chunk-map-in-a-block, 2789, 2812",
    "chunk-sizes, 1953, 2062",
    "content-5000-bytes, 2149, 2157",
    "hard-link-backward, 1887, 1907",
    "hard-link-many-names, 1913, 1943",
    "names-that-drive-terminals, 1898, 1915",
    "overlay-names-are-escaped, 1967, 1998",
    "redirects-of-each-length, 1928, 2001",
    "shared-xattrs, 1882, 1898",
    "shared-xattrs-v2, 336, 348",
    "tails-v2, 4690, 4706",
    "whiteouts-v1, 1929, 1977",
    "whiteout-v2, 347, 363",
    "xattr-each-prefix, 1930, 1961",
    "xattrs-more-than-128-shared, 3952, 6062",
    "xattrs-shared-and-own, 1932, 1973",
    "shared-not-in-order, 4342, 6452",
    "links-across-blocks, 11714, 11749",
    "access-control-lists, 1910, 1931"
  })
  void ofAnImage(String name, long admitted, long compared) throws IOException {
    byte[] image = Files.readAllBytes(CORPUS.resolve("erofs/valid/" + name + ".img"));
    Profile profile = name.endsWith("-v2") ? Profile.RS_V2 : Profile.STRICT;
    assertThat(Composefs.admit(image, Limits.DEFAULT, profile).steps()).isEqualTo(admitted);
    assertThat(Composefs.inspect(image, Limits.DEFAULT, profile).steps()).isEqualTo(compared);
  }

  @ParameterizedTest
  @CsvSource({
    "erofs-access-control-lists, 286",
    "erofs-chunks-behind-odd-xattrs, 131",
    "erofs-content-of-an-extended-inode, 94",
    "erofs-each-type, 519",
    "erofs-file-sparse, 94",
    "erofs-hard-link-many-names, 518",
    "erofs-link-target-31-bytes, 260",
    "erofs-names-of-stubs, 192",
    "erofs-owner-and-group-differ, 142",
    "erofs-shared-digest, 280",
    "erofs-socket-and-pipe, 135",
    "erofs-whiteout-named-like-a-stub-v1, 89",
    "erofs-xattr-two-keys, 134",
    "largest-numbers, 135",
    "native-directories-with-equal-chunks, 519",
    "native-each-type, 515",
    "native-file-mode-all-permissions, 85",
    "native-file-without-digest, 94",
    "native-link-target-1-byte, 86",
    "native-name-all-bytes, 1068",
    "native-nlink-counts-subdirectories, 296",
    "native-pad-1-byte, 112",
    "native-shared-digest, 277",
    "native-shared-path-and-link-target, 151",
    "native-times-at-the-epoch, 76",
    "native-xattr-key-255-bytes, 599",
    "native-xattr-on-root, 55",
    "native-xattr-user, 101"
  })
  void ofAText(String name, long steps) throws IOException {
    byte[] text = Files.readAllBytes(CORPUS.resolve("dump/valid/" + name + ".dump"));
    assertThat(Composefs.readDump(text, Limits.DEFAULT, false).steps()).isEqualTo(steps);
  }
}
