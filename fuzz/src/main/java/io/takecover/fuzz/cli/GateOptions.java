package io.takecover.fuzz.cli;

import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.corpus.ProfileName;
import io.takecover.rule.Profile;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for how an image is judged. */
final class GateOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "auto (default), native or erofs: reject images of another format.")
  private String format;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description =
          "strict (default), canonical, lenient-v3, userxattr, or rs-v2: EROFS images of composefs"
              + " version 2, as composefs-rs wrote them.")
  private String named;

  @Option(
      names = "--canonical",
      description = "Also reject what our own writer would not write, byte for byte.")
  private boolean canonical;

  @Option(
      names = "--lenient-v3",
      description = "Report the known faults of the January 2023 writer instead of rejecting them.")
  private boolean lenient;

  @Option(
      names = "--userxattr",
      description =
          "EROFS images whose marks for overlayfs stand under user.overlay., for mounts with the"
              + " option userxattr.")
  private boolean userxattr;

  @Mixin private LimitOptions limits = new LimitOptions();

  Profile profile() throws CommandException {
    Set<Profile> wanted = EnumSet.noneOf(Profile.class);
    if (named != null) {
      wanted.add(ProfileName.find(named).orElseThrow(() -> unknown(named)));
    }
    if (canonical) {
      wanted.add(Profile.CANONICAL);
    }
    if (lenient) {
      wanted.add(Profile.LENIENT_V3);
    }
    if (userxattr) {
      wanted.add(Profile.USERXATTR);
    }
    if (wanted.size() > 1) {
      throw new CommandException(
          "--profile, --canonical, --lenient-v3 and --userxattr exclude each other");
    }
    return wanted.isEmpty() ? Profile.STRICT : wanted.iterator().next();
  }

  private static CommandException unknown(String name) {
    return new CommandException("--profile: there is no profile '" + name + "'");
  }

  /** Whether images are read as those for mounts with the option userxattr. */
  boolean isForUserMounts() throws CommandException {
    return profile() == Profile.USERXATTR;
  }

  /** The format that images must have, or null where any will do. */
  Format format() throws CommandException {
    boolean any = format == null || format.equalsIgnoreCase("auto");
    return any ? null : FormatName.parse(format, "--format");
  }

  Limits limits() throws CommandException {
    return limits.limits();
  }
}
