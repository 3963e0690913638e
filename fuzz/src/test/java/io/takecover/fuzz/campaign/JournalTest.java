package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String START = "{\"time\":\"t\",\"event\":\"start\",\"spent\":0.0}\n";

  private static final String SAMPLE =
      "{\"time\":\"t\",\"event\":\"sample\",\"spent\":120.5,\"target\":\"DumpFuzzer\",\"processes\":2,"
          + "\"seconds\":100.5,\"execs\":5000,\"rate\":50,\"edges\":9,\"corpus\":4,\"findings\":1}\n";

  private static final String FINDING =
      "{\"time\":\"t\",\"event\":\"finding\",\"spent\":121.0,\"target\":\"DumpFuzzer\",\"text\":\"x\"}\n";

  private static final String END = "{\"time\":\"t\",\"event\":\"end\",\"spent\":130.0}\n";

  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("stats.jsonl");
  }

  @Test
  void anInterruptedCampaignGoesOn() throws IOException {
    Files.writeString(file, START + SAMPLE + FINDING);
    try (Journal journal = open(false)) {
      assertThat(journal.isResumed()).isTrue();
      assertThat(journal.spent()).isBetween(121.0, 150.0);
      assertThat(journal.past(Targets.DUMP))
          .isEqualTo(
              new Journal.Past(
                  new Progress(5_000, 50, 9, 4, 0, false),
                  Duration.ofMillis(100_500),
                  List.of("x")));
      assertThat(journal.past(Targets.STORE)).isEqualTo(Journal.Past.NONE);
      assertThat(events(journal)).containsExactly("start", "sample", "finding", "resume");
    }
  }

  @Test
  void aCampaignThatEndedDoesNot() throws IOException {
    Files.writeString(file, START + SAMPLE + END);
    try (Journal journal = open(false)) {
      assertThat(journal.isResumed()).isFalse();
      assertThat(journal.spent()).isLessThan(30);
      assertThat(journal.past(Targets.DUMP)).isEqualTo(Journal.Past.NONE);
      assertThat(events(journal)).containsExactly("start");
    }
    assertThat(Files.readString(file)).startsWith(START + SAMPLE + END);
  }

  /**
   * Wherever a kill tears the last line, the lines before it count, and the file is whole again.
   */
  @Test
  void aTornLastLineIsCutOff() throws IOException {
    for (int torn = 0; torn < SAMPLE.length(); torn++) {
      Files.writeString(file, START + SAMPLE + SAMPLE.substring(0, torn));
      try (Journal journal = open(false)) {
        assertThat(journal.past(Targets.DUMP).progress().execs()).isEqualTo(5_000);
        assertThat(events(journal)).containsExactly("start", "sample", "resume");
      }
    }
  }

  @Test
  void aFileOfNothingButATornLineIsEmpty() throws IOException {
    Files.writeString(file, "{\"time\":\"t\",\"eve");
    try (Journal journal = open(false)) {
      assertThat(journal.isResumed()).isFalse();
      assertThat(events(journal)).containsExactly("start");
    }
  }

  @Test
  void whatIsNoStatisticsIsRefusedByItsLine() throws IOException {
    for (String bad : List.of("x\n", "null\n", "{}\n", SAMPLE.replace("\"execs\":5000,", ""))) {
      Files.writeString(file, START + bad + SAMPLE);
      assertThatThrownBy(() -> open(false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("stats.jsonl:2:");
    }
    try (Journal journal = open(true)) {
      assertThat(events(journal)).containsExactly("start");
    }
  }

  @Test
  void afreshTheOldFileIsSetAside() throws IOException {
    Files.writeString(file, START + SAMPLE);
    try (Journal journal = open(true)) {
      assertThat(journal.isResumed()).isFalse();
      journal.finding(Targets.STORE, "one\nline");
      journal.event(Journal.END);
    }
    assertThat(folder.resolve("stats-20231114T221320Z.jsonl")).hasContent(START + SAMPLE);
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"time\":\"2023-11-14T22:13:20Z\",\"event\":\""));
  }

  @Test
  void eachLineIsOnTheDiskAtOnce() throws IOException {
    try (Journal journal = open(false)) {
      for (int lines = 1; lines < 5; lines++) {
        assertThat(Files.readString(file)).endsWith("}\n");
        assertThat(Files.readAllLines(file)).hasSize(lines);
        journal.event(Journal.PRUNE);
      }
    }
  }

  private Journal open(boolean fresh) throws IOException {
    return Journal.open(file, fresh, clock);
  }

  private static List<String> events(Journal journal) throws IOException {
    return journal.entries().stream().map(Journal.Entry::event).toList();
  }
}
