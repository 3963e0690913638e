package io.takecover.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.VectorList;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The signatures of {@code corpus/sign}, and what is listed of each. {@code -Dsign.write=true}
 * writes those with a defect again, and the list: what is random in a signature changes.
 */
class SignatureVectorsTest {
  private static final String FOLDER = "sign";
  private static final String OVER = "native/valid/device-null.img";

  static List<ObjectNode> vectors() throws Exception {
    if (Boolean.getBoolean("sign.write")) {
      VectorList.write(FOLDER, rewritten());
    }
    return VectorList.read(FOLDER);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theListIsRight(ObjectNode vector) throws Exception {
    assertThat(judged(vector)).isEqualTo(vector);
  }

  @Test
  void everyFileIsListedUnderItsName() throws Exception {
    Set<String> listed = new TreeSet<>();
    for (ObjectNode vector : vectors()) {
      String file = vector.get("file").asText();
      listed.add(file);
      assertThat(vector.get("id").asText().split("@", 2)[0] + ".sig").isEqualTo(file);
    }
    Set<String> there = new TreeSet<>();
    for (String folder : List.of("sign/valid", "sign/unfit", "sign/malformed")) {
      try (Stream<Path> files = Files.list(VectorList.CORPUS.resolve(folder))) {
        files.forEach(file -> there.add(folder + "/" + file.getFileName()));
      }
    }
    assertThat(there).isEqualTo(listed).hasSizeGreaterThan(50);
  }

  /** A vector with the sum of its file as it is, and the verdict of today. */
  private static ObjectNode judged(ObjectNode vector) throws Exception {
    byte[] signature = file(vector.get("file").asText());
    byte[] image = file(vector.get("over").asText());
    FormattedDigest digest = FormattedDigest.sha256(FsVerity.sha256(ByteView.of(image)));
    Violation violation = judge(ByteView.of(signature), digest, vector);
    ObjectNode judged = vector.deepCopy();
    judged.put("sha256", VectorList.sha256(signature));
    judged.put("expect", violation == null ? "accept" : "reject");
    judged.remove(List.of("rule", "offset", "field"));
    if (violation != null) {
      JsonNode note = judged.remove("note");
      JsonNode source = judged.remove("source");
      judged.put("rule", violation.rule().id());
      // A number as it is read again.
      judged.put("offset", Math.toIntExact(violation.offset()));
      judged.put("field", violation.field());
      judged.set("note", note);
      judged.set("source", source);
    }
    return judged;
  }

  private static Violation judge(ByteView signature, FormattedDigest digest, ObjectNode vector) {
    List<String> keys = new ArrayList<>();
    vector.get("trust").forEach(key -> keys.add(key.asText().substring("sign/keys/".length())));
    Instant at = Instant.parse(vector.get("at").asText());
    try {
      Signatures.require(signature, digest, TestKeys.trust(keys.toArray(String[]::new)), at);
      return null;
    } catch (RejectedException e) {
      return e.violation();
    }
  }

  private static List<ObjectNode> rewritten() throws Exception {
    List<ObjectNode> vectors = new ArrayList<>();
    for (ObjectNode vector : VectorList.read(FOLDER)) {
      if (!vector.get("source").get("tool").asText().equals("takecover")) {
        vectors.add(judged(vector));
      }
    }
    for (MessageDefects.Defect defect : MessageDefects.all()) {
      vectors.add(write(defect));
    }
    return vectors;
  }

  private static ObjectNode write(MessageDefects.Defect defect) throws Exception {
    String rule = defect.rule().id().toLowerCase(Locale.ROOT);
    String words = defect.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String id = "sign/malformed/" + rule + "-" + words;
    ByteView message = defect.message();
    Files.write(VectorList.CORPUS.resolve(id + ".sig"), message.copy(0, message.size()));
    ObjectNode vector = JsonNodeFactory.instance.objectNode();
    vector.put("id", id).put("file", id + ".sig").put("sha256", "").put("format", "signature");
    vector.put("over", OVER).putArray("trust").add("sign/keys/ecdsa.pem").add("sign/keys/rsa.pem");
    vector.put("at", TestKeys.NOW.toString()).put("expect", "");
    vector.put(
        "note",
        defect.name().substring(0, 1).toUpperCase(Locale.ROOT) + defect.name().substring(1));
    vector
        .putObject("source")
        .put("tool", "takecover")
        .put("version", "0.1.0")
        .put("command", "mvn -pl parser test -Dtest=SignatureVectorsTest -Dsign.write=true");
    return judged(vector);
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(VectorList.CORPUS.resolve(name));
  }
}
