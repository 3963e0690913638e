package io.takecover.fuzz.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.fuzz.corpus.Recipe;
import io.takecover.fuzz.gen.EditScript;
import io.takecover.fuzz.gen.EditSeeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static final int LARGEST = 1 << 20;

  /** One behind the other, to the end; bytes without an owner are what their kind says. */
  private static List<ByteRange> assertTiles(byte[] image) {
    List<ByteRange> ranges = Ranges.of(image);
    long at = 0;
    for (ByteRange range : ranges) {
      assertThat(range.offset()).isEqualTo(at);
      assertThat(range.length()).isPositive();
      boolean isUnowned = range.kind() == RangeKind.PADDING || range.kind() == RangeKind.UNKNOWN;
      assertThat(range.owner() == null).isEqualTo(isUnowned);
      at += range.length();
      for (long i = range.offset(); isUnowned && i < at; i++) {
        boolean isZero = image[Math.toIntExact(i)] == 0;
        assertThat(isZero).isEqualTo(range.kind() == RangeKind.PADDING);
      }
    }
    assertThat(at).isEqualTo(image.length);
    return ranges;
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n');
  }

  @Test
  void rangesOfSamplesTile() throws IOException {
    Recipe.all().forEach(recipe -> assertTiles(recipe.make()));
    for (String folder : List.of("images", "verdicts")) {
      try (Stream<Path> files = Files.walk(ProjectFolder.requireShared(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.size(file) < LARGEST) {
            assertTiles(Files.readAllBytes(file));
          }
        }
      }
    }
  }

  @Test
  void rangesOfAnyBytesTile() {
    Random random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      byte[] script = new byte[random.nextInt(14)];
      random.nextBytes(script);
      assertTiles(EditScript.image(EditSeeds.EROFS, script));
      assertTiles(EditScript.image(EditSeeds.NATIVE, script));
      assertTiles(script);
    }
    assertThat(Ranges.of(new byte[0])).isEmpty();
  }

  @Test
  void aPageHasNoRawBytesOfTheImage() {
    Random random = new Random(6);
    for (int round = 0; round < 100; round++) {
      byte[] script = new byte[14];
      random.nextBytes(script);
      byte[] image = EditScript.image(EditSeeds.NATIVE, script);
      String page = HtmlPage.of("x", Ranges.of(image), image.length);
      assertThat(isPrintable(page)).isTrue();
    }
    byte[] image = new byte[200];
    byte[] hostile = "<script>alert('&\"\u001b')</script>".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(hostile, 0, image, 150, hostile.length);
    String page = HtmlPage.of("<b>", Ranges.of(image), image.length);
    assertThat(isPrintable(page)).isTrue();
    assertThat(page).doesNotContain("<script", "<b>").contains("&lt;script&gt;alert(&#39;&amp;");
  }

  @Test
  void thePictureStaysSmall() {
    byte[] image = new byte[LARGEST];
    new Random(7).nextBytes(image);
    assertThat(Picture.of(Ranges.of(image), image.length).length()).isLessThan(40 * LARGEST);
  }
}
