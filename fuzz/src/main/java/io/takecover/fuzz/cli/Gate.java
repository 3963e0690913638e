package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.util.List;
import java.util.Optional;

/** Reads one image after the other and judges it. */
final class Gate implements ImageFile.Glance {
  private final Console console;
  private final Format format;
  private final Limits limits;
  private final Profile profile;
  private final Promise promise;
  private final Parser parser;
  private final boolean telling;

  /**
   * An image and what is to be said of it.
   *
   * @param size bytes of the image, where it was accepted
   * @param digest null where nobody asked, or the image was rejected
   */
  record Judgement(Source source, Verdict verdict, long size, ImageDigest digest) {
    boolean isAccepted() {
      return verdict instanceof Verdict.Accepted;
    }
  }

  /** What makes a verdict of the bytes of an image. */
  interface Parser {
    Verdict parse(byte[] bytes);
  }

  /**
   * @param promise what every image must be before it is parsed
   * @param telling whether to work out the digest of what is accepted, and whether it is canonical
   */
  Gate(Console console, GateOptions options, Promise promise, boolean telling)
      throws CommandException {
    this(console, options, promise, telling, null);
  }

  /** A gate with a parser of the caller's, or with the usual one where that is null. */
  Gate(Console console, GateOptions options, Promise promise, boolean telling, Parser parser)
      throws CommandException {
    this.format = options.format();
    this.console = console;
    this.limits = options.limits();
    this.profile = options.profile();
    this.promise = promise;
    this.telling = telling;
    this.parser = parser == null ? this::inspect : parser;
  }

  /** A gate that looks at nothing but the image. */
  Gate(Console console, GateOptions options) throws CommandException {
    this(console, options, Promise.NONE, false);
  }

  Limits limits() {
    return limits;
  }

  Judgement judge(Source source) throws CommandException {
    byte[] bytes = ImageFile.read(source, console, limits.imageBytes(), this);
    ImageDigest digest;
    try {
      digest = promise.settle(ByteView.of(bytes));
    } catch (RejectedException e) {
      return new Judgement(source, broken(e.violation(), bytes), bytes.length, null);
    }
    if (!telling || digest != null) {
      return new Judgement(source, parser.parse(bytes), bytes.length, digest);
    }
    try (Pending<ImageDigest> pending = ImageDigest.start(ByteView.of(bytes))) {
      Verdict verdict = parser.parse(bytes);
      boolean accepted = verdict instanceof Verdict.Accepted;
      return new Judgement(source, verdict, bytes.length, accepted ? pending.result() : null);
    }
  }

  /**
   * The image if it is accepted; otherwise says on stderr why not, for stdout is for the image's
   * content.
   */
  Optional<Verdict.Accepted> admit(Source source) throws CommandException {
    Verdict verdict = judge(source).verdict();
    if (verdict instanceof Verdict.Accepted accepted) {
      return Optional.of(accepted);
    }
    if (verdict instanceof Verdict.Rejected rejected) {
      console.error(new VerdictText(false).rejected(source, rejected));
    }
    return Optional.empty();
  }

  private Verdict inspect(byte[] bytes) {
    Format wanted = format == null ? Composefs.formatOf(bytes) : format;
    return telling
        ? Composefs.inspect(bytes, limits, profile, wanted)
        : Composefs.admit(bytes, limits, profile, wanted);
  }

  /**
   * What is of no known format stays so, whatever comes behind its first bytes; a digest is over
   * all bytes.
   */
  @Override
  public boolean isWorthReading(byte[] head) {
    // Whether an EROFS image is whole blocks is asked first, and the head does not tell.
    return promise != Promise.NONE
        || Composefs.formatOf(head) == Format.EROFS
        || !(parser.parse(head) instanceof Verdict.Rejected rejected)
        || rejected.first().rule().kind() != Kind.UNSUPPORTED;
  }

  private Verdict broken(Violation violation, byte[] bytes) {
    Format said = format == null ? Composefs.formatOf(bytes) : format;
    return new Verdict.Rejected(said, List.of(violation), 0);
  }
}
