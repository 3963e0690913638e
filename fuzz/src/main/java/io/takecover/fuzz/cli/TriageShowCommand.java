package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.corpus.ClosedInputs;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.ValidInputs;
import io.takecover.fuzz.inspect.HexRows;
import io.takecover.fuzz.inspect.Ranges;
import io.takecover.fuzz.triage.Cause;
import io.takecover.fuzz.triage.Crash;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Show one crash: what is wrong with its input, byte by byte, the stack, and how to replay it.",
      "Marked are the bytes that stand otherwise in the nearest valid input; triage minimise finds"
          + " that. Without it, the first bytes are shown."
    },
    footerHeading = "%nExit codes:%n",
    footer = {"  0  done", "  2  wrong usage, or no such crash"})
final class TriageShowCommand extends CrashWork {
  private static final int FIRST_BYTES = 64;

  @Parameters(paramLabel = "KEY", description = "The crash's key, or enough of its start.")
  private String key;

  @Option(names = "--json", description = "The record of the crash as one JSON object.")
  private boolean json;

  TriageShowCommand(Console console) {
    super(console);
  }

  @Override
  int work() throws CommandException, IOException, CorpusException {
    Crash crash = options.crash(key);
    if (json) {
      console.line(new ObjectMapper().writeValueAsString(crash));
      return Exit.DONE;
    }
    console.line(crash.key() + ": " + crash.kind().label() + ", " + printable(crash.title()));
    Claim.find(crash.claim()).ifPresent(claim -> console.line("claim:    " + claim.sentence()));
    console.line(
        "severity: %s, %s, CWE-%d: %s"
            .formatted(
                crash.severity(), crash.impact().label(), crash.cwe(), printable(crash.reason())));
    console.line("said:     " + printable(crash.message()));
    console.line("seen:     %d times, first on %s".formatted(crash.count(), crash.firstSeen()));
    String cause = crash.knownCause().map(Cause::sentence).orElse("not known; try triage minimise");
    console.line("cause:    " + printable(cause));
    showInput(crash);
    console.line("");
    Escape.lines(options.store().stack(crash)).lines().forEach(console::line);
    console.line("");
    console.line(
        "replay:   fuzz/takecover fuzz --target %s --replay %s"
            .formatted(crash.target(), Escape.of(options.store().input(crash).toString())));
    return Exit.DONE;
  }

  private void showInput(Crash crash) throws IOException, CommandException, CorpusException {
    Targets target = CrashOptions.target(crash);
    byte[] input = Files.readAllBytes(options.store().input(crash));
    byte[] image = target.takesText() ? input : target.image(input);
    boolean isMade = !Arrays.equals(image, input);
    console.line(
        "input:    %d bytes%s"
            .formatted(
                input.length,
                isMade ? ", of which the target makes the %d below".formatted(image.length) : ""));
    if (!target.takesText()) {
      console.line("verdict:  " + ClosedInputs.verdict(image));
    }
    console.line("");
    List<String> rows =
        HexRows.of(image, target.takesText() ? List.of() : Ranges.of(image), marked(crash, image));
    rows.forEach(console::line);
  }

  /**
   * The bytes that stand otherwise in the nearest valid input; the first few where none is known.
   */
  private BitSet marked(Crash crash, byte[] image) throws IOException, CorpusException {
    BitSet marked = new BitSet();
    if (crash.cause() != null) {
      byte[] parent = parent(crash.cause().parent());
      int common = parent == null ? 0 : Math.min(parent.length, image.length);
      for (int i = 0; i < common; i++) {
        marked.set(i, parent[i] != image[i]);
      }
      if (parent != null && parent.length != image.length) {
        marked.set(Math.max(0, Math.min(common, image.length - 1)));
      }
    }
    if (marked.isEmpty()) {
      marked.set(0, Math.min(FIRST_BYTES, image.length));
    }
    return marked;
  }

  private byte[] parent(String id) throws IOException, CorpusException {
    return ValidInputs.read(Corpus.open(options.places().corpus()), id);
  }

  private static String printable(String text) {
    return Escape.sentence(text);
  }
}
