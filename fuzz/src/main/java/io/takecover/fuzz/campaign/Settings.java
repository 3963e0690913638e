package io.takecover.fuzz.campaign;

import java.util.List;

/**
 * What a campaign is to do.
 *
 * @param targets which targets
 * @param seconds how long for each; 0 for until interrupted
 * @param jobs how many at the same time
 */
public record Settings(List<Targets> targets, int seconds, int jobs, Places places) {
  /** Seconds where nobody says. */
  public static final int DEFAULT_SECONDS = 30;

  /** Targets at the same time where nobody says. */
  public static final int DEFAULT_JOBS = 2;

  public Settings {
    if (targets.isEmpty() || seconds < 0 || jobs < 1) {
      throw new IllegalArgumentException(
          "a campaign has targets, a time that is not negative, and a job");
    }
    targets = List.copyOf(targets);
  }

  /** Targets that want seeds, where the corpus has no folder of such. */
  public List<Targets> seedless() {
    return targets.stream()
        .filter(target -> !target.seedFolders().isEmpty() && places.seeds(target).isEmpty())
        .toList();
  }

  boolean isEndless() {
    return seconds == 0;
  }
}
