package io.takecover.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpRule;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the texts in {@code corpus/dump} to what their list says of them. */
class DumpCorpusTest {
  private final Path corpus = ProjectFolder.corpus();
  private final List<JsonNode> vectors = new ArrayList<>();

  DumpCorpusTest() throws IOException {
    JsonNode list = new ObjectMapper().readTree(corpus.resolve("dump/vectors.json").toFile());
    list.get("vectors").forEach(vectors::add);
  }

  private static String word(DumpVerdict verdict) {
    return verdict instanceof DumpVerdict.Accepted ? "accept" : "reject";
  }

  private byte[] read(JsonNode vector) throws IOException {
    return Files.readAllBytes(corpus.resolve(vector.get("file").asText()));
  }

  @Test
  void everyTextIsJudgedAsListed() throws IOException {
    for (JsonNode vector : vectors) {
      String id = vector.get("id").asText();
      byte[] text = read(vector);
      assertThat(Sums.sha256(text)).as(id).isEqualTo(vector.get("sha256").asText());
      DumpVerdict strict = Composefs.readDump(text, Limits.DEFAULT, false);
      assertThat(word(strict)).as(id).isEqualTo(vector.get("expect").asText());
      assertThat(Corpus.isInValid(id)).isEqualTo(strict instanceof DumpVerdict.Accepted);
      DumpVerdict lenient = Composefs.readDump(text, Limits.DEFAULT, true);
      assertThat(word(lenient)).as(id).isEqualTo(vector.get("lenient").asText());
      if (strict instanceof DumpVerdict.Rejected rejected) {
        Violation first = rejected.first();
        assertThat(first.rule().id()).as(id).isEqualTo(vector.get("rule").asText());
        assertThat(first.offset()).as(id).isEqualTo(vector.get("offset").asLong());
        assertThat(first.field()).as(id).isEqualTo(vector.get("field").asText());
      }
    }
  }

  @Test
  void everyRuleThatRefusesHasAText() {
    Set<String> listed = new TreeSet<>();
    vectors.stream().filter(v -> v.has("rule")).forEach(v -> listed.add(v.get("rule").asText()));
    Set<String> refusing = new TreeSet<>();
    Arrays.stream(DumpRule.values())
        .filter(Profile.STRICT::refuses)
        .forEach(rule -> refusing.add(rule.id()));
    assertThat(listed).containsAll(refusing);
  }

  @Test
  void everyTextIsListed() throws IOException {
    Set<String> listed = new TreeSet<>();
    vectors.forEach(vector -> listed.add(vector.get("file").asText()));
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.walk(corpus.resolve("dump"))) {
      files
          .filter(file -> file.toString().endsWith(".dump"))
          .forEach(file -> there.add(corpus.relativize(file).toString()));
    }
    assertThat(listed).isEqualTo(there).hasSize(vectors.size());
    assertThat(listed.stream().filter(Corpus::isInValid).count()).isGreaterThanOrEqualTo(25);
  }
}
