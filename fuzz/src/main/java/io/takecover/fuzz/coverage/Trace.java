package io.takecover.fuzz.coverage;

import java.util.List;

/** What a process is asked to watch, and what it has seen. */
final class Trace {
  private Trace() {}

  /** Run an input, and watch these lines. */
  record Request(String input, List<Site> sites) {
    Request {
      sites = List.copyOf(sites);
    }
  }

  /** What was compared at one line. */
  record Reply(Site site, List<Comparison> comparisons) {
    Reply {
      comparisons = List.copyOf(comparisons);
    }
  }
}
