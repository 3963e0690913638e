package io.takecover.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fixture.Fill;
import io.takecover.fixture.Refusal;
import io.takecover.fixture.TestField;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and windows; what is asked of ranges is in {@link ByteViewRangeTest}. */
class ByteViewTest {
  /** Bytes 0x80 to 0x8f: a number that is read names its bytes, and each of them has a sign bit. */
  private final ByteView view = ByteView.of(Fill.counted(0x80, 16));

  /** The window on 0x84 to 0x8b, at absolute offset 4. */
  private final ByteView window = view.slice(4, 8);

  @Test
  void numbersAreUnsignedAndLittleEndian() {
    assertThat(view.u8(0)).isEqualTo(0x80);
    assertThat(view.u16(0)).isEqualTo(0x8180);
    assertThat(view.u32(0)).isEqualTo(0x83828180L);
    assertThat(view.u64(0)).isEqualTo(0x8786858483828180L);
  }

  @Test
  void everyByteOfANumberCounts() {
    for (int i = 0; i < 8; i++) {
      byte[] bytes = new byte[8];
      bytes[i] = (byte) 0xff;
      ByteView one = ByteView.of(bytes);
      long value = 0xffL << (8 * i);
      assertThat(one.u64(0)).isEqualTo(value);
      assertThat(one.u32(0)).isEqualTo(value & 0xffff_ffffL);
      assertThat(one.u16(0)).isEqualTo((int) (value & 0xffff));
      assertThat(one.u8(0)).isEqualTo((int) (value & 0xff));
    }
  }

  @Test
  void positionsAreRelativeToTheWindow() {
    assertThat(window.size()).isEqualTo(8);
    assertThat(window.offset()).isEqualTo(4);
    assertThat(window.u8(1)).isEqualTo(0x85);
    assertThat(window.u16(1)).isEqualTo(0x8685);
    assertThat(window.u32(1)).isEqualTo(0x88878685L);
    assertThat(window.u64(0)).isEqualTo(0x8b8a898887868584L);
    assertThat(window.slice(2, 3).offset()).isEqualTo(6);
    assertThat(window.slice(2, 3).u8(2)).isEqualTo(0x88);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void numbersEndWithTheWindow(int width) {
    TestField number = new TestField("number", 0, width);
    long last = window.size() - width;
    assertThat(window.get(number, 0) & 0xff).isEqualTo(0x84);
    assertThat(window.get(number, last) >>> (8 * (width - 1)) & 0xff).isEqualTo(0x8b);
    assertOutside(() -> window.get(number, last + 1));
    assertOutside(() -> window.get(number, -1));
    assertOutside(() -> window.get(number, 1L << 32));
    assertOutside(() -> window.get(number, Long.MAX_VALUE));
    assertOutside(() -> window.get(number, Long.MIN_VALUE));
  }

  @Test
  void fieldIsReadBehindItsStructuresStart() {
    assertThat(view.get(new TestField("f", 3, 2), 4)).isEqualTo(0x8887);
    assertThat(view.get(new TestField("f", 0, 8), 8)).isEqualTo(0x8f8e8d8c8b8a8988L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 112})
  void runsOfBytesAreNoNumbers(int width) {
    TestField run = new TestField("run", 0, width);
    assertThatIllegalArgumentException().isThrownBy(() -> view.get(run, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "0, 8, true",
    "0, 9, false",
    "1, 7, true",
    "1, 8, false",
    "7, 1, true",
    "8, 0, true",
    "8, 1, false",
    "9, 0, false",
    "-1, 0, false",
    "-1, 1, false",
    "0, -1, false",
    "8, -1, false",
    "-8, 8, false",
    "0x100000000, 0, false",
    "0x100000000, 1, false",
    "0, 0x100000000, false",
    "0x7fffffff, 1, false",
    "0x80000000, 1, false",
    "1, 0x7fffffff, false",
    "0x7fffffffffffffff, 1, false",
    "1, 0x7fffffffffffffff, false",
    "0x7fffffffffffffff, 0x7fffffffffffffff, false",
    "-0x8000000000000000, -0x8000000000000000, false",
    "-0x8000000000000000, 8, false",
    "8, -0x8000000000000000, false",
  })
  void holdsNoRangeThatOverflows(String at, String length, boolean held) {
    assertThat(window.holds(Long.decode(at), Long.decode(length))).isEqualTo(held);
  }

  @Test
  void emptyWindowHoldsTheEmptyRange() {
    ByteView empty = view.slice(16, 0);
    assertThat(empty.holds(0, 0)).isTrue();
    assertThat(empty.holds(0, 1)).isFalse();
    assertThat(empty.offset()).isEqualTo(16);
    assertOutside(() -> empty.u8(0));
  }

  @Test
  void rangeInsideIsNotRefused() throws RejectedException {
    TestField field = new TestField("test.off", 6, 4);
    window.require(0, 8, NativeRule.MAGIC, field, 100);
    window.require(8, 0, NativeRule.MAGIC, field, 100);
    ByteView slice = window.slice(3, 4, NativeRule.MAGIC, field, 100);
    assertThat(slice.offset()).isEqualTo(7);
    assertThat(slice.size()).isEqualTo(4);
    assertThat(slice.u8(0)).isEqualTo(0x87);
  }

  @Test
  void rangeOutsideIsRefusedAtTheFieldThatSaysSo() {
    TestField field = new TestField("test.off", 6, 4);
    Violation expected = new Violation(NativeRule.DIGEST_RANGE, 106, "test.off", 5);
    assertThat(Refusal.of(() -> window.require(5, 4, NativeRule.DIGEST_RANGE, field, 100)))
        .isEqualTo(expected);
    assertThat(Refusal.of(() -> window.slice(5, 4, NativeRule.DIGEST_RANGE, field, 100)))
        .isEqualTo(expected);
  }

  @Test
  void windowOfOurOwnArithmeticThrowsOutside() {
    assertOutside(() -> window.slice(5, 4));
    assertOutside(() -> window.slice(-1, 1));
    assertOutside(() -> window.slice(0, -1));
    assertThat(window.slice(8, 0).size()).isZero();
  }

  @Test
  void windowOnTheStartOfAnArrayEndsWhereToldTo() {
    ByteView start = ByteView.of(Fill.counted(0x80, 16), 3);
    assertThat(start.size()).isEqualTo(3);
    assertThat(start.u8(2)).isEqualTo(0x82);
    assertOutside(() -> start.u8(3));
  }

  private static void assertOutside(ThrowingCallable read) {
    assertThatThrownBy(read).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void firstOutsideComparesUnsigned() {
    ByteView view = ByteView.of(new byte[] {0x1f, 0x20, 0x7e, 0x7f, (byte) 0x80}).slice(1, 4);
    assertThat(view.firstOutside(0x20, 0x7e, 0, 4)).isEqualTo(2);
    assertThat(view.firstOutside(0x20, 0x7e, 0, 2)).isEqualTo(2);
    assertThat(view.firstOutside(0x21, 0x7e, 0, 4)).isZero();
    assertThat(view.firstOutside(0x20, 0x7f, 0, 4)).isEqualTo(3);
    assertThat(view.firstOutside(0, 0xff, 0, 4)).isEqualTo(4);
    assertThat(view.firstOutside(0, 0, 4, 4)).isEqualTo(4);
    assertThatThrownBy(() -> view.firstOutside(0, 0xff, 0, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
