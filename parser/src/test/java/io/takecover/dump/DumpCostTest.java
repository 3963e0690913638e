package io.takecover.dump;

import static io.takecover.dump.DumpDefect.PLAIN;
import static io.takecover.dump.DumpDefect.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that are made to be slow cost a number of steps that is linear in their bytes. */
class DumpCostTest {
  private static final int LINES = 100_000;

  private static DumpVerdict read(CharSequence text) {
    return Composefs.readDump(DumpDefect.bytes(text.toString()), Limits.DEFAULT, false);
  }

  /** Steps for each byte of a text that is accepted. */
  private static double cost(CharSequence text) {
    DumpVerdict verdict = read(text);
    assertThat(verdict).isInstanceOf(DumpVerdict.Accepted.class);
    return (double) verdict.steps() / text.length();
  }

  @Test
  void oneDirectoryInReversedOrder() {
    StringBuilder text = new StringBuilder(ROOT);
    for (int i = LINES; i > 0; i--) {
      text.append("/%06d 0 100644".formatted(i)).append(PLAIN);
    }
    assertThat(cost(text)).isLessThan(5);
  }

  @Test
  void longNamesThatDifferAtTheirEnds() {
    StringBuilder text = new StringBuilder(ROOT);
    for (int i = LINES / 10; i > 0; i--) {
      int shuffled = i * 7919 % 10_007;
      text.append('/').append("n".repeat(249)).append("%06d 0 100644".formatted(shuffled));
      text.append(PLAIN);
    }
    assertThat(cost(text)).isLessThan(20);
  }

  @Test
  void deepChain() {
    StringBuilder text = new StringBuilder(ROOT);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 2048; i++) {
      text.append(path.append("/d")).append(" 0 40755").append(PLAIN);
    }
    assertThat(cost(text)).isLessThan(5);
  }

  @Test
  void neighboursFarBelow() {
    StringBuilder text = new StringBuilder(ROOT);
    String path = "/d".repeat(1000);
    for (int i = 1; i <= 1000; i++) {
      text.append(path, 0, 2 * i).append(" 0 40755").append(PLAIN);
    }
    for (int i = 0; i < 2000; i++) {
      text.append(path).append('/').append(i).append(" 0 100644").append(PLAIN);
      text.append("/%d 0 100644".formatted(i)).append(PLAIN);
    }
    assertThat(cost(text)).isLessThan(5);
  }

  @Test
  void manyHardLinksToOneTarget() {
    StringBuilder text = new StringBuilder(ROOT);
    String xattrs = " user.x=" + "v".repeat(100) + "\n";
    for (int i = 0; i < LINES; i++) {
      text.append("/%d 0 @100644 %d 0 0 0 0.0 /f - -".formatted(i, LINES + 1)).append(xattrs);
    }
    text.append("/f 0 100644 %d 0 0 0 0.0 - - -".formatted(LINES + 1)).append(xattrs);
    assertThat(cost(text)).isLessThan(5);
  }

  /** A link's line is read, looked for its target, and then its xattrs are compared. */
  @Test
  void xattrsOfAHardLinkCostThreeStepsAByte() {
    long[] steps = new long[2];
    for (int i = 0; i < 2; i++) {
      String xattrs = " user.x=" + "v".repeat(100 + 1000 * i) + "\n";
      String file = "/a 0 100644 2 0 0 0 0.0 - - -" + xattrs;
      steps[i] = read(ROOT + file + "/b 0 @100644 2 0 0 0 0.0 /a - -" + xattrs).steps();
    }
    assertThat(steps[1] - steps[0]).isEqualTo(1000 + 3 * 1000);
  }

  @Test
  void longChainOfHardLinks() {
    StringBuilder text = new StringBuilder(ROOT);
    for (int i = 0; i < LINES; i++) {
      text.append("/%d 0 @100644 1 0 0 0 0.0 /%d - -\n".formatted(i, i + 1));
    }
    text.append("/%d 0 100644 %d 0 0 0 0.0 - - -\n".formatted(LINES, LINES + 1));
    DumpVerdict verdict =
        Composefs.readDump(DumpDefect.bytes(text.toString()), Limits.DEFAULT, true);
    assertThat(verdict).isInstanceOf(DumpVerdict.Accepted.class);
    assertThat((double) verdict.steps() / text.length()).isLessThan(5);
  }

  @Test
  void manyXattrsOnEveryLine() {
    StringBuilder xattrs = new StringBuilder();
    for (int i = 2000; i > 0; i--) {
      xattrs.append(" user.%04d=".formatted(i));
    }
    StringBuilder text = new StringBuilder(ROOT);
    for (int i = 0; i < 50; i++) {
      text.append("/%d 0 100644 1 0 0 0 0.0 - - -%s%d\n".formatted(i, xattrs, i));
    }
    assertThat(cost(text)).isLessThan(20);
  }

  /**
   * Names that share a hash are all looked at, and paid for, until the budget is spent; in an order
   * in which they cannot all be new.
   */
  @Test
  void collidingNames() {
    StringBuilder few = new StringBuilder(ROOT);
    StringBuilder many = new StringBuilder(ROOT);
    List<String> names = colliding(4000);
    Collections.reverse(names);
    for (int i = 0; i < names.size(); i++) {
      String line = "/" + names.get(i) + " 0 100644" + PLAIN;
      (i < 300 ? few : many).append(line);
    }
    assertThat(cost(few)).isBetween(10.0, 64.0);
    DumpVerdict verdict = read(many);
    assertThat(verdict).isInstanceOf(DumpVerdict.Rejected.class);
    assertThat(((DumpVerdict.Rejected) verdict).first().rule()).isEqualTo(LimitRule.WORK);
  }

  /**
   * Names of two words of eight bytes, escaped: the second word of each undoes what its first word
   * did to the state of {@link ByteView#hash}.
   */
  private static List<String> colliding(int count) {
    List<String> names = new ArrayList<>();
    int hash = 0;
    for (int i = 0; names.size() < count; i++) {
      byte[] name = Arrays.copyOf(DumpDefect.bytes("%08d".formatted(i)), 16);
      long state = name.length * 0x9E3779B97F4A7C15L;
      state = (state ^ word(name)) * 0x9FB21C651E98DF25L;
      state ^= state >>> 32;
      for (int k = 0; k < 8; k++) {
        name[8 + k] = (byte) (state >>> (8 * k));
      }
      ByteView bytes = ByteView.of(name);
      if (bytes.indexOf(0, 0, 16) == 16 && bytes.indexOf('/', 0, 16) == 16) {
        assertThat(names.isEmpty() || bytes.hash(0, 16) == hash).isTrue();
        hash = bytes.hash(0, 16);
        names.add(Escape.of(bytes, 0, 16));
      }
    }
    return names;
  }

  private static long word(byte[] name) {
    return ByteView.of(name).u64(0);
  }
}
