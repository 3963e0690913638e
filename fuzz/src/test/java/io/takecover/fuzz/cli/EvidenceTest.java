package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.EvidenceRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code mvn verify -Pevidence}: all evidence once, in a form that takes minutes, into {@code
 * fuzz/target/evidence}; then the report on it, into {@code fuzz/target/report}.
 */
@Tag("evidence")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EvidenceTest {
  private static final Path FOLDER = Path.of("target", "evidence");
  private static final Path REPORT = Path.of("target", "report");

  @BeforeAll
  static void forgetEarlierResults() throws IOException {
    if (Files.exists(FOLDER)) {
      PathUtils.deleteDirectory(FOLDER);
    }
    Files.createDirectories(FOLDER);
  }

  @Test
  @Order(1)
  void claimsAreMeasured() throws IOException {
    assertThat(made("claims", "claims").path("measurements")).hasSizeGreaterThan(20);
  }

  @Test
  @Order(1)
  void bothFormatsAreCounted() throws IOException {
    assertThat(made("ledger", "ledger")).isNotEmpty();
  }

  @Test
  @Order(1)
  void nothingEscapes() throws IOException {
    JsonNode escapes = made("gate", "gate", "--checks", "200000").path("measurements").path(0);
    assertThat(escapes.path("trials").asLong()).isGreaterThanOrEqualTo(200_000);
    assertThat(escapes.path("counterexamples").asLong()).isZero();
  }

  @Test
  @Order(1)
  void rulesThatAreTakenOutAreMissed() throws IOException {
    String rules = "E-430,E-306,N-110,N-049,D-021,S-031,V-014";
    JsonNode rows = table("ablation", "ablate", "--rule", rules, "--trials", "1");
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.at("/fuzz/found").asInt()).isEqualTo(1));
  }

  @Test
  @Order(1)
  void theFaultOf2023IsFound() throws IOException {
    String faults = "V3_BISECTION,V2_DIRENT_PRODUCT,V2_INODE_INDEX,KERNEL_FILTER";
    String ways = "bytes,valid,fields";
    JsonNode rows =
        table(
            "trials",
            "trials",
            "--fault",
            faults,
            "--configuration",
            ways,
            "--trials",
            "2",
            "--seconds",
            "20");
    assertThat(rows).hasSize(24);
    assertThat(rows)
        .filteredOn(row -> row.path("fault").asText().equals("V3_BISECTION"))
        .filteredOn(row -> row.path("configuration").asText().equals("FIELDS"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.path("detector").asText()).isEqualTo("out-of-bounds"));
  }

  @Test
  @Order(1)
  void coverageGrows() throws IOException {
    JsonNode growth =
        made(
            "growth",
            "coverage-growth",
            "--target",
            "NativeReadFuzzer",
            "--trials",
            "2",
            "--seconds",
            "10");
    assertThat(growth.path("series")).isNotEmpty();
  }

  @Test
  @Order(2)
  void theReportIsMadeOfIt() throws IOException {
    Cli cli = Cli.run("report", "--evidence", FOLDER, "--out", REPORT);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.exit()).isZero();
    JsonNode report = new ObjectMapper().readTree(REPORT.resolve("report.json").toFile());
    assertThat(report.path("evidence")).hasSize(6);
    assertThat(report.path("claims")).hasSizeGreaterThanOrEqualTo(40);
    assertThat(Files.readString(REPORT.resolve("report.html"))).contains("V3_BISECTION");
  }

  private static JsonNode table(String name, String command, String... options) throws IOException {
    return made(command, name, options).path(EvidenceRows.ROWS);
  }

  /** Runs a command of {@code bench} and reads the data of its evidence. */
  private static JsonNode made(String command, String name, String... options) throws IOException {
    Path file = FOLDER.resolve(name + ".json");
    Object[] arguments = new Object[options.length + 4];
    arguments[0] = "bench";
    arguments[1] = command;
    arguments[2] = "--out";
    arguments[3] = file;
    System.arraycopy(options, 0, arguments, 4, options.length);
    Cli cli = Cli.run(arguments);
    assertThat(cli.exit()).as(cli.err()).isLessThan(Exit.USAGE);
    return new ObjectMapper().readTree(file.toFile()).path("data");
  }
}
