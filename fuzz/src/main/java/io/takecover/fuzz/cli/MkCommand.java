package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.DumpReading;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "mk",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    customSynopsis = {
      "takecover mk --from-dump DUMP [--lenient-c] [OPTIONS] OUT",
      "takecover mk [--no-digest | --objects STORE] [OPTIONS] DIR OUT"
    },
    description = {
      "Make an image from composefs-dump(5) text, or from a folder.",
      "What is wrong with a dump is told with its offset and its line:",
      "  x.dump:117: reject D-042 (line 2, mode = 0x0): a mode names one of ...",
      "In an image of a folder, each file that is not empty has its fs-verity digest, which is also"
          + " its backing path: xx/yyyy... Links between files in the folder are kept, symlinks are"
          + " not followed, and the size of a folder is 0. Of extended attributes, Java can read"
          + " only those named user.*; all others are left out."
    })
final class MkCommand implements Callable<Integer>, ImageFile.Glance {
  private static final int LATEST_VERSION = 1;

  @Option(
      names = "--from-dump",
      paramLabel = "DUMP",
      description = "A file, or - for standard input; as plain text, not compressed.")
  private String dump;

  @Option(
      names = "--lenient-c",
      description =
          "Accept what the C parser accepts, but for digests that it would leave undefined.")
  private boolean lenient;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      defaultValue = "erofs",
      description = "native or erofs (default).")
  private String to;

  @Option(
      names = "--min-version",
      paramLabel = "N",
      description = "Lowest version of an EROFS image; default: 0.")
  private Integer minVersion;

  @Option(
      names = "--max-version",
      paramLabel = "N",
      description = "Highest version of an EROFS image, taken where it is needed; default: 1.")
  private Integer maxVersion;

  @Option(
      names = "--no-digest",
      description = "The backing path of a file is its path in the folder; no digests.")
  private boolean noDigest;

  @Option(
      names = "--objects",
      paramLabel = "STORE",
      description =
          "Copy the content of each file that has a digest into this folder, under its backing"
              + " path; what is there already is not written again.")
  private String store;

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say on stderr what is worth noting of the dump, or was tolerated.")
  private boolean verbose;

  @Mixin private LimitOptions limitOptions = new LimitOptions();

  @Parameters(
      arity = "1..2",
      paramLabel = "[DIR] OUT",
      description =
          "The folder, unless there is a dump; and a file, which is there whole or not at all,"
              + " or - for standard output.")
  private List<String> places;

  private final Console console;

  MkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    requireSense();
    Format format = format();
    String out = places.get(places.size() - 1);
    NewFile file = out.equals("-") ? null : NewFile.at(out, force);
    Limits limits = limitOptions.limits();
    return dump == null
        ? ofFolder(file, format, limits)
        : ofDump(file, Sources.one(dump), format, limits);
  }

  /** What is compressed is not read any further, however long it is. */
  @Override
  public boolean isWorthReading(byte[] head) {
    return !isCompressed(head);
  }

  private void requireSense() throws CommandException {
    if (places.size() != (dump == null ? 2 : 1)) {
      throw new CommandException(
          dump == null
              ? "mk takes a folder and the file to make of it, or --from-dump and the file"
              : "mk --from-dump takes the file to make, and no folder");
    }
    if (dump != null && noDigest) {
      throw new CommandException("--no-digest: a dump says itself which digests there are");
    }
    if (store != null && (dump != null || noDigest)) {
      throw new CommandException("--objects: only contents of a folder, with digests, are copied");
    }
    if (dump == null && lenient) {
      throw new CommandException("--lenient-c: there is no dump to be lenient with");
    }
    requireVersion("--min-version", minVersion);
    requireVersion("--max-version", maxVersion);
  }

  private static void requireVersion(String option, Integer version) throws CommandException {
    if (version != null && (version < 0 || version > LATEST_VERSION)) {
      throw new CommandException(option + ": EROFS versions are 0 and 1");
    }
  }

  private Format format() throws CommandException {
    Format format = FormatName.parse(to, "--to");
    if (format == Format.NATIVE && (minVersion != null || maxVersion != null)) {
      throw new CommandException("--min-version, --max-version: a native image has one version");
    }
    return format;
  }

  private int ofFolder(NewFile file, Format format, Limits limits)
      throws IOException, CommandException {
    String folder = places.get(0);
    int inline = format == Format.NATIVE ? 0 : FolderTree.INLINE_MAX;
    ObjectFolder objects = store == null ? null : ObjectFolder.open(store);
    FolderTree tree = new FolderTree(Sources.path(folder), !noDigest, inline, objects);
    Image image = tree.read();
    console.say(
        "extended attributes that are not named user.* are left out, for Java cannot read them");
    ImageMaking making = new ImageMaking(console, file, Sources.one(folder), null, format, limits);
    List<Violation> violations = tree.violations(limits);
    return violations.isEmpty()
        ? making.make(image, Origins.NONE, version(image, format), List::of)
        : making.refuse(violations);
  }

  private int ofDump(NewFile file, Source source, Format format, Limits limits)
      throws IOException, CommandException {
    byte[] bytes = ImageFile.readText(source, console, limits.imageBytes(), this);
    if (isCompressed(bytes)) {
      throw new CommandException(
          source.label()
              + ": this is compressed with gzip, and a dump is read as plain text only"
              + " (gzip -dc FILE | takecover mk --from-dump - OUT)");
    }
    ByteView text = ByteView.of(bytes);
    ImageMaking making = new ImageMaking(console, file, source, text, format, limits);
    DumpReading dump = Composefs.startDump(bytes, limits, lenient);
    if (dump.tree().isEmpty()) {
      return making.refuse(dump.verdict().violations());
    }
    Image image = dump.tree().get().image();
    Origins origins = dump.tree().get().origins();
    try (Pending<DumpVerdict> verdict = Pending.start("verdict", dump::verdict)) {
      int version = version(image, format);
      int exit = making.make(image, origins, version, () -> verdict.result().violations());
      if (verbose && verdict.result() instanceof DumpVerdict.Accepted accepted) {
        tell(accepted.notes(), source, text);
      }
      return exit;
    }
  }

  private void tell(List<Violation> notes, Source source, ByteView text) {
    for (Violation note : notes) {
      Violation located = VerdictText.withLine(note, text);
      console.error(new VerdictText(false).note(source, located));
    }
  }

  /**
   * The lowest version, or what the tree needs, as far as the highest allows (E-600). Whoever asks
   * for version 0 and nothing else gets it (E-601).
   */
  private int version(Image image, Format format) {
    int needed = Composefs.leastVersion(image, format);
    if (format == Format.NATIVE) {
      return needed;
    }
    int lowest = minVersion == null ? 0 : minVersion;
    int pinned = minVersion != null && minVersion == 0 ? 0 : LATEST_VERSION;
    int highest = Math.max(lowest, maxVersion == null ? pinned : maxVersion);
    return Math.max(lowest, Math.min(needed, highest));
  }

  private static boolean isCompressed(byte[] head) {
    return head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
  }
}
