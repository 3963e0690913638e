package io.takecover.fuzz.triage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of open crashes, one sub-folder each: {@code <key>/{input.img, crash.json, stack.txt,
 * README}}. A failure whose key is there already joins it, and leaves its input there if that is
 * smaller.
 */
public final class CrashStore {
  /** The input of a crash. */
  public static final String INPUT = "input.img";

  private static final String RECORD = "crash.json";
  private static final String STACK = "stack.txt";
  private static final String README = "README";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  /** What {@link #add} did. */
  public record Filed(Crash crash, boolean isNew) {}

  public CrashStore(Path folder) {
    this.folder = folder;
  }

  /** Files a failure of {@code target}. */
  public synchronized Filed add(Class<?> target, byte[] input, Failure failure) throws IOException {
    String key = failure.signature().key();
    Path place = folder.resolve(key);
    if (Files.exists(place.resolve(RECORD))) {
      return new Filed(join(place, input), false);
    }
    Crash crash = Crash.of(key, target, failure, sha256(input), input.length);
    Path draft = folder.resolve("." + key);
    Files.createDirectories(draft);
    Files.write(draft.resolve(INPUT), input);
    Files.writeString(draft.resolve(STACK), failure.stack());
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
    List<Crash> crashes = new java.util.ArrayList<>();
    for (Path place : places) {
      if (!place.getFileName().toString().startsWith(".")) {
        crashes.add(read(place));
      }
    }
    return crashes;
  }

  /** The file that makes a crash happen. */
  public Path input(Crash crash) {
    return folder.resolve(crash.key()).resolve(INPUT);
  }

  private Crash join(Path place, byte[] input) throws IOException {
    Crash known = read(place);
    Crash joined = known.again();
    if (input.length < known.bytes()) {
      joined = joined.with(sha256(input), input.length);
      replace(place.resolve(INPUT), input);
    }
    replace(place.resolve(RECORD), json(joined).getBytes(StandardCharsets.UTF_8));
    return joined;
  }

  private static Crash read(Path place) throws IOException {
    try {
      return JSON.readValue(place.resolve(RECORD).toFile(), Crash.class);
    } catch (NoSuchFileException e) {
      throw new IOException(place + " holds no " + RECORD, e);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.write(draft, content);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String json(Crash crash) throws IOException {
    return JSON.writeValueAsString(crash) + "\n";
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Signature.sha256(bytes));
  }

  private static String readme(Crash crash) {
    return """
        %s breaks a claim: %s (%s).

        See it again:  fuzz/takecover fuzz --target %s --replay crashes/%s/%s
        Every build replays it, and stays red as long as it fails.

        Once it is fixed: move the input into corpus/ with the verdict that is right for it, under a name
        that tells the defect, and remove this folder.
        """
        .formatted(crash.target(), crash.claim(), crash.rule(), crash.target(), crash.key(), INPUT);
  }
}
