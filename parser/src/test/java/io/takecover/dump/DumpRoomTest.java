package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import io.takecover.model.Lookup;
import org.junit.jupiter.api.Test;

/** For how many lines room is made, before they are read. */
class DumpRoomTest {
  /** Room is made for as many lines as some parts of the text have; these have long ones only. */
  @Test
  void moreLinesThanALookShows() {
    StringBuilder text = new StringBuilder(DumpDefect.ROOT);
    for (int part = 0; part < 64; part++) {
      text.append("/%03d 3000 120777 1 0 0 0 0.0 %s - -\n".formatted(part, "\\x79".repeat(3000)));
      for (int i = 0; i < 100; i++) {
        text.append("/%03d-%02d 0 10644 1 0 0 0 0.0 - - -\n".formatted(part, i));
      }
    }
    ByteView bytes = ByteView.of(DumpDefect.bytes(text.toString()));
    assertThat(DumpLine.estimate(bytes)).isLessThan(500);
    Image image = DumpReaderTest.accepted(text.toString(), false).image();
    assertThat(image.inodeCount()).isEqualTo(1 + 64 * 101);
    assertThat(Lookup.path(image, DumpDefect.bytes("/063-99"))).isEqualTo(64 * 101);
    String twice = text + "/000-00 0 10644 1 0 0 0 0.0 - - -\n";
    assertThat(DumpReaderTest.rejected(twice, false).rule()).isEqualTo(DumpRule.DUPLICATE);
  }

  @Test
  void linesAreEstimated() {
    String line = "/a 0 10644 1 0 0 0 0.0 - - -\n";
    for (int lines : new int[] {0, 1, 100, 50_000}) {
      ByteView text = ByteView.of(DumpDefect.bytes(line.repeat(lines)));
      assertThat(DumpLine.estimate(text)).isEqualTo(16 + lines);
      ByteView longer = ByteView.of(DumpDefect.bytes((line.strip() + " a=b\n").repeat(lines)));
      assertThat(DumpLine.estimate(longer)).isBetween(16 + lines, 17 + lines * 11 / 10);
    }
  }

  /** What cannot be lines asks for no more room than what can. */
  @Test
  void emptyLinesAreNotEstimated() {
    ByteView text = ByteView.of(DumpDefect.bytes("\n".repeat(1 << 20)));
    assertThat(DumpLine.estimate(text)).isEqualTo(16 + (1 << 20) / 29);
  }
}
