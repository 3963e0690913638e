package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the {@code fuzz/takecover} lines in the code blocks of our documents. They run on a copy of
 * the corpus, and what they write goes to a folder of the test; nothing else of them is changed.
 */
class DocumentationTest {
  private static final String COMMAND = "fuzz/takecover ";
  private static final String PROMPT = "$ ";

  @TempDir Path folder;
  private Path corpus;

  /**
   * A command of a document.
   *
   * @param shown the lines that the document shows as its output; none where it shows nothing
   */
  private record Example(String line, List<String> shown) {
    private static final String FINDS = " # exit 1";

    String command() {
      return line.endsWith(FINDS) ? line.substring(0, line.length() - FINDS.length()) : line;
    }

    int exit() {
      return line.endsWith(FINDS) || shown.stream().anyMatch(out -> out.contains(": reject "))
          ? 1
          : 0;
    }
  }

  @BeforeEach
  void copy() throws IOException {
    corpus = ProjectFolder.copyCorpus(folder.resolve("corpus"));
  }

  @TestFactory
  List<DynamicTest> theReadme() throws IOException {
    List<Example> examples = examples("README.md");
    assertThat(examples).hasSizeGreaterThanOrEqualTo(9);
    assertThat(examples.stream().filter(example -> !example.shown().isEmpty())).hasSize(2);
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(example.line(), () -> holds(example)))
        .toList();
  }

  /** One after the other, for each needs what the one before it left. */
  @Test
  void theGuideForWhoHasACrash() throws IOException {
    List<Example> examples = examples("fuzz/TRIAGE.md");
    assertThat(examples).hasSize(5);
    examples.forEach(this::holds);
  }

  /** What takes seconds; what takes hours stands in a table, where nobody runs it. */
  @Test
  void theGuideToEvidence() throws IOException {
    List<Example> examples = examples("fuzz/EVIDENCE.md");
    assertThat(examples).hasSize(4);
    examples.forEach(this::holds);
    assertThat(List.of("claims.json", "gate.json", "ledger.json", "report/report.html"))
        .allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
  }

  /**
   * Its example breaks a rule that is still to be written, so until then the image is a good one.
   */
  @Test
  void theGuideForContributors() throws IOException {
    List<Example> examples = examples(".github/CONTRIBUTING.md");
    assertThat(examples).hasSize(1);
    Cli cli = run(examples.get(0).line());
    assertThat(cli.err()).isEqualTo("takecover: the image is not refused: accept, canonical\n");
    assertThat(cli.exit()).isEqualTo(2);
  }

  private void holds(Example example) {
    Cli cli = run(example.command());
    if (!example.shown().isEmpty()) {
      assertThat(cli.out().replace(corpus + "/", "corpus/").lines().toList())
          .isEqualTo(example.shown());
    }
    assertThat(cli.exit()).as(cli.err()).isEqualTo(example.exit());
  }

  /** Runs a line, which may pipe the output of one command into another. */
  private Cli run(String line) {
    Cli last = null;
    for (String command : line.split(" \\| ", -1)) {
      byte[] in = last == null ? new byte[0] : last.out().getBytes(StandardCharsets.ISO_8859_1);
      last = run(command.substring(COMMAND.length()), in);
    }
    return last;
  }

  private Cli run(String command, byte[] in) {
    List<String> words = new ArrayList<>();
    for (String word : ShellWords.of(command)) {
      if (word.startsWith("corpus/")) {
        words.add(folder + "/" + word);
      } else if (word.startsWith("parser/")) {
        words.add(ProjectFolder.root().resolve(word).toString());
      } else {
        words.add(word.replaceFirst("^/tmp/", folder + "/"));
      }
    }
    if (words.get(0).equals("corpus")) {
      words.addAll(List.of(words.contains("grow") ? "--seeds" : "--corpus", corpus.toString()));
    }
    if (words.get(0).equals("triage")) {
      words.addAll(List.of("--work", folder.resolve("work").toString()));
    }
    if (words.contains("grow")) {
      words.addAll(List.of("--work", folder.resolve("work").toString()));
      words.addAll(List.of("--crashes", folder.resolve("crashes").toString()));
    }
    return Cli.piped(in, words.toArray());
  }

  /** Commands stand at the start of a line, or behind a prompt where output follows. */
  private static List<Example> examples(String document) throws IOException {
    List<Example> examples = new ArrayList<>();
    boolean isCode = false;
    String text = Files.readString(ProjectFolder.root().resolve(document));
    for (String line : text.replaceAll("\\\\\n *", "").lines().map(String::strip).toList()) {
      boolean isPrompt = line.startsWith(PROMPT);
      String command = isPrompt ? line.substring(PROMPT.length()) : line;
      if (line.startsWith("```")) {
        isCode = !isCode;
      } else if (isCode && command.startsWith(COMMAND)) {
        examples.add(new Example(command, new ArrayList<>()));
      } else if (isCode && !examples.isEmpty() && line.startsWith("corpus/")) {
        examples.get(examples.size() - 1).shown().add(line);
      }
    }
    return examples;
  }
}
