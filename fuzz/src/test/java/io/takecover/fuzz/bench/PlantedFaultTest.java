package io.takecover.fuzz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.ValidInputs;
import io.takecover.fuzz.triage.Crash;
import io.takecover.fuzz.triage.CrashStore;
import io.takecover.fuzz.triage.Finding;
import io.takecover.fuzz.triage.Import;
import io.takecover.fuzz.triage.Minimiser;
import io.takecover.fuzz.triage.ReplayLimits;
import io.takecover.fuzz.triage.Replayer;
import io.takecover.fuzz.triage.Reproducer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triage on a build that has every planted fault at once. */
class PlantedFaultTest {
  private static final List<PlantedFault> FAULTS = List.of(PlantedFault.values());
  private static final List<Class<?>> TARGETS = new ArrayList<>();
  private static final int EACH = 2;

  static {
    Targets.regular().forEach(target -> TARGETS.add(target.type()));
  }

  @TempDir private Path folder;

  @Test
  void everyFaultHasOneKeyOfItsOwnAndIsMinimisedToItsCause() throws Exception {
    assertThat(FAULTS).hasSizeGreaterThanOrEqualTo(25);
    ValidInputs valid = ValidInputs.of(Corpus.open(Places.around(Path.of("")).corpus()));
    ReproducerFolder.Made made =
        ReproducerFolder.make(FAULTS, EACH * FAULTS.size(), valid, 7, folder.resolve("in"));
    Path classes = folder.resolve("classes");
    PlantedFault.plant(FAULTS, classes);
    ReplayLimits faulty =
        new ReplayLimits(
            5, ReplayLimits.HEAP_MEGABYTES, ReplayLimits.STACK_KILOBYTES, List.of(classes));
    CrashStore store = new CrashStore(folder.resolve("crashes"));
    List<Finding> findings =
        Import.run(
            Reproducer.in(folder.resolve("in")),
            TARGETS,
            faulty,
            store,
            2,
            folder.resolve("state"),
            finding -> {});
    Map<String, PlantedFault> faultOf = new TreeMap<>();
    for (Finding finding : findings) {
      int turn = made.harmful().indexOf(Path.of(finding.file()));
      assertThat(finding.isKept()).as(finding.toString()).isEqualTo(turn >= 0);
      if (turn >= 0) {
        PlantedFault fault = FAULTS.get(turn % FAULTS.size());
        assertThat(faultOf.merge(finding.key(), fault, (one, other) -> one))
            .as("one key, one fault: " + finding)
            .isEqualTo(fault);
      }
    }
    assertThat(faultOf.values()).doesNotHaveDuplicates().hasSize(FAULTS.size());

    try (Replayer replayer = new Replayer(faulty)) {
      Minimiser minimiser = new Minimiser(replayer, valid.images(), valid.texts(), 60);
      for (Crash crash : store.list()) {
        assertHasOneEdit(minimised(minimiser, store, crash));
      }
    }
  }

  @Test
  void withoutTheFaultNothingFails() throws Exception {
    ValidInputs valid = ValidInputs.of(Corpus.open(Places.around(Path.of("")).corpus()));
    ReproducerFolder.make(FAULTS, FAULTS.size(), valid, 8, folder.resolve("in"));
    List<Finding> findings =
        Import.run(
            Reproducer.in(folder.resolve("in")),
            TARGETS,
            ReplayLimits.DEFAULT,
            new CrashStore(folder.resolve("crashes")),
            2,
            folder.resolve("state"),
            finding -> {});
    assertThat(findings).hasSize(FAULTS.size()).noneMatch(Finding::isKept);
  }

  private static Crash minimised(Minimiser minimiser, CrashStore store, Crash crash)
      throws Exception {
    Targets target = Targets.find(crash.target()).orElseThrow();
    byte[] input = Files.readAllBytes(store.input(crash));
    return minimiser.minimise(store, crash, input, target, Minimiser.Way.BOTH).crash();
  }

  private static void assertHasOneEdit(Crash minimised) {
    assertThat(minimised.knownCause()).as(minimised.toString()).isPresent();
    assertThat(minimised.cause().edits()).as(minimised.cause().sentence()).hasSize(1);
  }
}
