package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Coverage;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.SoundInputs;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.campaign.WorkLock;
import io.takecover.fuzz.corpus.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;

/**
 * Makes of all inputs of a target few small ones, with names, that cover what the seeds do not. An
 * input that fails goes the way of a fuzzer's findings.
 */
public final class CorpusGrowth {
  /** Trials for each input, where nobody says otherwise. */
  public static final int DEFAULT_TRIALS = 200;

  private final Targets target;
  private final Places places;
  private final Options options;
  private final Consumer<String> progress;

  /** The places in which the work is done: what is there is replaced. */
  private final Places bench;

  /**
   * How to grow.
   *
   * @param from more folders of inputs; of one that has a folder named like the target, only that
   * @param into where what is kept goes, below the target's name, and what is there already counts;
   *     null for the working corpus
   * @param trials versions that are tried of each input that is kept
   */
  public record Options(List<Path> from, Path into, int trials) {
    public Options {
      from = List.copyOf(from);
    }
  }

  /**
   * What became of one target's inputs.
   *
   * @param inputs how many there were, and {@code bytes} how much
   * @param tooLong inputs from elsewhere that no fuzzer of the target would read as a whole
   * @param kept files that are there now
   * @param findings one sentence each
   */
  public record Result(
      Targets target,
      int inputs,
      long bytes,
      int tooLong,
      int keptInputs,
      long keptBytes,
      List<Path> kept,
      List<String> findings) {
    public Result {
      kept = List.copyOf(kept);
      findings = List.copyOf(findings);
    }
  }

  private CorpusGrowth(Targets target, Places places, Options options, Consumer<String> progress) {
    this.target = target;
    this.places = places;
    this.options = options;
    this.progress = progress;
    this.bench =
        options.into() == null
            ? places
            : new Places(places.corpus(), places.work().resolve("grow"), places.crashes());
  }

  /**
   * Grows the corpus of one target.
   *
   * @throws io.takecover.fuzz.campaign.BusyException where a campaign works in the same place
   * @throws IllegalStateException where a fuzzer cannot be run; nothing is deleted then
   */
  public static Result of(Targets target, Places places, Options options, Consumer<String> progress)
      throws IOException, InterruptedException {
    return new CorpusGrowth(target, places, options, progress).grow();
  }

  @SuppressWarnings("try") // the locks are held, not used
  private Result grow() throws IOException, InterruptedException {
    try (WorkLock lock = WorkLock.take(bench);
        WorkLock alone = WorkLock.takeCorpus(bench)) {
      int tooLong = gather();
      List<Path> inputs = Places.filesIn(bench.workingCorpus(target));
      long bytes = size(inputs);
      progress.accept(target.label() + ": running " + inputs.size() + " inputs");
      Map<String, byte[]> kept = kept(SoundInputs.of(target, inputs, bench));
      List<String> findings = SoundInputs.takeIn(target, bench);
      Path folder =
          options.into() == null
              ? places.workingCorpus(target)
              : options.into().resolve(target.label());
      NamedInputs.replace(folder, kept);
      List<Path> files = kept.keySet().stream().map(folder::resolve).toList();
      return new Result(
          target, inputs.size(), bytes, tooLong, kept.size(), size(files), files, findings);
    } finally {
      if (options.into() != null) {
        FileUtils.deleteDirectory(bench.workingCorpus(target).toFile());
      }
    }
  }

  /**
   * Copies what comes from elsewhere beside what is there, by hashes; says how much is too long.
   */
  private int gather() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path folder : options.from()) {
      Path own = folder.resolve(target.label());
      folders.add(Files.isDirectory(own) ? own : folder);
    }
    if (options.into() != null) {
      folders.add(places.workingCorpus(target));
      folders.add(options.into().resolve(target.label()));
    }
    Path to = Files.createDirectories(bench.workingCorpus(target));
    int tooLong = 0;
    for (Path folder : folders) {
      for (Path input : Places.filesIn(folder)) {
        byte[] bytes = Files.readAllBytes(input);
        if (bytes.length <= target.maxLength()) {
          Files.write(to.resolve(Sums.sha1(bytes)), bytes);
        } else {
          tooLong++;
        }
      }
    }
    return tooLong;
  }

  /** What to keep of inputs that do not fail, by name. */
  private Map<String, byte[]> kept(List<Path> inputs) throws IOException, InterruptedException {
    if (inputs.isEmpty()) {
      return Map.of();
    }
    List<Path> seeds = bench.seedFiles(target);
    progress.accept(target.label() + ": measuring " + (seeds.size() + inputs.size()) + " inputs");
    Worth worth = Worth.of(target, seeds, inputs, bench);
    for (Path input : worth.failed()) {
      SoundInputs.makeArtifact(target, input, bench);
    }
    List<Path> needed = worth.needed();
    return needed.isEmpty() ? Map.of() : shrunk(seeds, needed);
  }

  private Map<String, byte[]> shrunk(List<Path> seeds, List<Path> needed)
      throws IOException, InterruptedException {
    Path folder = bench.work().resolve("shrunk").resolve(target.label());
    try {
      progress.accept(target.label() + ": making " + needed.size() + " inputs small");
      Map<Path, Shrink.Reply> replies = new LinkedHashMap<>();
      List<Path> versions = new ArrayList<>();
      for (Shrink.Reply reply :
          ShrinkRun.of(target, seeds, needed, options.trials(), folder, bench)) {
        replies.put(Path.of(reply.input()), reply);
        reply.versions().forEach(version -> versions.add(Path.of(version)));
      }
      progress.accept(target.label() + ": measuring " + versions.size() + " versions");
      // All once more, for the fuzzer numbers what is covered anew in each process.
      List<Path> all = joined(joined(seeds, needed), versions);
      Map<Path, BitSet> features = Coverage.of(target, all, bench);
      BitSet known = Worth.union(seeds, features);
      Map<String, byte[]> kept = new LinkedHashMap<>();
      for (Path input : needed) {
        Shrink.Reply reply = replies.get(input);
        BitSet wanted = (BitSet) features.getOrDefault(input, new BitSet()).clone();
        wanted.andNot(known);
        byte[] bytes = Files.readAllBytes(best(input, reply, wanted, features));
        String words = reply == null ? InputName.UNKNOWN : InputName.reached(reply);
        kept.put(InputName.free(words, bytes, kept.keySet()), bytes);
      }
      return kept;
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static List<Path> joined(List<Path> some, List<Path> more) {
    List<Path> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** The simplest version that covers what the input is kept for; maybe the input itself. */
  private static Path best(
      Path input, Shrink.Reply reply, BitSet wanted, Map<Path, BitSet> features) {
    Path best = input;
    for (String version : reply == null ? List.<String>of() : reply.versions()) {
      BitSet missed = (BitSet) wanted.clone();
      missed.andNot(features.getOrDefault(Path.of(version), new BitSet()));
      boolean isSound = features.containsKey(Path.of(version));
      best = isSound && missed.isEmpty() ? Path.of(version) : best;
    }
    return best;
  }

  private static long size(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }
}
