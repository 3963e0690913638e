package io.takecover.fuzz.corpus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.takecover.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Inputs of crashes that are mended, where they cannot be vectors: scripts, texts, signatures, and
 * images that are right as they are; and inputs that crash where a rule is not checked, of rules
 * that no vector is for. {@code corpus/closed/<target>/<name>}, and {@code closed.json} that says
 * of each what it once broke and what must be said of it now.
 */
public final class ClosedInputs {
  private static final String LIST = "closed.json";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  /**
   * One input.
   *
   * @param name of the defect
   * @param target simple name of the target that takes it
   * @param sha256 of the input
   * @param without id and constant of the rule without whose check it crashes; absent where it was
   *     the parser that crashed
   * @param key of the crash; absent where there is {@code without}
   * @param claim that was broken
   * @param rule what the claim said was wrong
   * @param verdict what the parser says of the image that the target makes of the input
   * @param note one sentence
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "name", "target", "sha256", "without", "key", "claim", "rule", "verdict", "note"
  })
  public record Closed(
      String name,
      String target,
      String sha256,
      String without,
      String key,
      String claim,
      String rule,
      String verdict,
      String note) {}

  /**
   * @param corpus the folder {@code corpus/}
   */
  public ClosedInputs(Path corpus) {
    this.folder = corpus.resolve("closed");
  }

  /** All of them, by name; none where there is no list. */
  public List<Closed> list() throws IOException {
    Path list = folder.resolve(LIST);
    return Files.exists(list)
        ? JSON.readValue(list.toFile(), new TypeReference<List<Closed>>() {})
        : List.of();
  }

  /** The file of an input. */
  public Path file(Closed closed) {
    return folder.resolve(closed.target()).resolve(closed.name());
  }

  /** The verdict that is recorded: of the strict profile, in a phrase. */
  public static String verdict(byte[] image) {
    return Judgement.of(image, Profile.STRICT).toString();
  }

  /**
   * Keeps an input.
   *
   * @throws CorpusException where the name is none, or is taken
   */
  public Path add(Closed closed, byte[] input) throws IOException, CorpusException {
    if (!NAME.matcher(closed.name()).matches()) {
      throw new CorpusException("'" + closed.name() + "' is no name: lower-case words and hyphens");
    }
    List<Closed> all = new ArrayList<>(list());
    if (all.stream().anyMatch(other -> other.name().equals(closed.name()))) {
      throw new CorpusException("there is a closed input " + closed.name() + " already");
    }
    all.add(closed);
    all.sort(Comparator.comparing(Closed::name));
    Path file = file(closed);
    Files.createDirectories(file.getParent());
    WholeFile.write(file, input);
    WholeFile.write(folder.resolve(LIST), JSON.writeValueAsString(all) + "\n");
    return file;
  }
}
