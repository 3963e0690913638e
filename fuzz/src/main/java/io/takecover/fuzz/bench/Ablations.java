package io.takecover.fuzz.bench;

import io.takecover.bytes.LimitRule;
import io.takecover.dump.DumpRule;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.campaign.Alone;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.ClosedInputs;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.Sums;
import io.takecover.fuzz.coverage.ClassFiles;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Rule;
import io.takecover.sign.SignatureRule;
import io.takecover.store.StoreRule;
import io.takecover.tree.TreeRule;
import io.takecover.verity.VerityRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Takes out one rule after the other, and asks who misses it. */
public final class Ablations {
  private final Places places;
  private final RuleInputs inputs;
  private final ClosedInputs closed;
  private final Map<String, byte[]> parser;

  /** Judges all inputs of the corpus that are for a rule once, by the parser as it is. */
  public Ablations(Places places, Corpus corpus) throws IOException {
    this.places = places;
    inputs = RuleInputs.of(corpus);
    closed = new ClosedInputs(corpus.folder());
    parser = ClassFiles.ofParser();
  }

  /** What the corpus says without a rule. */
  public AblationRow ofCorpus(Rule rule) throws IOException, InterruptedException {
    try (BuildWithout build = BuildWithout.rule(rule, parser)) {
      return AblationRow.of(rule, CorpusTrial.run(inputs.of(rule), build.path()), null);
    }
  }

  /**
   * The same, and what fuzzers make of it that know no malformed input.
   *
   * @param trials how many, of the target that was first to find it; fewer where more than half of
   *     them have found nothing
   * @param seconds how long each may take
   */
  public AblationRow ofFuzzers(Rule rule, AblationRow row, int trials, int seconds)
      throws IOException, InterruptedException {
    try (BuildWithout build = BuildWithout.rule(rule, parser)) {
      Targets target = null;
      Alone.Ending first = null;
      for (Targets candidate : targets(rule)) {
        target = candidate;
        first = Alone.fuzz(setup(target, build), seconds, 1);
        if (first.detector() != null) {
          break;
        }
      }
      List<Alone.Ending> endings = new ArrayList<>(List.of(first));
      int missed = first.detector() == null ? 1 : 0;
      for (int chance = 2; chance <= trials && missed <= trials / 2; chance++) {
        endings.add(Alone.fuzz(setup(target, build), seconds, chance));
        missed += endings.get(endings.size() - 1).detector() == null ? 1 : 0;
      }
      return row.with(summary(target, endings));
    }
  }

  /**
   * Lets a fuzzer look for an input that fails without a rule, keeps it in the corpus, and asks
   * that once more.
   */
  public AblationRow keep(Rule rule, AblationRow row, int seconds)
      throws IOException, InterruptedException, CorpusException {
    try (BuildWithout build = BuildWithout.rule(rule, parser)) {
      for (Targets target : targets(rule)) {
        Alone.Ending ending = Alone.fuzz(setup(target, build), seconds, 1);
        if (ending.detector() != null) {
          keep(rule, target, ending);
          return AblationRow.of(rule, CorpusTrial.run(inputs.of(rule), build.path()), row.fuzz());
        }
      }
    }
    return row;
  }

  private void keep(Rule rule, Targets target, Alone.Ending ending)
      throws IOException, CorpusException {
    byte[] input = ending.input().bytes();
    ClosedInputs.Closed found =
        new ClosedInputs.Closed(
            "without-" + Outcome.name(rule).toLowerCase(Locale.ROOT).replaceAll("[ _]", "-"),
            target.label(),
            Sums.sha256(input),
            Outcome.name(rule),
            null,
            ending.detector(),
            null,
            ClosedInputs.verdict(target.image(input)),
            "Fails where nobody checks this: " + rule.title());
    closed.add(found, input);
    inputs.add(found, input);
  }

  private Alone.Setup setup(Targets target, BuildWithout build) {
    return Alone.Setup.of(target, places.validSeeds(target), build.path());
  }

  private static AblationRow.Fuzzed summary(Targets target, List<Alone.Ending> endings) {
    List<Double> seconds = endings.stream().map(Alone.Ending::seconds).sorted().toList();
    List<Long> executions = endings.stream().map(Alone.Ending::executions).sorted().toList();
    Map<String, Integer> detectors = new TreeMap<>();
    for (Alone.Ending ending : endings) {
      if (ending.detector() != null) {
        detectors.merge(ending.detector(), 1, Integer::sum);
      }
    }
    return new AblationRow.Fuzzed(
        target.label(),
        endings.size(),
        detectors.values().stream().mapToInt(Integer::intValue).sum(),
        Math.round(seconds.get(seconds.size() / 2) * 10) / 10.0,
        executions.get(executions.size() / 2),
        detectors.entrySet().stream()
            .max(Comparator.comparing(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse(null));
  }

  /** The targets that come by a rule, the likeliest first. */
  static List<Targets> targets(Rule rule) {
    if (rule instanceof ErofsRule && rule.bindsWriting()) {
      return List.of(Targets.EROFS_TREE);
    } else if (rule instanceof ErofsRule) {
      return List.of(Targets.EROFS_READ, Targets.EROFS_EDIT, Targets.EROFS_TREE);
    } else if (rule instanceof TreeRule) {
      return List.of(Targets.NATIVE_READ, Targets.NATIVE_EDIT, Targets.EROFS_READ);
    } else if (rule instanceof NativeRule || rule instanceof LimitRule) {
      return List.of(Targets.NATIVE_READ, Targets.NATIVE_EDIT, Targets.NATIVE_TREE);
    } else if (rule instanceof DumpRule) {
      return List.of(Targets.DUMP_READ);
    } else if (rule instanceof SignatureRule) {
      return List.of(Targets.SIGNATURE_EDIT, Targets.SIGNATURE);
    } else if (rule instanceof StoreRule) {
      return List.of(Targets.STORE);
    } else if (rule instanceof VerityRule) {
      return List.of(Targets.VERITY);
    }
    throw new IllegalArgumentException("no target comes by " + rule.name());
  }
}
