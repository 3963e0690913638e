package io.takecover.fuzz.bench.trial;

import io.takecover.fuzz.bench.specimen.SpecimenFault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One configuration, and how it does against {@link Configuration#VALID}, fault by fault.
 *
 * @param configuration which
 * @param faults that were looked for
 * @param trials of them
 * @param found trials in which the fault was found
 * @param median seconds, over the faults, of the medians of their trials
 * @param foundInHalf faults whose median is below the time at which a trial is given up
 * @param shorter how likely it is sooner: the mean over the faults of {@link Lifetimes#shorter}
 * @param sooner faults that it finds sooner, by less than 5 % chance
 * @param later faults that it finds later, likewise
 */
public record Comparison(
    Configuration configuration,
    int faults,
    int trials,
    int found,
    double median,
    int foundInHalf,
    double shorter,
    int sooner,
    int later) {
  private static final double SIGNIFICANT = 0.05;
  private static final double EVEN = 0.5;

  /** A row for each configuration that was tried, on the faults that all of them were tried on. */
  public static List<Comparison> of(Collection<FaultTrial> all) {
    Map<Configuration, Map<SpecimenFault, List<FaultTrial>>> table =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    FaultTrial::configuration,
                    TreeMap::new,
                    Collectors.groupingBy(FaultTrial::fault)));
    Set<SpecimenFault> common = common(all);
    List<Comparison> rows = new ArrayList<>();
    for (Map.Entry<Configuration, Map<SpecimenFault, List<FaultTrial>>> each : table.entrySet()) {
      Map<SpecimenFault, List<FaultTrial>> base = table.get(Configuration.VALID);
      rows.add(row(each.getKey(), common, each.getValue(), base));
    }
    return rows;
  }

  /** The faults that every configuration was tried on that was tried at all. */
  public static Set<SpecimenFault> common(Collection<FaultTrial> all) {
    Map<Configuration, Set<SpecimenFault>> tried = new TreeMap<>();
    Set<SpecimenFault> common = EnumSet.noneOf(SpecimenFault.class);
    for (FaultTrial trial : all) {
      Configuration way = trial.configuration();
      tried.computeIfAbsent(way, w -> EnumSet.noneOf(SpecimenFault.class)).add(trial.fault());
      common.add(trial.fault());
    }
    tried.values().forEach(common::retainAll);
    return common;
  }

  private static Comparison row(
      Configuration configuration,
      Set<SpecimenFault> common,
      Map<SpecimenFault, List<FaultTrial>> own,
      Map<SpecimenFault, List<FaultTrial>> base) {
    List<Double> medians = new ArrayList<>();
    int trials = 0;
    int found = 0;
    int inHalf = 0;
    double shorter = 0;
    int sooner = 0;
    int later = 0;
    for (SpecimenFault fault : common) {
      List<FaultTrial> mine = own.get(fault);
      List<FaultTrial> others = base == null ? mine : base.get(fault);
      double median = Lifetimes.median(mine);
      medians.add(median);
      trials += mine.size();
      found += (int) mine.stream().filter(FaultTrial::isFound).count();
      inHalf += median < mine.get(0).cap() ? 1 : 0;
      double likely = Lifetimes.shorter(mine, others);
      shorter += likely / common.size();
      boolean differs = Lifetimes.chance(mine, others) < SIGNIFICANT;
      sooner += differs && likely > EVEN ? 1 : 0;
      later += differs && likely < EVEN ? 1 : 0;
    }
    medians.sort(null);
    double middle = medians.isEmpty() ? 0 : medians.get(medians.size() / 2);
    return new Comparison(
        configuration, common.size(), trials, found, middle, inHalf, shorter, sooner, later);
  }
}
