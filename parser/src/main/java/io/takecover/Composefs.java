package io.takecover;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpReader;
import io.takecover.erofs.ErofsReader;
import io.takecover.erofs.ErofsWriter;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeReader;
import io.takecover.nativefmt.NativeWriter;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeVerifier;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The front door: bytes in, verdict out; a tree in, canonical bytes out. No state is kept between
 * calls.
 */
public final class Composefs {
  private Composefs() {}

  /** {@link #inspect(byte[], Limits, Profile)} with {@link Profile#STRICT}. */
  public static Verdict inspect(byte[] bytes, Limits limits) {
    return inspect(bytes, limits, Profile.STRICT);
  }

  /**
   * Says whether an image is inside a profile, and why not, and whether our writer would write the
   * same bytes. Whatever the bytes, it ends after a number of steps that is linear in their number,
   * and throws nothing.
   *
   * @param bytes the whole image; must not change while the verdict is used, for the tree refers to
   *     them
   */
  public static Verdict inspect(byte[] bytes, Limits limits, Profile profile) {
    return inspect(bytes, limits, profile, formatOf(ByteView.of(bytes)));
  }

  /** The same, of bytes that are to be an image of this format and no other. */
  public static Verdict inspect(byte[] bytes, Limits limits, Profile profile, Format format) {
    return judge(bytes, limits, profile, format, true);
  }

  /**
   * Says only whether an image is inside a profile, and why not: as {@link #inspect}, in half the
   * time. To compare with what our writer writes costs as much as all else, and {@link
   * Profile#CANONICAL} alone depends on it. Nor is an image refused because to compare it would
   * take more steps than the limits allow.
   */
  public static Verdict admit(byte[] bytes, Limits limits, Profile profile) {
    return admit(bytes, limits, profile, formatOf(ByteView.of(bytes)));
  }

  /** The same, of bytes that are to be an image of this format and no other. */
  public static Verdict admit(byte[] bytes, Limits limits, Profile profile, Format format) {
    return judge(bytes, limits, profile, format, profile == Profile.CANONICAL);
  }

  private static Verdict judge(
      byte[] bytes, Limits limits, Profile profile, Format format, boolean comparing) {
    ByteView image = ByteView.of(bytes);
    Budget budget = new Budget(limits, image.size());
    Findings findings = new Findings(profile, limits.findings());
    try {
      return judge(format, image, budget, findings, comparing);
    } catch (RejectedException e) {
      return new Verdict.Rejected(format, List.of(e.violation()), budget.steps());
    }
  }

  /**
   * The bytes that our writer makes of a tree, in the least version of the format that says all of
   * it: see {@link #leastVersion}.
   *
   * @param image a tree of which {@link TreeVerifier} finds no violation
   * @throws RejectedException where the format or the limits do not allow the tree
   */
  public static byte[] write(Image image, Format format, Limits limits) throws RejectedException {
    return write(image, format, leastVersion(image, format), limits);
  }

  /**
   * The bytes that our writer makes of a tree.
   *
   * @param version of the format: 1 of the native one, {@code composefs_version} 0 to 2 of EROFS
   */
  public static byte[] write(Image image, Format format, int version, Limits limits)
      throws RejectedException {
    Budget budget = new Budget(limits, image.bytes().size());
    return switch (format) {
      case NATIVE -> NativeWriter.write(image, budget);
      case EROFS -> ErofsWriter.write(image, version, budget);
    };
  }

  /**
   * Writes the same bytes to {@code out}, without keeping those of an EROFS image.
   *
   * @throws RejectedException where the format or the limits do not allow the tree; some bytes may
   *     be written then
   */
  public static void write(Image image, Format format, int version, Limits limits, OutputStream out)
      throws RejectedException, IOException {
    Budget budget = new Budget(limits, image.bytes().size());
    switch (format) {
      case NATIVE -> out.write(NativeWriter.write(image, budget));
      case EROFS -> ErofsWriter.write(image, version, budget, out);
    }
  }

  /**
   * The least version of a format that says all of a tree: whiteouts are marked in full from
   * version 1 of EROFS on (E-600).
   */
  public static int leastVersion(Image image, Format format) {
    return switch (format) {
      case NATIVE -> Math.toIntExact(NativeLayout.VERSION);
      case EROFS -> ErofsWriter.leastVersion(image);
    };
  }

  /** What the bytes say that they are, right or wrong; native where they say nothing. */
  public static Format formatOf(byte[] bytes) {
    return formatOf(ByteView.of(bytes));
  }

  private static Format formatOf(ByteView image) {
    boolean isNative =
        image.holds(0, NativeLayout.SB_VDATA_OFFSET.offset())
            && image.get(NativeLayout.SB_MAGIC, 0) == NativeLayout.MAGIC;
    return !isNative && ErofsReader.recognises(image) ? Format.EROFS : Format.NATIVE;
  }

  /**
   * What of a tree a format cannot hold: the native one knows no file without a backing path, be
   * its content in the tree or nowhere.
   *
   * @return the first such part, where it stands in what the tree was read from
   */
  public static Optional<Violation> unfit(Image image, Origins origins, Format format) {
    return switch (format) {
      case NATIVE -> NativeWriter.firstUnfit(image, origins);
      case EROFS -> Optional.empty();
    };
  }

  /**
   * Reads composefs-dump(5) text. Whatever the bytes, it ends after a number of steps that is
   * linear in their number, and throws nothing.
   *
   * @param text the whole text; must not change while the verdict is used
   * @param lenient whether to accept what the C parser accepts, see {@link DumpReader}; the rules
   *     of trees are asked all the same
   */
  public static DumpVerdict readDump(byte[] text, Limits limits, boolean lenient) {
    return startDump(text, limits, lenient).verdict();
  }

  /** The first part of {@link #readDump}, for who can use the tree before it is accepted. */
  public static DumpReading startDump(byte[] text, Limits limits, boolean lenient) {
    return DumpReading.of(text, limits, lenient);
  }

  static void requireSize(ByteView bytes, Limits limits, String field) throws RejectedException {
    if (bytes.size() > limits.imageBytes()) {
      throw new RejectedException(new Violation(LimitRule.IMAGE_SIZE, 0, field, bytes.size()));
    }
  }

  private static Verdict judge(
      Format format, ByteView image, Budget budget, Findings findings, boolean comparing)
      throws RejectedException {
    requireSize(image, budget.limits(), "image");
    Reading read =
        switch (format) {
          case NATIVE -> Reading.of(NativeReader.read(image, budget, findings));
          case EROFS -> Reading.of(ErofsReader.read(image, budget, findings));
        };
    TreeVerifier.verify(read.image(), read.origins(), budget, findings);
    findings.settle();
    Verdict.Comparison comparison = Verdict.Comparison.NOT_MADE;
    if (comparing && !findings.isRefusing()) {
      comparison = compare(format, read, image, budget, findings);
    }
    if (findings.isRefusing()) {
      return new Verdict.Rejected(format, findings.violations(), budget.steps());
    }
    return new Verdict.Accepted(
        format,
        read.version(),
        read.image(),
        read.origins(),
        comparison,
        findings.notes(),
        budget.steps());
  }

  private static Verdict.Comparison compare(
      Format format, Reading read, ByteView image, Budget budget, Findings findings)
      throws RejectedException {
    if (format == Format.EROFS && !ErofsWriter.writes(findings.profile())) {
      return Verdict.Comparison.NOT_MADE;
    }
    if (findings.isNoncanonical()) {
      // What the reader saw of another encoding explains it better than the first other byte.
      return Verdict.Comparison.DIFFERENT;
    }
    Violation difference =
        switch (format) {
          case NATIVE -> NativeWriter.firstDifference(read.image(), image, budget);
          case EROFS ->
              ErofsWriter.firstDifference(
                  read.image(), Math.toIntExact(read.version()), image, budget);
        };
    if (difference == null) {
      return Verdict.Comparison.SAME;
    }
    findings.add(difference);
    return Verdict.Comparison.DIFFERENT;
  }

  /** What a reader of either format gives. */
  private record Reading(long version, Image image, Origins origins) {
    static Reading of(NativeReader.Result read) {
      return new Reading(read.version(), read.image(), read.origins());
    }

    static Reading of(ErofsReader.Result read) {
      return new Reading(read.version(), read.image(), read.origins());
    }
  }
}
