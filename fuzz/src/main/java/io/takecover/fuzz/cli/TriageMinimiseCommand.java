package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.ValidInputs;
import io.takecover.fuzz.triage.Cause;
import io.takecover.fuzz.triage.Crash;
import io.takecover.fuzz.triage.CrashStore;
import io.takecover.fuzz.triage.Minimiser;
import io.takecover.fuzz.triage.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "minimise",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Make the inputs of crashes small, and say what is wrong with them.",
      "By field: the nearest valid image with the fewest fields changed that fails with the same key."
          + " By bytes: what is left when no byte can be cut out."
    },
    footerHeading = "%nExit codes:%n",
    footer = {"  0  done", "  2  wrong usage, or no such crash"})
final class TriageMinimiseCommand extends CrashWork {
  private static final int MOST_SECONDS = 60;

  @Parameters(
      paramLabel = "KEY",
      arity = "0..*",
      description = "Which crashes. Default: those of which it is not known what is wrong.")
  private List<String> keys = new ArrayList<>();

  @Mixin private ReplayOptions replay = new ReplayOptions();

  @Option(
      names = "--by",
      paramLabel = "WAY",
      defaultValue = "both",
      description =
          "both: by field, and by bytes where that leads nowhere; field; bytes. Default:"
              + " ${DEFAULT-VALUE}.")
  private String way;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "" + MOST_SECONDS,
      description = "How long each way may take for one crash. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  TriageMinimiseCommand(Console console) {
    super(console);
  }

  @Override
  int work() throws CommandException, IOException, InterruptedException, CorpusException {
    Minimiser.Way chosen = Choice.of(Minimiser.Way.class, "--by", way);
    CrashStore store = options.store();
    List<Crash> crashes = new ArrayList<>();
    for (String key : keys) {
      crashes.add(options.crash(key));
    }
    if (keys.isEmpty()) {
      store.list().stream().filter(crash -> crash.cause() == null).forEach(crashes::add);
    }
    Path corpus = options.places().corpus();
    ValidInputs valid = ValidInputs.of(Corpus.open(corpus));
    try (Replayer replayer = new Replayer(replay.limits())) {
      Minimiser minimiser =
          new Minimiser(replayer, valid.images(), valid.texts(), Math.max(1, seconds));
      for (Crash crash : crashes) {
        if (!quiet) {
          console.progress(crash.key() + ": " + crash.bytes() + " bytes");
        }
        byte[] input = Files.readAllBytes(store.input(crash));
        Minimiser.Minimised done =
            minimiser.minimise(store, crash, input, CrashOptions.target(crash), chosen);
        console.line(line(done));
      }
    }
    return Exit.DONE;
  }

  private static String line(Minimiser.Minimised done) {
    String cause =
        done.crash().knownCause().map(Cause::sentence).orElse("no valid image leads there");
    return "%s: %d -> %d bytes, %d inputs tried: %s"
        .formatted(
            done.crash().key(),
            done.before(),
            done.crash().bytes(),
            done.tried(),
            Escape.sentence(cause));
  }
}
