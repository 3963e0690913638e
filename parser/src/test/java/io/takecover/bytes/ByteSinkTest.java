package io.takecover.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.takecover.fixture.Fill;
import io.takecover.fixture.TestField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSinkTest {
  private static final TestField ONE = new TestField("one", 0, 1);
  private static final TestField TWO = new TestField("two", 1, 2);
  private static final TestField FOUR = new TestField("four", 3, 4);
  private static final TestField EIGHT = new TestField("eight", 7, 8);
  private static final TestField RAW = new TestField("raw", 0, 0);
  private static final TestField GAP = new TestField("gap", 0, 0);

  private static final ByteView SOURCE = ByteView.of(Fill.text("abcdef"));

  /** Numbers of each width, a range, a gap, and a number behind them: 15 + 4 + 3 + 1 bytes. */
  private static final byte[] WRITTEN =
      Fill.text("\u0081\2\u0083\4\5\6\u0087\10\11\12\13\14\15\16\u008fbcde\0\0\0\1");

  private static void writeAll(ByteSink sink) {
    sink.put(ONE, 0x81);
    sink.put(TWO, 0x8302);
    sink.put(FOUR, 0x87060504L);
    sink.put(EIGHT, 0x8f0e0d0c0b0a0908L);
    sink.put(RAW, SOURCE, 1, 4);
    sink.zero(GAP, 3);
    sink.put(ONE, 1);
  }

  private static byte[] changed(int at) {
    byte[] bytes = WRITTEN.clone();
    bytes[at] ^= 0x40;
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 16, 22, 23, 24, 100})
  void keepsWhatIsWrittenWhateverTheHint(long hint) {
    ByteSink sink = ByteSink.keeping(hint);
    writeAll(sink);
    assertThat(sink.position()).isEqualTo(23);
    assertThat(sink.toByteArray()).isEqualTo(WRITTEN);
    assertThat(sink.view().size()).isEqualTo(23);
    assertThat(sink.view().copy(0, 23)).isEqualTo(WRITTEN);
    assertThat(sink.differsAt()).isEqualTo(-1);
  }

  @Test
  void whatJustFitsIsNotCopied() {
    ByteSink sink = ByteSink.keeping(WRITTEN.length);
    writeAll(sink);
    assertThat(sink.toByteArray()).isSameAs(sink.toByteArray());
    sink.append(1);
    assertThat(sink.toByteArray()).hasSize(WRITTEN.length + 1).startsWith(WRITTEN);
  }

  @Test
  void appendsWords() {
    ByteSink sink = ByteSink.keeping(0);
    sink.append(0x0807060504030201L, 8);
    sink.append(0x0a09L, 2);
    assertThat(sink.toByteArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  /** In pieces of 1 MiB, whatever is written, and a range larger than a piece in one. */
  @Test
  void passesOnWhatIsWritten() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteSink sink = ByteSink.passing(out);
    for (int i = 0; i < 100_000; i++) {
      writeAll(sink);
      expected.write(WRITTEN);
    }
    assertThat(out.size()).isBetween(1 << 20, expected.size() - 1);
    byte[] large = new byte[3 << 20];
    Arrays.fill(large, (byte) 7);
    sink.put(RAW, ByteView.of(large), 0, large.length);
    expected.write(large);
    sink.zero(GAP, 5);
    expected.write(new byte[5]);
    assertThat(sink.position()).isEqualTo(expected.size());
    sink.flush();
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void saysThatNothingCanBePassedOn() throws IOException {
    OutputStream closed = OutputStream.nullOutputStream();
    closed.close();
    ByteSink sink = ByteSink.passing(closed);
    writeAll(sink);
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(sink::flush);
  }

  @Test
  void growsAsOftenAsItTakes() {
    ByteSink sink = ByteSink.keeping(0);
    for (int i = 0; i < 1000; i++) {
      sink.put(ONE, i);
      assertThat(sink.view().u8(i)).isEqualTo(i & 0xff);
    }
    sink.put(RAW, ByteView.of(new byte[100_000]), 0, 100_000);
    sink.put(ONE, 7);
    assertThat(sink.position()).isEqualTo(101_001);
    assertThat(sink.view().u8(999)).isEqualTo(999 & 0xff);
    assertThat(sink.view().u8(101_000)).isEqualTo(7);
  }

  @Test
  void refusesMoreThanAnArrayHolds() {
    ByteSink sink = ByteSink.keeping(0);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> sink.zero(GAP, 1L << 31));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> ByteSink.keeping(1L << 31));
  }

  @Test
  void zerosAreZerosAfterAReset() {
    ByteSink sink = ByteSink.keeping(0);
    writeAll(sink);
    sink.reset();
    assertThat(sink.position()).isZero();
    sink.zero(GAP, 40);
    assertThat(sink.toByteArray()).isEqualTo(new byte[40]);
  }

  @Test
  void sameBytesDoNotDiffer() {
    ByteSink sink = ByteSink.comparing(ByteView.of(WRITTEN));
    writeAll(sink);
    assertThat(sink.differsAt()).isEqualTo(-1);
    assertThat(sink.position()).isEqualTo(23);
  }

  /** A number differs where its field starts, a range or a gap at the byte. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, one, 0xc1",
    "1, 1, two, 0x8342",
    "2, 1, two, 0xc302",
    "3, 3, four, 0x87060544",
    "6, 3, four, 0xc7060504",
    "7, 7, eight, -0x70f1f2f3f4f5f6b8",
    "14, 7, eight, -0x30f1f2f3f4f5f6f8",
    "15, 15, raw, 0x22",
    "18, 18, raw, 0x25",
    "19, 19, gap, 0x40",
    "20, 20, gap, 0x40",
    "21, 21, gap, 0x40",
    "22, 22, one, 0x41",
  })
  void oneChangedByteIsFound(int changed, long at, String field, String found) {
    ByteSink sink = ByteSink.comparing(ByteView.of(changed(changed)));
    writeAll(sink);
    assertDiffers(sink, at, field, Long.decode(found));
    assertThat(sink.position()).isEqualTo(23);
  }

  @Test
  void firstDifferenceIsKept() {
    byte[] bytes = new byte[23];
    bytes[19] = 1;
    ByteSink sink = ByteSink.comparing(ByteView.of(bytes));
    writeAll(sink);
    assertDiffers(sink, 0, "one", 0);
  }

  /** What is missing differs where the number, the range or the gap starts that runs over it. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, one, 0",
    "1, 1, two, 0",
    "2, 1, two, 0",
    "6, 3, four, 0",
    "14, 7, eight, 0",
    "15, 15, raw, 0",
    "18, 15, raw, 0x62",
    "19, 19, gap, 0",
    "21, 19, gap, 0",
    "22, 22, one, 0",
  })
  void shorterBytesDiffer(int size, long at, String field, String found) {
    ByteSink sink = ByteSink.comparing(ByteView.of(WRITTEN).slice(0, size));
    writeAll(sink);
    assertDiffers(sink, at, field, Long.decode(found));
  }

  @Test
  void longerBytesShowInThePosition() {
    ByteSink sink = ByteSink.comparing(ByteView.of(new byte[24]));
    sink.zero(GAP, 23);
    assertThat(sink.differsAt()).isEqualTo(-1);
    assertThat(sink.position()).isEqualTo(23);
  }

  @Test
  void nothingWrittenDiffersFromNothing() {
    ByteSink sink = ByteSink.comparing(ByteView.of(new byte[0]));
    sink.zero(GAP, 0);
    sink.put(RAW, SOURCE, 2, 0);
    assertThat(sink.differsAt()).isEqualTo(-1);
    sink.zero(GAP, 1);
    assertDiffers(sink, 0, "gap", 0);
  }

  @Test
  void offsetsAreThoseOfTheBytesComparedWith() {
    ByteView inner = ByteView.of(Fill.text("##\1\2")).slice(2, 2);
    ByteSink sink = ByteSink.comparing(inner);
    sink.put(ONE, 1);
    sink.put(ONE, 3);
    assertDiffers(sink, 1, "one", 2);
  }

  private static void assertDiffers(ByteSink sink, long at, String field, long found) {
    assertThat(sink.differsAt()).isEqualTo(at);
    assertThat(sink.differsIn().path()).isEqualTo(field);
    assertThat(sink.differsWith()).isEqualTo(found);
  }

  @Test
  void bytesAndRangesAreAppended() {
    ByteSink sink = ByteSink.keeping(0);
    ByteView source = ByteView.of(new byte[] {9, 8, 7, 6});
    for (int i = 0; i < 20; i++) {
      sink.append(0x1f0 + i);
      sink.append(source, 1, 2);
    }
    assertThat(sink.position()).isEqualTo(60);
    assertThat(sink.view().u8(57)).isEqualTo(0x03);
    assertThat(sink.view().u8(58)).isEqualTo(8);
    assertThat(sink.view().u8(59)).isEqualTo(7);
  }

  @Test
  void whatIsRewoundIsForgotten() {
    ByteSink sink = ByteSink.keeping(0);
    sink.append(ByteView.of(new byte[] {1, 2, 3, 4, 5}), 0, 5);
    ByteView before = sink.view();
    sink.rewind(1);
    sink.append(before, 3, 2);
    assertThat(sink.toByteArray()).containsExactly(1, 4, 5);
    sink.rewind(1);
    sink.zero(new TestField("f", 0, 4), 3);
    assertThat(sink.toByteArray()).containsExactly(1, 0, 0, 0);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> sink.rewind(5));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> sink.rewind(-1));
  }
}
