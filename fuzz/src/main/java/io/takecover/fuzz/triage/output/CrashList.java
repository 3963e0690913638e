package io.takecover.fuzz.triage.output;

import io.takecover.fuzz.triage.Crash;
import io.takecover.fuzz.triage.CrashStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The open crashes with their stacks, the worst first.
 *
 * @param version of what found them
 */
public record CrashList(String version, List<Entry> entries) {

  /**
   * One crash.
   *
   * @param input where its input is, as somebody at the project's root would write it
   * @param stack the whole trace
   */
  public record Entry(Crash crash, String input, String stack) {}

  public CrashList {
    entries = List.copyOf(entries);
  }

  /** Those of a store. */
  public static CrashList of(CrashStore store, String version) throws IOException {
    List<Crash> crashes = new ArrayList<>(store.list());
    crashes.sort(Comparator.comparing(Crash::severity).thenComparing(Crash::key));
    List<Entry> entries = new ArrayList<>();
    for (Crash crash : crashes) {
      String input = "crashes/" + crash.key() + "/" + CrashStore.INPUT;
      entries.add(new Entry(crash, input, store.stack(crash)));
    }
    return new CrashList(version, entries);
  }
}
