package io.takecover.fuzz.cli;

import io.takecover.Format;
import io.takecover.dump.Escape;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.ExportFormat;
import io.takecover.fuzz.corpus.PlainZip;
import io.takecover.fuzz.corpus.TestVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write the images in a shape that other projects use.",
      "wycheproof: one JSON file of test vectors. libfuzzer: a folder of images, each named by its"
          + " SHA-1. erofs-rs: EROFS images as seeds/filesystem/NAME for cargo-fuzz, and vectors.tsv"
          + " that says what a strict reader says of each."
    })
final class ExportCommand extends CorpusCommand.OnCorpus {
  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "wycheproof, libfuzzer or erofs-rs.")
  private String format;

  @Option(names = "--only", paramLabel = "FORMAT", description = "Only images of native or erofs.")
  private String only;

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  @Parameters(
      index = "0",
      paramLabel = "OUT",
      description = "A file for wycheproof, else a folder; or a zip file where it ends in .zip.")
  private String out;

  ExportCommand(Console console) {
    super(console);
  }

  @Override
  int call(Corpus corpus) throws IOException, CorpusException, CommandException {
    ExportFormat chosen =
        Arrays.stream(ExportFormat.values())
            .filter(one -> one.label().equals(format))
            .findFirst()
            .orElseThrow(() -> new CommandException("--format is none of " + labels()));
    List<TestVector> vectors = corpus.vectors();
    if (only != null) {
      Format wanted = FormatName.parse(only, "--only");
      vectors = vectors.stream().filter(v -> v.format().equals(wanted.label())).toList();
    }
    boolean isZip = out.endsWith(".zip");
    boolean isFile = isZip || chosen.isOneFile();
    NewFile file = isFile ? NewFile.at(out, force) : null;
    Path folder = isFile ? null : folder();
    Map<String, byte[]> files = chosen.files(corpus, vectors);
    if (isZip) {
      file.write(PlainZip.of(files));
    } else if (isFile) {
      file.write(files.values().iterator().next());
    } else {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        Path path = folder.resolve(entry.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, entry.getValue());
      }
    }
    console.line("%s: %d files".formatted(Escape.of(out), isZip || !isFile ? files.size() : 1));
    return Exit.DONE;
  }

  private static String labels() {
    return Arrays.stream(ExportFormat.values())
        .map(ExportFormat::label)
        .collect(Collectors.joining(", "));
  }

  private Path folder() throws CommandException, IOException {
    Path folder = Sources.path(out);
    if (Files.isRegularFile(folder)) {
      throw new CommandException(Escape.of(out) + ": this is a file, and a folder is wanted");
    }
    if (Files.isDirectory(folder) && !force) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new CommandException(Escape.of(out) + ": this folder is not empty (see --force)");
        }
      }
    }
    return folder;
  }
}
