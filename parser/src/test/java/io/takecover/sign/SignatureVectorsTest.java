package io.takecover.sign;

import static org.assertj.core.api.Assertions.assertThat;

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
 * The signatures of {@code corpus/sign}, and what its manifest says of each. {@code
 * -Dsign.write=true} writes those with a defect again, and the manifest: what is random in a
 * signature changes.
 */
class SignatureVectorsTest {
  private static final Path FOLDER = Path.of("..", "corpus", "sign");
  private static final Path MANIFEST = FOLDER.resolve("signatures.tsv");
  private static final String OVER = "native/valid/device-null.img";
  private static final int FILE = 0;
  private static final int TRUST = 2;
  private static final int AT = 3;
  private static final int RULE = 5;
  private static final int OFFSET = 6;

  static List<String> rows() throws IOException {
    if (Boolean.getBoolean("sign.write")) {
      write();
    }
    List<String> lines = Files.readAllLines(MANIFEST);
    return lines.subList(1, lines.size());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theManifestIsRight(String row) throws Exception {
    List<String> columns = List.of(row.split("\t", -1));
    assertThat(columns.get(1)).isEqualTo(OVER);
    byte[] image = Files.readAllBytes(FOLDER.resolve("..").resolve(OVER));
    FormattedDigest digest = FormattedDigest.sha256(FsVerity.sha256(ByteView.of(image)));
    ByteView signature = ByteView.of(Files.readAllBytes(FOLDER.resolve(columns.get(FILE))));
    Trust trust = TestKeys.trust(columns.get(TRUST).split(",", -1));
    Violation violation = judge(signature, digest, trust, Instant.parse(columns.get(AT)));
    String rule = violation == null ? "" : violation.rule().id();
    String offset = violation == null ? "" : String.valueOf(violation.offset());
    assertThat(rule + " " + offset).isEqualTo(columns.get(RULE) + " " + columns.get(OFFSET));
    assertThat(columns.get(4)).isEqualTo(violation == null ? "accept" : "reject");
  }

  @Test
  void everyFileHasARow() throws IOException {
    Set<String> named = new TreeSet<>();
    rows().forEach(row -> named.add(row.split("\t", 2)[0]));
    Set<String> there = new TreeSet<>();
    for (String folder : List.of("valid", "unfit", "malformed")) {
      try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
        files.forEach(file -> there.add(folder + "/" + file.getFileName()));
      }
    }
    assertThat(there).isEqualTo(named).hasSizeGreaterThan(50);
  }

  private static Violation judge(
      ByteView signature, FormattedDigest digest, Trust trust, Instant at) {
    try {
      Signatures.require(signature, digest, trust, at);
      return null;
    } catch (RejectedException e) {
      return e.violation();
    }
  }

  private static void write() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(MANIFEST)) {
      if (!line.startsWith("malformed/") || line.contains("openssl")) {
        lines.add(line);
      }
    }
    Trust trust = TestKeys.trust("ecdsa.pem", "rsa.pem");
    for (MessageDefects.Defect defect : MessageDefects.all()) {
      Violation violation = judge(defect.message(), TestKeys.digest(), trust, TestKeys.NOW);
      String words = defect.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      String file = "malformed/" + violation.rule().id().toLowerCase(Locale.ROOT) + "-" + words;
      Files.write(FOLDER.resolve(file + ".sig"), defect.message().copy(0, defect.message().size()));
      lines.add(
          String.join(
              "\t",
              file + ".sig",
              OVER,
              "ecdsa.pem,rsa.pem",
              TestKeys.NOW.toString(),
              "reject",
              violation.rule().id(),
              String.valueOf(violation.offset()),
              defect.name()));
    }
    Files.write(MANIFEST, lines);
  }
}
