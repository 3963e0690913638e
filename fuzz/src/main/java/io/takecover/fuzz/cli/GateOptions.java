package io.takecover.fuzz.cli;

import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for how an image is judged. */
final class GateOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "auto (default), native or erofs; this version reads native images only.")
  private String format;

  @Option(
      names = "--canonical",
      description = "Also reject what our own writer would not write, byte for byte.")
  private boolean canonical;

  @Option(
      names = "--lenient-v3",
      description = "Report the known faults of the January 2023 writer instead of rejecting them.")
  private boolean lenient;

  @Mixin private LimitOptions limits = new LimitOptions();

  Profile profile() throws CommandException {
    if (canonical && lenient) {
      throw new CommandException("--canonical and --lenient-v3 exclude each other");
    }
    if (canonical) {
      return Profile.CANONICAL;
    }
    return lenient ? Profile.LENIENT_V3 : Profile.STRICT;
  }

  Limits limits() throws CommandException {
    return limits.limits();
  }

  /** Refuses any format but the one that this version knows. */
  static void requireNative(String format, String option) throws CommandException {
    switch (format.toLowerCase(Locale.ROOT)) {
      case "auto", "native" -> {}
      case "erofs" ->
          throw new CommandException(
              option + " erofs: this version knows the native format only, not EROFS");
      default -> throw new CommandException(option + ": there is no format '" + format + "'");
    }
  }

  void requireNative() throws CommandException {
    if (format != null) {
      requireNative(format, "--format");
    }
  }
}
