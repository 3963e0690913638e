package io.takecover.fuzz.corpus;

import java.nio.file.Path;
import java.util.List;

/**
 * An image that would show in the corpus what nothing there shows yet.
 *
 * @param name that it could have
 * @param judgement of the strict profile
 * @param file the input that a fuzzer kept
 * @param parent the accepted vector that is nearest
 * @param edits that make of the parent an image with the same rule at the same field; maybe fewer
 *     than the way to the file itself
 */
public record Proposal(
    String name, Judgement judgement, Path file, String parent, List<String> edits) {
  private static final int MOST_EDITS = 4;
  private static final int MOST_LETTERS = 400;

  public Proposal {
    edits = List.copyOf(edits);
  }

  /** Whether a person can still see what the edits do. */
  public boolean isShort() {
    int letters = edits.stream().mapToInt(String::length).sum();
    return edits.size() <= MOST_EDITS && letters <= MOST_LETTERS;
  }

  /** The words behind {@code takecover} that add the image, fit for a shell. */
  public String command() {
    StringBuilder command = new StringBuilder("corpus add --parent " + parent);
    edits.forEach(edit -> command.append(" --edit ").append(quoted(edit)));
    command.append(" --name ").append(name).append(" --note ").append(quoted(note()));
    if (judgement.isAccepted()) {
      command.append(" --noncanonical");
    }
    return command.toString();
  }

  private String note() {
    return judgement.isAccepted()
        ? "accepted, and not what the canonical writer writes"
        : "%s breaks the rule that %s"
            .formatted(judgement.violation().field(), judgement.violation().rule().title());
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
