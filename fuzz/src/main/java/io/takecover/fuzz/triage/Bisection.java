package io.takecover.fuzz.triage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the first commit of a line on which an input fails. Commits that cannot be built are passed
 * over; where some stand between the last good one and the first bad one, it may be any of them.
 */
final class Bisection {

  /** What a commit does with the input. */
  enum Answer {
    GOOD,
    BAD,
    /** It cannot be built, or cannot run the input. */
    UNKNOWN
  }

  /** Builds a commit and runs the input. */
  interface Probe {
    Answer at(String commit) throws IOException, InterruptedException;
  }

  /**
   * Where it begins.
   *
   * @param firstBad the first commit that is known to be bad
   * @param lastGood the last before it that is known to be good; empty where all are bad
   * @param between those between the two that gave no answer, the oldest first
   */
  record Found(String firstBad, Optional<String> lastGood, List<String> between) {}

  private final List<String> line;
  private final Answer[] answers;
  private final Probe probe;
  private final Consumer<String> progress;

  private Bisection(List<String> line, Probe probe, Consumer<String> progress) {
    this.line = line;
    this.answers = new Answer[line.size()];
    this.probe = probe;
    this.progress = progress;
  }

  /**
   * Searches.
   *
   * @param line commits, the newest first; the first of them must be bad
   * @return empty where the newest is not bad
   */
  static Optional<Found> of(List<String> line, Probe probe, Consumer<String> progress)
      throws IOException, InterruptedException {
    return new Bisection(line, probe, progress).search();
  }

  private Optional<Found> search() throws IOException, InterruptedException {
    if (line.isEmpty() || ask(0) != Answer.BAD) {
      return Optional.empty();
    }
    int bad = 0;
    int good = line.size();
    // From the newest back in growing steps: what broke is mostly new, and old commits cost a
    // build.
    for (int step = 1; good == line.size() && bad + step < line.size(); step *= 2) {
      int at = bad + step;
      Answer answer = ask(at);
      if (answer == Answer.GOOD) {
        good = at;
      } else if (answer == Answer.BAD) {
        bad = at;
      }
    }
    if (good == line.size() && bad < line.size() - 1) {
      Answer oldest = ask(line.size() - 1);
      good = oldest == Answer.GOOD ? line.size() - 1 : good;
      bad = oldest == Answer.BAD ? line.size() - 1 : bad;
    }
    for (int at = middle(bad, good); at >= 0; at = middle(bad, good)) {
      Answer answer = ask(at);
      if (answer == Answer.GOOD) {
        good = at;
      } else if (answer == Answer.BAD) {
        bad = at;
      }
    }
    List<String> between = new ArrayList<>();
    for (int i = good - 1; i > bad; i--) {
      between.add(line.get(i));
    }
    Optional<String> lastGood = good < line.size() ? Optional.of(line.get(good)) : Optional.empty();
    return Optional.of(new Found(line.get(bad), lastGood, between));
  }

  /** The unasked commit nearest to the middle between two; -1 where there is none. */
  private int middle(int bad, int good) {
    int middle = (bad + good) / 2;
    int nearest = -1;
    for (int i = bad + 1; i < good; i++) {
      boolean isNearer = nearest < 0 || Math.abs(i - middle) < Math.abs(nearest - middle);
      nearest = answers[i] == null && isNearer ? i : nearest;
    }
    return nearest;
  }

  private Answer ask(int index) throws IOException, InterruptedException {
    if (answers[index] == null) {
      answers[index] = probe.at(line.get(index));
      progress.accept(line.get(index) + ": " + answers[index].name().toLowerCase(Locale.ROOT));
    }
    return answers[index];
  }
}
