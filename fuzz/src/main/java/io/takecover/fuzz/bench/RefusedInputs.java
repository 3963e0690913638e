package io.takecover.fuzz.bench;

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

/** The malformed inputs of a corpus, by the rule that refuses each: whose check they are for. */
final class RefusedInputs {
  private final Map<Rule, List<Refused>> byRule = new LinkedHashMap<>();

  private RefusedInputs() {}

  /** Judges all that the corpus has. */
  static RefusedInputs of(Corpus corpus) throws IOException {
    RefusedInputs inputs = new RefusedInputs();
    for (TestVector vector : corpus.vectors()) {
      if (!vector.isAccepted()) {
        Profile profile = ProfileName.find(vector.profile()).orElseThrow();
        inputs.add(vector.id(), Refused.Kind.IMAGE, profile, corpus.read(vector));
      }
    }
    inputs.addFiles(corpus.folder(), "dump/malformed", Refused.Kind.TEXT);
    inputs.addFiles(corpus.folder(), "sign/malformed", Refused.Kind.SIGNATURE);
    return inputs;
  }

  /** Those that a rule refuses; none where the corpus has none. */
  List<Refused> of(Rule rule) {
    return byRule.getOrDefault(rule, List.of());
  }

  private void addFiles(Path corpus, String folder, Refused.Kind kind) throws IOException {
    if (!Files.isDirectory(corpus.resolve(folder))) {
      return;
    }
    try (Stream<Path> files = Files.list(corpus.resolve(folder))) {
      for (Path file : files.sorted().toList()) {
        add(folder + "/" + file.getFileName(), kind, Profile.STRICT, Files.readAllBytes(file));
      }
    }
  }

  private void add(String id, Refused.Kind kind, Profile profile, byte[] bytes) {
    Rule rule = Judge.rule(kind, profile, bytes);
    if (rule != null) {
      byRule
          .computeIfAbsent(rule, any -> new ArrayList<>())
          .add(new Refused(id, kind, profile, Blob.of(bytes)));
    }
  }
}
