package io.takecover.fuzz.cli;

import io.takecover.rule.RejectedException;
import io.takecover.verity.ParallelVerity;
import io.takecover.verity.VerityHash;
import io.takecover.verity.VerityParameters;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Print the fs-verity digest of each file, as `fsverity digest` does.",
      "Exit code 1: with --measured, the kernel has another digest, or none."
    })
final class DigestCommand implements Callable<Integer> {
  private static final int AHEAD = 256;

  @Mixin private VerityOptions verity = new VerityOptions();

  @Option(
      names = "--measured",
      description =
          "Also ask the kernel for the digest by which it holds the file to its content, through"
              + " the tool fsverity: it is the same, another, absent (the file has no fs-verity),"
              + " unsupported (its file system has none), or unknown (the tool is not there, or"
              + " cannot read the file).")
  private boolean measured;

  @Option(names = "--json", description = "One JSON object a line, with the size.")
  private boolean json;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Threads (default: one for each processor).")
  private Integer jobs;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, folders (every file below), or - for standard input.")
  private List<String> files;

  private final Console console;
  private JsonLines lines;
  private boolean several;
  private int told;
  private int exit;

  /**
   * A file's digest.
   *
   * @param kernel what the kernel says, or null where it was not asked
   * @param complaint why there is no digest, or null
   */
  private record Result(ImageDigest digest, long size, String kernel, String complaint) {
    boolean agrees() {
      return kernel == null || kernel.equals(digest.toString());
    }
  }

  DigestCommand(Console console) {
    this(console, List.of());
  }

  /** The command without any option. */
  DigestCommand(Console console, List<String> files) {
    this.console = console;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    VerityParameters parameters = verity.parameters();
    int threads = Jobs.count(jobs);
    Sources sources = Sources.of(files, console);
    several = sources.count(2) > 1;
    int ofOne = threads / Math.max(1, sources.count(threads));
    new Jobs<Source, Result>(threads, AHEAD, () -> digests(parameters, ofOne))
        .inOrder(sources, this::report);
    exit = Exit.worst(exit, sources.exit());
    if (lines != null) {
      lines.flush();
    }
    return exit;
  }

  /** What one thread does with each file. */
  private Function<Source, Result> digests(VerityParameters parameters, int threads) {
    ParallelVerity digest = new ParallelVerity(parameters, threads);
    return source -> result(source, parameters.hash(), digest);
  }

  private void report(Source source, Result result) throws IOException {
    told++;
    if (!quiet && several && console.showsProgress()) {
      console.progress("[" + told + "] " + source.label());
    }
    if (result.complaint() != null) {
      console.say(result.complaint());
      exit = Exit.worst(exit, Exit.USAGE);
      return;
    }
    if (!result.agrees()) {
      exit = Exit.worst(exit, Exit.FINDINGS);
    }
    if (json) {
      if (lines == null) {
        lines = new JsonLines(console);
      }
      lines.digest(source, result.digest(), result.size(), result.kernel());
    } else if (result.kernel() == null) {
      console.listed(result.digest() + " " + source.label());
    } else {
      String kernel = result.agrees() ? "the same" : result.kernel();
      console.listed(result.digest() + " " + source.label() + " (measured: " + kernel + ")");
    }
  }

  private Result result(Source source, VerityHash hash, ParallelVerity verity) {
    try (Counting in = new Counting(open(source))) {
      ImageDigest digest = ImageDigest.of(hash, verity.digest(in));
      String kernel = measured ? kernel(source) : null;
      return new Result(digest, in.count, kernel, null);
    } catch (CommandException e) {
      return failed(e.getMessage());
    } catch (RejectedException e) {
      return failed(source.label() + ": " + e.violation());
    } catch (IOException e) {
      return failed(source.label() + ": cannot be read: " + ImageFile.reason(e));
    }
  }

  private InputStream open(Source source) throws CommandException {
    return source.path() == null ? console.in() : ImageFile.open(source);
  }

  private static String kernel(Source source) {
    return source.path() == null ? "unsupported" : Kernel.measure(source.path());
  }

  private static Result failed(String complaint) {
    return new Result(null, 0, null, complaint);
  }

  /** Counts what is read. */
  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      int read = in.read(target, at, length);
      count += Math.max(0, read);
      return read;
    }

    @Override
    public int readNBytes(byte[] target, int at, int length) throws IOException {
      int read = in.readNBytes(target, at, length);
      count += read;
      return read;
    }
  }
}
