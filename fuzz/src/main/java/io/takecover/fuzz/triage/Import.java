package io.takecover.fuzz.triage;

import io.takecover.fuzz.corpus.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs reproducers through every target, files those that fail, and says of each what became of it.
 * A reproducer is filed under the first target of the list that it fails in, so that one cause is
 * one crash whoever found it. What hangs, or takes the heap or the process, is not run in further
 * targets.
 */
public final class Import {
  private static final int REPEATS = 2;

  private final List<Class<?>> targets;
  private final ReplayLimits limits;
  private final CrashStore store;
  private final ImportRecord record;
  private final Consumer<Finding> progress;
  private final Set<String> knownHangs = ConcurrentHashMap.newKeySet();
  private final Map<String, Object> confirmations = new ConcurrentHashMap<>();
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private Import(
      List<Class<?>> targets,
      ReplayLimits limits,
      CrashStore store,
      ImportRecord record,
      Consumer<Finding> progress) {
    this.targets = List.copyOf(targets);
    this.limits = limits;
    this.store = store;
    this.record = record;
    this.progress = progress;
  }

  /**
   * Imports reproducers.
   *
   * @param targets to replay in; their order decides which crash a reproducer is of
   * @param jobs how many at the same time, each in a child of its own
   * @param state where it is written down how far the import is; removed in the end
   * @param progress is told of each reproducer, from any thread
   * @return one for each reproducer, in their order
   */
  public static List<Finding> run(
      List<Reproducer> reproducers,
      List<Class<?>> targets,
      ReplayLimits limits,
      CrashStore store,
      int jobs,
      Path state,
      Consumer<Finding> progress)
      throws IOException, InterruptedException {
    try (ImportRecord record = new ImportRecord(state, BuildIdentity.of(limits, targets))) {
      Import imported = new Import(targets, limits, store, record, progress);
      List<Finding> findings = imported.all(reproducers, jobs);
      record.finish();
      return findings;
    }
  }

  private List<Finding> all(List<Reproducer> reproducers, int jobs)
      throws IOException, InterruptedException {
    Finding[] findings = new Finding[reproducers.size()];
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      List<Callable<Void>> workers = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        workers.add(() -> work(reproducers, next, findings));
      }
      for (Future<Void> worker : pool.invokeAll(workers)) {
        worker.get();
      }
      return List.of(findings);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException trouble) {
        throw trouble;
      }
      throw new IllegalStateException("an import could not be done", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Void work(List<Reproducer> reproducers, AtomicInteger next, Finding[] findings)
      throws IOException, InterruptedException {
    try (Replayer replayer = new Replayer(limits)) {
      int index = next.getAndIncrement();
      while (index < findings.length) {
        findings[index] = one(reproducers.get(index), replayer);
        progress.accept(findings[index]);
        index = next.getAndIncrement();
      }
      return null;
    }
  }

  private Finding one(Reproducer reproducer, Replayer replayer)
      throws IOException, InterruptedException {
    Path file = reproducer.file();
    String name = file.toString();
    if (!Files.isReadable(file)) {
      return skipped(name, null, "it cannot be read");
    }
    if (Files.size(file) > Reproducer.MOST_BYTES) {
      return skipped(name, null, "it is larger than any fuzzer's input, " + Files.size(file));
    }
    byte[] input = Files.readAllBytes(file);
    String sum = Sums.sha256(input);
    if (!seen.add(sum)) {
      return skipped(name, sum, "another file has the same bytes");
    }
    Finding settled = record.settled(sum);
    if (settled != null && (!settled.isKept() || store.find(settled.key()).isPresent())) {
      return settled;
    }
    Finding finding = replayed(reproducer, input, sum, replayer);
    record.settle(finding);
    return finding;
  }

  private Finding replayed(Reproducer reproducer, byte[] input, String sum, Replayer replayer)
      throws IOException, InterruptedException {
    Class<?> first = null;
    Replayer.Result failed = null;
    List<String> also = new ArrayList<>();
    long longest = 0;
    for (Class<?> target : targets) {
      Replayer.Result result = replayer.run(target, input, knownHangs);
      longest = Math.max(longest, result.nanos());
      if (result.failed().isPresent()) {
        if (first == null) {
          first = target;
          failed = result;
        } else {
          also.add(target.getSimpleName());
        }
        if (result.failure().kind().isDear()) {
          break;
        }
      }
    }
    String name = reproducer.file().toString();
    if (first == null) {
      return new Finding(
          name, sum, Finding.Outcome.PASSES, null, null, null, passes(reproducer, longest));
    }
    return filed(name, input, sum, first, failed, also, replayer);
  }

  private Finding filed(
      String name,
      byte[] input,
      String sum,
      Class<?> target,
      Replayer.Result failed,
      List<String> also,
      Replayer replayer)
      throws IOException, InterruptedException {
    String key = failed.failure().signature().key();
    String label = target.getSimpleName();
    // Only one of the workers confirms a key; what joins it meanwhile waits for that.
    synchronized (confirmations.computeIfAbsent(key, any -> new Object())) {
      if (!confirmed.contains(key)) {
        Optional<String> other = disagreement(target, input, key, replayer);
        if (other.isPresent()) {
          return new Finding(
              name, sum, Finding.Outcome.FLAKY, null, label, also, "it " + other.get());
        }
        confirmed.add(key);
        if (failed.failure().kind() == Failure.Kind.TIMEOUT) {
          knownHangs.add(key);
        }
      }
    }
    CrashStore.Filed filed = store.add(target, input, failed);
    Finding.Outcome outcome = filed.isNew() ? Finding.Outcome.NEW : Finding.Outcome.JOINED;
    return new Finding(name, sum, outcome, key, label, also, filed.crash().title());
  }

  /** How the input does something else when it is run again; empty where it does not. */
  private Optional<String> disagreement(
      Class<?> target, byte[] input, String key, Replayer replayer)
      throws IOException, InterruptedException {
    for (int i = 0; i < REPEATS; i++) {
      Replayer.Result again = replayer.run(target, input, Set.of(key));
      if (again.failed().isEmpty()) {
        return Optional.of("failed in " + target.getSimpleName() + " once, and then passed");
      }
      String other = again.failure().signature().key();
      if (!other.equals(key)) {
        return Optional.of("failed as " + key + " once, and then as " + other);
      }
    }
    return Optional.empty();
  }

  private String passes(Reproducer reproducer, long longest) {
    String text =
        "it comes to an end in each of %d targets, the slowest after %d ms"
            .formatted(targets.size(), longest / 1_000_000);
    return reproducer
        .said()
        .map(kind -> "said to be a " + kind.label() + ", but " + text)
        .orElse(text);
  }

  private static Finding skipped(String name, String sum, String reason) {
    return new Finding(name, sum, Finding.Outcome.SKIPPED, null, null, null, reason);
  }
}
