package io.takecover.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every list of vectors to {@code vectors.schema.json}. */
class VectorSchemaTest {
  private final ObjectMapper json = new ObjectMapper();
  private final Path corpus = ProjectFolder.corpus();
  private final Schema schema;

  VectorSchemaTest() throws IOException {
    String text = Files.readString(corpus.resolve("vectors.schema.json"));
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json.readTree(text));
  }

  private ObjectNode read(String list) throws IOException {
    return (ObjectNode) json.readTree(corpus.resolve(list).toFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vectors.json", "dump/vectors.json", "sign/vectors.json", "verity/vectors.json"})
  void everyListIsAsDescribed(String list) throws IOException {
    ObjectNode vectors = read(list);
    assertThat(vectors.get("vectors")).hasSizeGreaterThan(50);
    assertThat(schema.validate(vectors)).isEmpty();
  }

  /** One vector with one field left out, or another value in it. */
  @ParameterizedTest
  @CsvSource({
    "vectors.json, canonical, ",
    "vectors.json, rule, E-100",
    "vectors.json, expect, reject",
    "vectors.json, source, ",
    "vectors.json, lenient, accept",
    "dump/vectors.json, lenient, ",
    "dump/vectors.json, offset, 1",
    "sign/vectors.json, trust, ",
    "sign/vectors.json, at, today",
    "sign/vectors.json, format, erofs",
    "sign/vectors.json, source, ",
    "verity/vectors.json, digest, 00",
    "verity/vectors.json, hash, sha1",
    "verity/vectors.json, expect, perhaps",
  })
  void whatIsNotSoIsSeen(String list, String field, String value) throws IOException {
    ObjectNode vectors = read(list);
    for (var vector : vectors.get("vectors")) {
      if (vector.get("expect").asText().equals("accept")) {
        ObjectNode changed = (ObjectNode) vector;
        if (value == null) {
          changed.remove(field);
        } else {
          changed.put(field, value);
        }
        break;
      }
    }
    assertThat(schema.validate(vectors)).isNotEmpty();
  }
}
