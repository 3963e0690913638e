package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Specimen;
import io.takecover.model.Image;
import io.takecover.model.SameTree;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, there is a verdict; and what is accepted can be printed, read and written. */
class DumpMutationTest {
  private static final int ROUNDS = 30_000;

  /** What is put in, besides single bytes. */
  private static final String[] PIECES = {
    "/",
    "//",
    ".",
    "..",
    " ",
    "  ",
    "\n",
    "-",
    "@",
    "=",
    "\\x2f",
    "\\x00",
    "\\",
    "\\n",
    "0",
    "-1",
    "+1",
    "4294967296",
    "18446744073709551616",
    "9223372036854775808",
    "40755",
    "100644",
    "120777",
    "20644",
    "/d",
    "/f",
    "/z",
    "user.a",
    "trusted.b=",
    "0.0",
    "1.000000000",
  };

  @Test
  void everyTextHasAVerdict() throws Exception {
    String seed = DumpReaderTest.print(Specimen.tree().image());
    Random random = new Random(17);
    int strict = 0;
    int lenientOnly = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] text = mutated(seed, random).getBytes(StandardCharsets.ISO_8859_1);
      DumpVerdict verdict = Composefs.readDump(text, Limits.DEFAULT, false);
      DumpVerdict tolerant = Composefs.readDump(text, Limits.DEFAULT, true);
      if (verdict instanceof DumpVerdict.Accepted accepted) {
        strict++;
        requireUse(accepted);
        assertThat(tolerant).isInstanceOf(DumpVerdict.Accepted.class);
        Image other = ((DumpVerdict.Accepted) tolerant).image();
        assertThat(SameTree.test(accepted.image(), other)).isTrue();
      } else if (tolerant instanceof DumpVerdict.Accepted accepted) {
        lenientOnly++;
        requireUse(accepted);
      }
      assertThat(tolerant.steps()).isLessThan(4096 + 64L * text.length);
    }
    assertThat(strict).isGreaterThan(ROUNDS / 50);
    assertThat(lenientOnly).isGreaterThan(ROUNDS / 50);
  }

  /** The tree comes back from its dump, and can be written where the format can hold it. */
  private static void requireUse(DumpVerdict.Accepted accepted) throws Exception {
    Image image = accepted.image();
    byte[] text = DumpDefect.bytes(DumpReaderTest.print(image));
    DumpVerdict again = Composefs.readDump(text, Limits.DEFAULT, true);
    assertThat(again).isInstanceOf(DumpVerdict.Accepted.class);
    assertThat(SameTree.test(((DumpVerdict.Accepted) again).image(), image)).isTrue();
    if (Composefs.unfit(image, accepted.origins(), Format.NATIVE).isEmpty()) {
      assertThat(Composefs.write(image, Format.NATIVE, Limits.DEFAULT)).isNotEmpty();
    }
  }

  private static String mutated(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(4));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 3 -> text.insert(at, (char) random.nextInt(256));
        default -> copyLine(text, at, random);
      }
    }
    return text.toString();
  }

  /** Moves the line behind {@code at} to some other place, or copies it there. */
  private static void copyLine(StringBuilder text, int at, Random random) {
    int start = text.indexOf("\n", at) + 1;
    int end = text.indexOf("\n", start) + 1;
    if (start > 0 && end > start) {
      String line = text.substring(start, end);
      if (random.nextBoolean()) {
        text.delete(start, end);
      }
      text.insert(text.indexOf("\n", random.nextInt(text.length())) + 1, line);
    }
  }
}
