package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EscapeTest {
  @Test
  void namedFormsOfFour() {
    assertThat(Escape.of("a\\b\nc\rd\te")).isEqualTo("a\\\\b\\nc\\rd\\te");
  }

  @Test
  void graphicAsciiStaysAndEveryOtherByteIsHex() {
    for (int value = 0; value < 256; value++) {
      ByteView bytes = ByteView.of(new byte[] {(byte) value});
      String escaped = Escape.of(bytes, 0, 1);
      boolean graphic = value > ' ' && value < 0x7f;
      String named = "\\\n\r\t".indexOf(value) < 0 ? null : escaped;
      String hex = String.format("\\x%02x", value);
      String expected = named != null ? named : graphic ? String.valueOf((char) value) : hex;
      assertThat(escaped).isEqualTo(expected);
      assertThat(escaped).matches("[!-~]+");
    }
  }

  @Test
  void terminalEscapesAndForgedLinesComeOutAsText() {
    assertThat(Escape.of("\u001b]0;owned\u0007\u009b2J x.img: accept\n"))
        .isEqualTo("\\x1b]0;owned\\x07\\xc2\\x9b2J\\x20x.img:\\x20accept\\n");
  }

  @Test
  void bytesThatAreNoUtf8() {
    ByteView bytes = ByteView.of(new byte[] {(byte) 0xff, (byte) 0xc0, (byte) 0x80, 0, 'a'});
    assertThat(Escape.of(bytes, 0, 5)).isEqualTo("\\xff\\xc0\\x80\\x00a");
    assertThat(Escape.of(bytes, 3, 2)).isEqualTo("\\x00a");
    assertThat(Escape.of(bytes, 5, 0)).isEmpty();
  }

  @Test
  void equalsSignOnlyInXattrs() {
    ByteView bytes = view("a=b");
    StringBuilder out = new StringBuilder();
    Escape.append(out, bytes, 0, 3);
    Escape.appendXattr(out.append(' '), bytes, 0, 3);
    assertThat(out).hasToString("a=b a\\x3db");
  }

  @Test
  void loneDashOnlyInOptionalFields() {
    StringBuilder out = new StringBuilder();
    Escape.appendOptional(out, view("-"), 0, 1);
    Escape.appendOptional(out.append(' '), view("--"), 0, 2);
    Escape.appendOptional(out.append(' '), view(""), 0, 0);
    Escape.appendOptional(out.append(' '), view("x"), 0, 1);
    Escape.append(out.append(' '), view("-"), 0, 1);
    Escape.appendXattr(out.append(' '), view("-"), 0, 1);
    assertThat(out).hasToString("\\x2d -- - x - -");
  }

  @Test
  void digitsOfDigest() {
    StringBuilder out = new StringBuilder();
    Escape.appendDigits(out, ByteView.of(new byte[] {0, 1, (byte) 0xab, (byte) 0xff}), 0, 4);
    assertThat(out).hasToString("0001abff");
  }

  @Test
  void sentencesKeepTheirBlanks() {
    assertThat(Escape.sentence("a b ~\u007f\u001f\n\u00e9"))
        .isEqualTo("a b ~\\x7f\\x1f\\n\\xc3\\xa9");
  }

  @Test
  void linesKeepTheirIndent() {
    assertThat(Escape.lines("one\u001b\n\tat two\nthree"))
        .isEqualTo("one\\x1b\n    at two\nthree\n");
    assertThat(Escape.lines("")).isEmpty();
  }

  private static ByteView view(String text) {
    return ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
