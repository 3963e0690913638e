package io.takecover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A {@code vectors.json} of the corpus: a vector a line, sorted by id. */
public final class VectorList {
  /** The folder that the files of all vectors are named from. */
  public static final Path CORPUS = Path.of("..", "corpus");

  private static final ObjectMapper JSON = new ObjectMapper();

  private VectorList() {}

  /**
   * The vectors of a folder of the corpus.
   *
   * @param folder {@code sign} or {@code verity}
   */
  public static List<ObjectNode> read(String folder) throws IOException {
    List<ObjectNode> vectors = new ArrayList<>();
    for (JsonNode vector : JSON.readTree(file(folder).toFile()).get("vectors")) {
      vectors.add((ObjectNode) vector);
    }
    return vectors;
  }

  /** Replaces the vectors of a folder of the corpus. */
  public static void write(String folder, Iterable<ObjectNode> vectors) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    for (ObjectNode vector : vectors) {
      lines.put(vector.get("id").asText(), JSON.writeValueAsString(vector));
    }
    Files.writeString(
        file(folder),
        "{\n\"$schema\": \"../vectors.schema.json\",\n\"vectors\": [\n"
            + String.join(",\n", lines.values())
            + "\n]\n}\n");
  }

  /** The SHA-256 of a file as vectors have it, lower-case hexadecimal. */
  public static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Path file(String folder) {
    return CORPUS.resolve(folder).resolve("vectors.json");
  }
}
