package io.takecover.fuzz.triage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.takecover.fuzz.corpus.Sums;
import io.takecover.fuzz.corpus.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The folder of open crashes, one sub-folder each: {@code <key>/{input.img, crash.json, stack.txt,
 * inputs, README}}. A failure whose key is there already joins it, and leaves its input there if
 * that is smaller. {@code inputs} lists the sums of all inputs that joined, so that none is counted
 * twice.
 */
public final class CrashStore {
  /** The input of a crash. */
  public static final String INPUT = "input.img";

  private static final String RECORD = "crash.json";
  private static final String STACK = "stack.txt";
  private static final String INPUTS = "inputs";
  private static final String README = "README";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path folder;
  private final Clock clock;

  /** What {@link #add} did. */
  public record Filed(Crash crash, boolean isNew) {}

  public CrashStore(Path folder) {
    this(folder, Clock.systemUTC());
  }

  CrashStore(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Files a failure of {@code target}. */
  public synchronized Filed add(Class<?> target, byte[] input, Replayer.Result result)
      throws IOException {
    Path place = folder.resolve(result.failure().signature().key());
    String sum = Sums.sha256(input);
    if (Files.exists(place.resolve(RECORD))) {
      return new Filed(join(place, input, sum), false);
    }
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Crash crash = Crash.of(target, result, sum, input.length, now);
    Path draft = folder.resolve("." + crash.key());
    Files.createDirectories(draft);
    Files.write(draft.resolve(INPUT), input);
    Files.writeString(draft.resolve(STACK), result.failure().stack());
    Files.writeString(draft.resolve(INPUTS), sum + "\n");
    Files.writeString(draft.resolve(README), readme(crash));
    Files.writeString(draft.resolve(RECORD), json(crash));
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    return new Filed(crash, true);
  }

  /** All crashes, by key. */
  public List<Crash> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> places;
    try (Stream<Path> children = Files.list(folder)) {
      places = children.filter(child -> Files.exists(child.resolve(RECORD))).sorted().toList();
    }
    List<Crash> crashes = new ArrayList<>();
    for (Path place : places) {
      if (!place.getFileName().toString().startsWith(".")) {
        crashes.add(read(place));
      }
    }
    return crashes;
  }

  /** The one crash whose key starts like this; none where there is none, or more than one. */
  public Optional<Crash> find(String prefix) throws IOException {
    List<Crash> found = list().stream().filter(crash -> crash.key().startsWith(prefix)).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The file that makes a crash happen. */
  public Path input(Crash crash) {
    return folder.resolve(crash.key()).resolve(INPUT);
  }

  /** The whole trace of the first input. */
  public String stack(Crash crash) throws IOException {
    return Files.readString(folder.resolve(crash.key()).resolve(STACK));
  }

  /** Keeps a smaller input of the same crash, and what is wrong with it where that is known. */
  public synchronized Crash reduce(Crash crash, byte[] input, Cause cause) throws IOException {
    Path place = folder.resolve(crash.key());
    Crash reduced = read(place).with(Sums.sha256(input), input.length);
    reduced = cause == null ? reduced : reduced.with(cause);
    WholeFile.write(place.resolve(INPUT), input);
    WholeFile.write(place.resolve(README), readme(reduced));
    WholeFile.write(place.resolve(RECORD), json(reduced));
    return reduced;
  }

  /** Takes a crash out of the folder; whatever is to be kept of it is kept elsewhere by then. */
  public synchronized void remove(Crash crash) throws IOException {
    Path gone = folder.resolve("." + crash.key());
    Files.move(folder.resolve(crash.key()), gone, StandardCopyOption.ATOMIC_MOVE);
    FileUtils.deleteDirectory(gone.toFile());
  }

  /**
   * A crash whose input fails with another key by now joins the crash of that key, with all inputs
   * that are known of it.
   */
  public synchronized void absorb(Crash old, String key) throws IOException {
    Path place = folder.resolve(key);
    Crash joined = read(place);
    Set<String> inputs = inputs(place, joined);
    inputs.addAll(inputs(folder.resolve(old.key()), old));
    write(place, joined.counted(inputs.size()), inputs);
    remove(old);
  }

  private static Set<String> inputs(Path place, Crash crash) throws IOException {
    Set<String> inputs = new TreeSet<>(Set.of(crash.sha256()));
    Path list = place.resolve(INPUTS);
    if (Files.exists(list)) {
      inputs.addAll(Files.readAllLines(list));
    }
    return inputs;
  }

  private static void write(Path place, Crash crash, Set<String> inputs) throws IOException {
    String list = String.join("\n", inputs) + "\n";
    WholeFile.write(place.resolve(INPUTS), list);
    WholeFile.write(place.resolve(RECORD), json(crash));
  }

  private Crash join(Path place, byte[] input, String sum) throws IOException {
    Crash joined = read(place);
    Set<String> inputs = inputs(place, joined);
    if (!inputs.add(sum)) {
      return joined;
    }
    joined = joined.counted(inputs.size());
    if (input.length < joined.bytes() && joined.cause() == null) {
      joined = joined.with(sum, input.length);
      WholeFile.write(place.resolve(INPUT), input);
    }
    write(place, joined, inputs);
    return joined;
  }

  private static Crash read(Path place) throws IOException {
    Path record = place.resolve(RECORD);
    try {
      return JSON.readValue(record.toFile(), Crash.class);
    } catch (IOException e) {
      throw new IOException(record + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String json(Crash crash) throws IOException {
    return JSON.writeValueAsString(crash) + "\n";
  }

  private static String readme(Crash crash) {
    String cause = crash.knownCause().map(Cause::sentence).orElse("Not known yet");
    return """
        %s breaks a claim: %s (%s).
        %s, %s (CWE-%d): %s.
        %s.

        See it again:   fuzz/takecover triage show %s
        Make it small:  fuzz/takecover triage minimise %s
        Every build replays it, and stays red as long as it fails.

        Once it is mended: fuzz/takecover triage close %s --name NAME --note TEXT
        moves the input into corpus/ with the verdict that is right for it, under a name that tells the
        defect, and removes this folder.
        """
        .formatted(
            crash.target(),
            crash.claim(),
            crash.rule(),
            crash.severity(),
            crash.impact().label(),
            crash.cwe(),
            crash.reason(),
            cause,
            crash.key(),
            crash.key(),
            crash.key());
  }
}
