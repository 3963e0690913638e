package io.takecover.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fixture.Fill;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of ranges: searches, orders, hashes, copies. */
class ByteViewRangeTest {

  /** A window whose neighbours would show: the text, between two bytes that are not in it. */
  private static ByteView window(String text) {
    return ByteView.of(Fill.text("#" + text + "#")).slice(1, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, 2", "2, 6, 2", "3, 6, 5", "3, 5, 5", "0, 2, 2", "0, 1, 1", "4, 4, 4", "6, 6, 6"
  })
  void firstNonZero(long from, long to, long expected) {
    assertThat(window("\0\0a\0\0\u00ff").firstNonZero(from, to)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, 1", "1, 6, 1", "2, 6, 4", "2, 4, 4", "0, 1, 1", "5, 6, 6", "6, 6, 6", "3, 3, 3"
  })
  void indexOfSlash(long from, long to, long expected) {
    assertThat(window("a/bc/d").indexOf('/', from, to)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, 1", "1, 6, 1", "2, 6, 4", "2, 4, 4", "0, 1, 1", "5, 6, 5", "6, 6, 6", "3, 3, 3"
  })
  void firstOutsideOfLetters(long from, long to, long expected) {
    assertThat(window("a/zm{`").firstOutside('a', 'z', from, to)).isEqualTo(expected);
  }

  @Test
  void indexOfComparesUnsigned() {
    assertThat(window("a\u00ff").indexOf(0xff, 0, 2)).isEqualTo(1);
    assertThat(window("a\u00ff").indexOf(-1, 0, 2)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', a, -1",
    "a, '', 1",
    "a, a, 0",
    "a, b, -1",
    "b, a, 1",
    "ab, abc, -1",
    "abc, ab, 1",
    "abd, abcx, 1",
    "Z, \u00e9, -1",
    "\u0080, \u007f, 1",
    "\u00ff, \u0080, 1",
  })
  void namesAreInUnsignedByteOrder(String one, String two, int sign) {
    ByteView first = window(one);
    ByteView second = window(two);
    int order = first.compare(0, first.size(), second, 0, second.size());
    assertThat(Integer.signum(order)).isEqualTo(sign);
  }

  @Test
  void comparisonSeesItsRangesOnly() {
    ByteView one = window("xxabcxx");
    ByteView two = window("yabcdy");
    assertThat(one.compare(2, 3, two, 1, 3)).isZero();
    assertThat(one.matches(2, 3, two, 1)).isTrue();
    assertThat(one.mismatch(2, 3, two, 1)).isEqualTo(-1);
    assertThat(one.mismatch(2, 4, two, 1)).isEqualTo(3);
    assertThat(one.mismatch(1, 4, two, 0)).isZero();
    assertThat(one.matches(2, 4, two, 1)).isFalse();
    assertThat(one.matches(1, 0, two, 5)).isTrue();
  }

  static Stream<Arguments> rangesOutside() throws NoSuchAlgorithmException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    ByteView seven = window("abcdefg");
    ByteView three = window("xyz");
    byte[] target = new byte[8];
    return Stream.of(
        outside("firstNonZero ends outside", () -> seven.firstNonZero(0, 8)),
        outside("firstNonZero starts outside", () -> seven.firstNonZero(-1, 2)),
        outside("firstNonZero ends before it starts", () -> seven.firstNonZero(3, 2)),
        outside("indexOf ends outside", () -> seven.indexOf('z', 0, 8)),
        outside("indexOf starts outside", () -> seven.indexOf('z', -1, 2)),
        outside("indexOf ends before it starts", () -> seven.indexOf('z', 3, 2)),
        outside("firstOutside ends outside", () -> seven.firstOutside('a', 'z', 0, 8)),
        outside("firstOutside starts outside", () -> seven.firstOutside('a', 'z', -1, 2)),
        outside("firstOutside ends before it starts", () -> seven.firstOutside('a', 'z', 3, 2)),
        outside("compare, first range", () -> seven.compare(5, 3, three, 0, 3)),
        outside("compare, second range", () -> seven.compare(0, 3, three, 1, 3)),
        outside("mismatch, first range", () -> seven.mismatch(5, 3, three, 0)),
        outside("mismatch, second range", () -> seven.mismatch(0, 4, three, 0)),
        outside("matches, second range", () -> seven.matches(0, 1, three, -1)),
        outside("hash", () -> seven.hash(7, 1)),
        outside("update", () -> seven.update(hash, 0, 8)),
        outside("copy", () -> seven.copy(0, 8)),
        outside("copyTo", () -> seven.copyTo(6, target, 0, 2)));
  }

  private static Arguments outside(String name, ThrowingCallable call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void rangesOutside(String name, ThrowingCallable call) {
    assertThatThrownBy(call).as(name).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void hashDependsOnTheBytesOnly() {
    ByteView one = window("xabcdefghijk");
    ByteView two = window("abcdefghijkyy");
    for (int length = 0; length <= 11; length++) {
      assertThat(one.hash(1, length)).isEqualTo(two.hash(0, length));
    }
  }

  @Test
  void hashSeesEveryBitAndTheLength() {
    Set<Integer> hashes = new HashSet<>();
    int expected = 0;
    for (int length = 0; length <= 33; length++) {
      byte[] bytes = new byte[length];
      hashes.add(ByteView.of(bytes).hash(0, length));
      expected++;
      for (int bit = 0; bit < 8 * length; bit++) {
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        hashes.add(ByteView.of(bytes).hash(0, length));
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        expected++;
      }
    }
    assertThat(hashes).hasSize(expected);
  }

  /** A table takes the low bits, so they must spread on their own. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "4, 1", "8, 0", "8, 7", "13, 12", "32, 3"})
  void hashSpreadsOverTheLowBits(int length, int counterAt) {
    int[] load = new int[64];
    for (int i = 0; i < 256; i++) {
      byte[] bytes = new byte[length];
      bytes[counterAt] = (byte) i;
      load[ByteView.of(bytes).hash(0, length) & 63]++;
    }
    assertThat(Arrays.stream(load).max().orElseThrow()).isLessThan(16);
  }

  @Test
  void hashesOfRandomBytesCollideNoMoreThanChance() {
    Random random = new Random(42);
    Set<Integer> hashes = new HashSet<>();
    byte[] bytes = new byte[24];
    for (int i = 0; i < 20_000; i++) {
      random.nextBytes(bytes);
      hashes.add(ByteView.of(bytes).hash(0, bytes.length));
    }
    assertThat(hashes).hasSizeGreaterThan(19_997);
  }

  @Test
  void copiesAreOfTheRange() throws IOException {
    ByteView view = window("abcdef");
    assertThat(view.copy(1, 3)).isEqualTo(Fill.text("bcd"));
    assertThat(view.copy(6, 0)).isEmpty();
    byte[] target = Fill.text("______");
    view.copyTo(1, target, 2, 3);
    assertThat(target).isEqualTo(Fill.text("__bcd_"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    view.slice(2, 4).writeTo(out);
    assertThat(out.toByteArray()).isEqualTo(Fill.text("cdef"));
  }
}
