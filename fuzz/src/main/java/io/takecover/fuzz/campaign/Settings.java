package io.takecover.fuzz.campaign;

import java.time.Duration;
import java.util.List;

/**
 * What a campaign is to do.
 *
 * @param targets which targets
 * @param seconds how long for each; 0 for until interrupted; of no meaning for a long campaign
 * @param jobs how many processes at the same time
 * @param total how long all together, in turns; zero where each target has its seconds
 * @param fresh whether a long campaign begins anew where another was interrupted
 * @param prune whether the working corpora are made small at the end in any case
 */
public record Settings(
    List<Targets> targets,
    int seconds,
    int jobs,
    Places places,
    Duration total,
    boolean fresh,
    boolean prune) {
  /** Seconds where nobody says. */
  public static final int DEFAULT_SECONDS = 30;

  /** Processes at the same time where nobody says. */
  public static final int DEFAULT_JOBS = 2;

  public Settings {
    if (targets.isEmpty() || seconds < 0 || jobs < 1 || total.isNegative()) {
      throw new IllegalArgumentException(
          "a campaign has targets, a time that is not negative, and a job");
    }
    targets = List.copyOf(targets);
  }

  /** A campaign that gives each target so many seconds. */
  public Settings(List<Targets> targets, int seconds, int jobs, Places places) {
    this(targets, seconds, jobs, places, Duration.ZERO, false, false);
  }

  /** Targets that want seeds, where the corpus has no folder of such. */
  public List<Targets> seedless() {
    return targets.stream()
        .filter(target -> !target.seedFolders().isEmpty() && places.seeds(target).isEmpty())
        .toList();
  }

  /** How many processes a target has: where there are more jobs than targets, they share them. */
  int processes(Targets target) {
    int share = jobs / targets.size();
    return Math.max(1, share + (targets.indexOf(target) < jobs % targets.size() ? 1 : 0));
  }

  /** Whether the campaign is one that is gone on with, and keeps statistics. */
  boolean isLong() {
    return !total.isZero();
  }

  boolean isEndless() {
    return seconds == 0 && !isLong();
  }

  /** Whether the working corpora are made small at the end. */
  boolean prunes() {
    return prune || isLong() || jobs > targets.size();
  }
}
