package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  @Test
  void linesAndForeignFramesDoNotMatter() {
    Throwable one =
        thrown(
            new IllegalStateException("a"),
            frame("java.util.Arrays", "copyOf", 1),
            frame("io.takecover.bytes.ByteView", "u8", 10),
            frame("io.takecover.nativefmt.NativeReader", "lambda$read$3", 20),
            frame("io.takecover.fuzz.targets.NativeReadFuzzer", "fuzzerTestOneInput", 9));
    Throwable other =
        thrown(
            new IllegalStateException("b"),
            frame("io.takecover.bytes.ByteView", "u8", 11),
            frame("io.takecover.nativefmt.NativeReader", "lambda$read$17", 21),
            frame("io.takecover.fuzz.targets.DumpFuzzer", "fuzzerTestOneInput", 9),
            frame("org.junit.Something", "run", 1));
    assertThat(Signature.of(one)).isEqualTo(Signature.of(other));
    assertThat(Signature.of(one).key()).isEqualTo(Signature.of(other).key()).hasSize(12);
    assertThat(Signature.of(one).frames())
        .containsExactly(
            "io.takecover.bytes.ByteView.u8", "io.takecover.nativefmt.NativeReader.lambda$read");
    assertThat(Signature.of(one).claim()).isEqualTo("only-refuses");
    assertThat(Signature.of(one).rule()).isEqualTo("IllegalStateException");
  }

  @Test
  void claimRuleAndFramesMatter() {
    StackTraceElement here = frame("io.takecover.A", "a", 1);
    StackTraceElement there = frame("io.takecover.A", "b", 1);
    List<String> keys =
        List.of(
            key(new ClaimFailure(Claim.REWRITES, "x", ""), here),
            key(new ClaimFailure(Claim.REWRITES, "y", ""), here),
            key(new ClaimFailure(Claim.LINEAR_WORK, "x", ""), here),
            key(new ClaimFailure(Claim.REWRITES, "x", ""), there),
            key(new IllegalStateException(), here),
            key(new IllegalArgumentException(), here));
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(key(new ClaimFailure(Claim.REWRITES, "x", "other words"), here))
        .isEqualTo(keys.get(0));
  }

  @Test
  void aStackThatRunsOutIsTheCycleThatItRunsIn() {
    assertThat(Signature.of(overflow(900)).key()).isEqualTo(Signature.of(overflow(901)).key());
    assertThat(Signature.of(overflow(900)).frames())
        .containsExactly("io.takecover.A.down", "io.takecover.A.up");
  }

  @Test
  void aHangIsKnownByTheFramesThatAreThereEachTime() {
    StackTraceElement[] one = {
      frame("io.takecover.A", "compare", 1),
      frame("io.takecover.A", "sort", 2),
      frame("io.takecover.B", "verify", 3),
      frame("io.takecover.B", "inspect", 4),
      frame("io.takecover.Composefs", "inspect", 5),
      frame("io.takecover.fuzz.claims.LookupClaims", "hold", 5)
    };
    StackTraceElement[] other = one.clone();
    other[0] = frame("io.takecover.A", "swap", 7);
    assertThat(Signature.ofHang(List.of(one, other)).frames())
        .containsExactly("io.takecover.A.sort", "io.takecover.B.verify", "io.takecover.B.inspect");
    assertThat(Signature.ofHang(List.of(other, one)).key())
        .isEqualTo(Signature.ofHang(List.of(one, other)).key())
        .isNotEqualTo(Signature.ofHang(List.<StackTraceElement[]>of(one)).key());
  }

  /** One sees them in the stack of another thread only, and they are named anew each time. */
  @Test
  void theClassOfALambdaDoesNotMatter() {
    StackTraceElement fault = frame("io.takecover.erofs.Inode", "uid", 1);
    StackTraceElement caller = frame("io.takecover.erofs.DirentWalk", "walk", 2);
    StackTraceElement[] one = {
      fault,
      frame("io.takecover.erofs.ErofsReader$$Lambda$48/0x00007f7d850a3698", "entry", -1),
      caller
    };
    StackTraceElement[] other = {
      fault,
      frame("io.takecover.erofs.ErofsReader$$Lambda$51/0x00007fb6c50a3698", "entry", -1),
      caller
    };
    assertThat(Signature.ofHang(List.<StackTraceElement[]>of(one)).frames())
        .containsExactly("io.takecover.erofs.Inode.uid", "io.takecover.erofs.DirentWalk.walk");
    assertThat(Signature.ofHang(List.<StackTraceElement[]>of(one)))
        .isEqualTo(Signature.ofHang(List.<StackTraceElement[]>of(other)));
  }

  @Test
  void whoAskedDoesNotMatter() {
    StackTraceElement fault = frame("io.takecover.erofs.InodeReader", "read", 10);
    StackTraceElement[] inspected = {
      fault,
      frame("io.takecover.Composefs", "inspect", 1),
      frame("io.takecover.fuzz.claims.Trial", "inspect", 2)
    };
    StackTraceElement[] converted = {
      fault,
      frame("io.takecover.Composefs", "admit", 1),
      frame("io.takecover.fuzz.claims.ConvertClaims", "hold", 2)
    };
    assertThat(key(new IllegalStateException(), inspected))
        .isEqualTo(key(new IllegalStateException(), converted));
  }

  @Test
  void aPrintedTraceHasTheSameSignature() {
    Throwable crash =
        thrown(
            new IllegalStateException("a: b\n\tat nowhere"),
            frame("io.takecover.bytes.ByteView", "u8", 10),
            frame("io.takecover.nativefmt.NativeReader", "lambda$read$3", 20));
    Throwable claim = new ClaimFailure(Claim.REWRITES, "same-tree", "detail");
    Throwable overflow = overflow(900);
    for (Throwable one : List.of(crash, claim)) {
      assertThat(Signature.ofText(Failure.of(one).stack())).isEqualTo(Signature.of(one));
    }
    assertThat(Signature.ofText(Failure.of(overflow).stack())).isEqualTo(Signature.of(overflow));
    assertThat(Signature.ofText("no trace at all")).isNull();
  }

  private static Throwable overflow(int depth) {
    List<StackTraceElement> frames = new ArrayList<>();
    frames.add(frame("io.takecover.Leaf", "leaf" + depth, 1));
    for (int i = 0; i < depth; i++) {
      frames.add(frame("io.takecover.A", i % 2 == 0 ? "up" : "down", 1));
    }
    return thrown(new StackOverflowError(), frames.toArray(StackTraceElement[]::new));
  }

  private static String key(Throwable throwable, StackTraceElement... frames) {
    return Signature.of(thrown(throwable, frames)).key();
  }

  private static Throwable thrown(Throwable throwable, StackTraceElement... frames) {
    throwable.setStackTrace(frames);
    return throwable;
  }

  private static StackTraceElement frame(String type, String method, int line) {
    return new StackTraceElement(type, method, "X.java", line);
  }
}
