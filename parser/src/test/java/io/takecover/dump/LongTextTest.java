package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and trees so large that other threads take part give what small ones give. */
class LongTextTest {
  private static final int DIRECTORIES = 200;
  private static final int FILES = 200;
  private static final String TEXT = text();

  /** A text as the writer writes it, with fields of all kinds, and two links at the end. */
  private static String text() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    text.append("/ 0 40755 %d 0 0 0 0.0 - - -\n".formatted(DIRECTORIES + 2));
    for (int i = 0; i < DIRECTORIES; i++) {
      String directory = "/d%03d\\x20of".formatted(i);
      text.append(directory).append(" 4096 40700 2 1 2 0 -1.999999999 - - -\n");
      // Some directories take blocks of their own.
      String name = i % 7 == 0 ? "n".repeat(200) : "";
      for (int j = 0; j < FILES; j++) {
        text.append(directory).append('/').append(name).append("%03d ".formatted(j));
        text.append(fields(random)).append('\n');
      }
    }
    text.append("/e 0 100600 3 0 0 0 1.0 - - -\n");
    for (String link : new String[] {"/f", "/g"}) {
      text.append(link).append(" 0 @100600 3 0 0 0 1.0 /e - -\n");
    }
    return text.toString();
  }

  private static String fields(Random random) {
    int number = random.nextInt(1000);
    String owner = "1 %d %d 0 %d.%d".formatted(number, 4294967294L, random.nextInt(), number);
    String device = "1 %d 0 %d 1.0".formatted(number, number);
    String digest = "%016x".formatted(random.nextLong()).repeat(4);
    String xattrs = number % 10 == 0 ? " security.x=%d user.y=a\\nb".formatted(number) : "";
    return switch (number % 6) {
      case 0 -> "%d 100644 %s ab/%s - %s%s".formatted(1 + number, owner, digest, digest, xattrs);
      case 1 -> "4294967296000 104755 %s cd/%d - -%s".formatted(owner, number, xattrs);
      case 2 -> "%d 120777 %s target%d - -".formatted(6 + len(number), owner, number);
      case 3 -> "0 20600 %s - - -%s".formatted(device.replace(" 0 1.0", " 7 1.0"), xattrs);
      case 4 -> "%d 100600 %s - %s -".formatted(number + 1, owner, "c".repeat(number + 1));
      default -> "0 10644 %s - - -%s".formatted(owner, xattrs);
    };
  }

  private static int len(int number) {
    return String.valueOf(number).length();
  }

  private static DumpVerdict read(String text) {
    return Composefs.readDump(DumpDefect.bytes(text), Limits.DEFAULT, false);
  }

  private static Image image() {
    return ((DumpVerdict.Accepted) read(TEXT)).image();
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    assertThat((long) TEXT.length()).isGreaterThan(LinesAhead.LONG_TEXT);
    StringBuilder written = new StringBuilder();
    DumpWriter.write(image(), written, Limits.DEFAULT);
    assertThat(written.toString().equals(TEXT)).isTrue();
  }

  @Test
  void imageIsTheSameWhoeverWritesIt() throws Exception {
    Image image = image();
    assertThat(image.inodeCount()).isGreaterThan(1 << 15);
    byte[] bytes = Composefs.write(image, Format.EROFS, 1, Limits.DEFAULT);
    Verdict verdict = Composefs.inspect(bytes, Limits.DEFAULT, Profile.CANONICAL);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    Composefs.write(image, Format.EROFS, 1, Limits.DEFAULT, passed);
    assertThat(passed.toByteArray()).isEqualTo(bytes);
  }

  /** One byte is changed, far behind the first lines that are decoded together. */
  @ParameterizedTest
  @CsvSource({
    "' 104755 1 ', ' 10x755 1 ', MODE_DIGITS, 3",
    "' 104755 1 ', ' 104755 z ', NUMBER, 8",
    "' - - -\n/d150', ' - - - \n/d150', TRAILING_SPACE, 6",
    "'\n/d150', '\n\n/d150', EMPTY_LINE, 1",
    "'\n/d150', '\n/d149', DUPLICATE, 1",
    "'/e - -\n/g', '/q - -\n/g', LINK_MISSING, 0",
    "'1.0 /e - -\n/g', '1.0 /e -\n/g', FIELD_COUNT, 8"
  })
  void whatIsWrongIsToldWhereItIs(String from, String to, DumpRule rule, int offset) {
    int at = TEXT.indexOf(from, TEXT.length() / 2);
    String wrong = TEXT.substring(0, at) + to + TEXT.substring(at + from.length());
    Violation first = ((DumpVerdict.Rejected) read(wrong)).first();
    assertThat(first.rule()).isEqualTo(rule);
    assertThat(first.offset()).isEqualTo(at + offset);
  }

  @Test
  void lastLineWithoutItsEnd() {
    String cut = TEXT.substring(0, TEXT.length() - 1);
    assertThat(((DumpVerdict.Rejected) read(cut)).first().rule()).isEqualTo(DumpRule.LAST_LINE);
  }
}
