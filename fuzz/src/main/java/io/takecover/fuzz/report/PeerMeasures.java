package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What {@code fsck.erofs} says of the EROFS images that are refused here. Exit status 0 is taken
 * for accepted; anything else, a crash and ten seconds without an answer too, for refused.
 */
public final class PeerMeasures {
  private static final String TOOL = "fsck.erofs";
  private static final String FORMAT = "erofs";
  private static final long SECONDS = 10;
  private static final Set<Rule> LINK_COUNTS =
      Set.of(TreeRule.NLINK_BELOW_NAMES, TreeRule.NLINK_ZERO, TreeRule.DIRECTORY_NLINK);

  private PeerMeasures() {}

  /**
   * Asks the tool of each image: {@code version}, {@code accepted} and {@code asked} by rule, and
   * {@code measurements}.
   *
   * @throws IOException where the tool is not there
   */
  public static ObjectNode of(Corpus corpus, Consumer<String> progress)
      throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode data = json.createObjectNode();
    data.put("version", version());
    Map<String, Integer> asked = new TreeMap<>();
    Map<String, Integer> accepted = new TreeMap<>();
    Tally consistent = new Tally();
    Tally links = new Tally();
    for (TestVector vector : corpus.vectors()) {
      if (vector.isStrict() && !vector.isAccepted() && vector.format().equals(FORMAT)) {
        progress.accept(vector.id());
        boolean isAccepted = accepts(corpus.folder().resolve(vector.file()));
        asked.merge(vector.rule(), 1, Integer::sum);
        accepted.merge(vector.rule(), isAccepted ? 1 : 0, Integer::sum);
        if (isOf(vector, Kind.INVALID)) {
          consistent.add(!isAccepted, vector.id());
        }
        if (LINK_COUNTS.stream().anyMatch(rule -> rule.id().equals(vector.rule()))) {
          links.add(isAccepted, vector.id());
        }
      }
    }
    data.set("asked", json.valueToTree(asked));
    data.set("accepted", json.valueToTree(accepted));
    data.set(
        "measurements",
        json.valueToTree(
            List.of(
                Measurement.of("C-37", consistent, "images"),
                Measurement.of("C-57", links, "images"))));
    return data;
  }

  /** Whether all rules of that id are of a kind; several may share one. */
  private static boolean isOf(TestVector vector, Kind kind) {
    return Rule.catalogue().stream()
        .filter(rule -> rule instanceof ErofsRule || rule instanceof TreeRule)
        .filter(rule -> rule.id().equals(vector.rule()))
        .allMatch(rule -> rule.kind() == kind);
  }

  private static boolean accepts(Path image) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(TOOL, image.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    return ended && process.exitValue() == 0;
  }

  private static String version() throws IOException {
    Process process = new ProcessBuilder(TOOL, "-V").redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse("");
  }
}
