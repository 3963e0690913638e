package io.takecover.fuzz.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of {@code vectors.json}: one vector a line, sorted by id, so that a change is a line of
 * a diff.
 */
final class VectorFile {
  /** Order of the vectors. */
  static final Comparator<TestVector> ORDER = Comparator.comparing(TestVector::id);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** The whole document. */
  private record Document(String $schema, List<TestVector> vectors) {}

  private static final String SCHEMA = "vectors.schema.json";

  private VectorFile() {}

  static List<TestVector> parse(String text) throws CorpusException {
    Document document;
    try {
      document = JSON.readValue(text, Document.class);
    } catch (JsonProcessingException e) {
      throw new CorpusException("vectors.json: " + e.getOriginalMessage() + where(e));
    }
    if (document == null || document.vectors() == null) {
      throw new CorpusException("vectors.json has no \"vectors\"");
    }
    return document.vectors();
  }

  static String format(List<TestVector> vectors) {
    String lines =
        vectors.stream().sorted(ORDER).map(VectorFile::line).collect(Collectors.joining(",\n"));
    return "{\n\"$schema\": \"" + SCHEMA + "\",\n\"vectors\": [\n" + lines + "\n]\n}\n";
  }

  private static String line(TestVector vector) {
    try {
      return JSON.writeValueAsString(vector);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}
