package io.takecover.fuzz.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened when in a long campaign: one JSON object a line, each written at once and whole, so
 * what was written outlives the process. A last line that a kill tore is cut off when the file is
 * opened again. A campaign that did not come to its end is gone on with.
 */
final class Journal implements AutoCloseable {
  /** A campaign begins. */
  static final String START = "start";

  /** A campaign that was interrupted goes on. */
  static final String RESUME = "resume";

  /** How far a target is, while it runs. */
  static final String SAMPLE = "sample";

  /** How far a target is, its turn being over. */
  static final String TURN = "turn";

  /** A failure was taken in. */
  static final String FINDING = "finding";

  /** The working corpora were made small. */
  static final String PRUNE = "prune";

  /** Somebody asked the campaign to end early. */
  static final String STOP = "stop";

  /** The campaign has had its time. */
  static final String END = "end";

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final OutputStream out;
  private final Clock clock;
  private final List<Entry> past;
  private final double spentBefore;
  private final long openedAt = System.nanoTime();

  /**
   * One line.
   *
   * @param time when, as ISO 8601 has it
   * @param spent seconds that the campaign has been at work, those before an interruption included
   * @param target the label, where it is of one target
   * @param seconds time under the fuzzer
   * @param rate executions a second, of all processes together
   * @param corpus inputs that the fuzzer holds
   * @param text one sentence of a finding
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String time,
      String event,
      double spent,
      String target,
      Integer processes,
      Double seconds,
      Long execs,
      Long rate,
      Integer edges,
      Integer corpus,
      Integer findings,
      String text) {}

  /** What one target did in this campaign before it was interrupted. */
  record Past(Progress progress, Duration spent, List<String> findings) {
    static final Past NONE = new Past(Progress.NONE, Duration.ZERO, List.of());

    private Past after(Entry entry) {
      if (entry.event().equals(FINDING)) {
        List<String> more = new ArrayList<>(findings);
        more.add(entry.text());
        return new Past(progress, spent, more);
      }
      Progress seen =
          new Progress(entry.execs(), entry.rate(), entry.edges(), entry.corpus(), 0, false);
      return new Past(seen, Duration.ofMillis(Math.round(entry.seconds() * 1000)), findings);
    }
  }

  private Journal(Path file, OutputStream out, Clock clock, List<Entry> past) {
    this.file = file;
    this.out = out;
    this.clock = clock;
    this.past = List.copyOf(past);
    this.spentBefore = past.stream().mapToDouble(Entry::spent).max().orElse(0);
  }

  /** A journal that is not kept, for a campaign that nobody goes on with. */
  static Journal unkept() {
    return new Journal(null, OutputStream.nullOutputStream(), Clock.systemUTC(), List.of());
  }

  /**
   * Opens the journal of a work folder.
   *
   * @param fresh whether a new campaign begins in any case; the old file is set aside
   * @throws IOException where a line before the last is not of a journal; it is named
   */
  static Journal open(Path file, boolean fresh, Clock clock) throws IOException {
    if (fresh && Files.exists(file)) {
      Files.move(file, file.resolveSibling("stats-" + STAMP.format(clock.instant()) + ".jsonl"));
    }
    cutTornLine(file);
    List<Entry> past = current(file);
    boolean isOver = past.stream().anyMatch(entry -> entry.event().equals(END));
    OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Journal journal = new Journal(file, out, clock, isOver ? List.of() : past);
    journal.event(journal.isResumed() ? RESUME : START);
    return journal;
  }

  /** Whether an interrupted campaign goes on. */
  boolean isResumed() {
    return !past.isEmpty();
  }

  /** Seconds that the campaign has been at work. */
  double spent() {
    return spentBefore + (System.nanoTime() - openedAt) / 1e9;
  }

  /** What a target has done before. */
  Past past(Targets target) {
    Past sum = Past.NONE;
    for (Entry entry : past) {
      if (target.label().equals(entry.target())) {
        sum = sum.after(entry);
      }
    }
    return sum;
  }

  /** All lines of this campaign up to now. */
  List<Entry> entries() throws IOException {
    return file == null ? List.of() : current(file);
  }

  /** Writes down something that is of no single target. */
  void event(String event) throws IOException {
    append(entry(event, null, null));
  }

  /** Writes down that a failure was taken in. */
  void finding(Targets target, String line) throws IOException {
    append(entry(FINDING, target.label(), line));
  }

  /** Writes down how far a target is. */
  void progress(String event, TargetRun run) throws IOException {
    Progress progress = run.progress();
    append(
        new Entry(
            now(),
            event,
            rounded(spent()),
            run.target().label(),
            run.processes(),
            rounded(run.spent().toMillis() / 1e3),
            progress.execs(),
            progress.rate(),
            progress.edges(),
            progress.corpus(),
            run.findingCount(),
            null));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private Entry entry(String event, String target, String text) {
    double spent = rounded(spent());
    return new Entry(now(), event, spent, target, null, null, null, null, null, null, null, text);
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  private synchronized void append(Entry entry) throws IOException {
    String line = JSON.writeValueAsString(entry) + "\n";
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines from the last start on. */
  private static List<Entry> current(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (!Files.exists(file)) {
      return entries;
    }
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      Entry entry = parsed(line, file + ":" + number);
      if (entry.event().equals(START)) {
        entries.clear();
      }
      entries.add(entry);
    }
    return entries;
  }

  private static Entry parsed(String line, String where) throws IOException {
    try {
      Entry entry = JSON.readValue(line, Entry.class);
      boolean isWhole = entry != null && entry.event() != null && hasFigures(entry);
      if (isWhole) {
        return entry;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(where + ": not a line of statistics; start again with --fresh", e);
    }
    throw new IOException(where + ": not a line of statistics; start again with --fresh");
  }

  private static boolean hasFigures(Entry entry) {
    if (entry.target() == null) {
      return true;
    }
    return entry.event().equals(FINDING)
        ? entry.text() != null
        : entry.execs() != null
            && entry.rate() != null
            && entry.edges() != null
            && entry.corpus() != null
            && entry.seconds() != null;
  }

  private static void cutTornLine(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile lines = new RandomAccessFile(file.toFile(), "rw")) {
      long end = lines.length();
      while (end > 0 && !endsLine(lines, end)) {
        end--;
      }
      lines.setLength(end);
    }
  }

  private static boolean endsLine(RandomAccessFile lines, long end) throws IOException {
    lines.seek(end - 1);
    return lines.read() == '\n';
  }
}
