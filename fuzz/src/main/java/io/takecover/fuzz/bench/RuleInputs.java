package io.takecover.fuzz.bench;

import io.takecover.fuzz.corpus.ClosedInputs;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.ProfileName;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.fuzz.gen.Blob;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The inputs of a corpus by the rule whose check each is for: the malformed ones by what refuses
 * them, and the closed ones that fail where a rule is not checked.
 */
final class RuleInputs {
  private final Map<String, List<RuleInput>> byRule = new LinkedHashMap<>();

  private RuleInputs() {}

  /** Judges all that the corpus has. */
  static RuleInputs of(Corpus corpus) throws IOException {
    RuleInputs inputs = new RuleInputs();
    for (TestVector vector : corpus.vectors()) {
      if (!vector.isAccepted()) {
        Profile profile = ProfileName.find(vector.profile()).orElseThrow();
        byte[] image = corpus.read(vector);
        inputs.addRefused(vector.id(), RuleInput.Kind.IMAGE, profile.name(), image);
      }
    }
    inputs.addFiles(corpus.folder(), "dump/malformed", RuleInput.Kind.TEXT);
    inputs.addFiles(corpus.folder(), "sign/malformed", RuleInput.Kind.SIGNATURE);
    ClosedInputs closed = new ClosedInputs(corpus.folder());
    for (ClosedInputs.Closed each : closed.list()) {
      if (each.without() != null) {
        inputs.add(each, Files.readAllBytes(closed.file(each)));
      }
    }
    return inputs;
  }

  /** Those for a rule; none where the corpus has none. */
  List<RuleInput> of(Rule rule) {
    return byRule.getOrDefault(Outcome.name(rule), List.of());
  }

  /** Adds one that fails where a rule is not checked. */
  void add(ClosedInputs.Closed closed, byte[] input) {
    String id = "closed/" + closed.target() + "/" + closed.name();
    add(closed.without(), new RuleInput(id, RuleInput.Kind.INPUT, closed.target(), Blob.of(input)));
  }

  private void addFiles(Path corpus, String folder, RuleInput.Kind kind) throws IOException {
    if (!Files.isDirectory(corpus.resolve(folder))) {
      return;
    }
    try (Stream<Path> files = Files.list(corpus.resolve(folder))) {
      for (Path file : files.sorted().toList()) {
        addRefused(folder + "/" + file.getFileName(), kind, "", Files.readAllBytes(file));
      }
    }
  }

  private void addRefused(String id, RuleInput.Kind kind, String under, byte[] bytes) {
    Rule rule = Judge.rule(kind, under, bytes);
    if (rule != null) {
      add(Outcome.name(rule), new RuleInput(id, kind, under, Blob.of(bytes)));
    }
  }

  private void add(String rule, RuleInput input) {
    byRule.computeIfAbsent(rule, any -> new ArrayList<>()).add(input);
  }
}
