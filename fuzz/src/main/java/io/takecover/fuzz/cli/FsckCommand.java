package io.takecover.fuzz.cli;

import io.takecover.Verdict;
import io.takecover.rule.RejectedException;
import io.takecover.store.ObjectStore;
import io.takecover.store.ObjectVerdict;
import io.takecover.store.StoreVerifier;
import io.takecover.store.Unreferenced;
import io.takecover.store.VerityPolicy;
import io.takecover.store.WantedObject;
import io.takecover.store.WantedObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Say of each object behind the files of images whether it is what the images state: there, a"
          + " regular file in the store, of that size and that fs-verity digest.",
      "An object that several images need is read once. What is found holds for the moment of"
          + " reading: only fs-verity itself, enabled on the object, keeps it so."
    })
final class FsckCommand implements Callable<Integer> {
  private static final int MOST_JOBS = 64;

  @Mixin private GateOptions gateOptions = new GateOptions();

  @Option(
      names = "--store",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the objects.")
  private String store;

  @Option(
      names = "--verity",
      paramLabel = "POLICY",
      description =
          "As overlayfs' option: require (default) rejects objects whose digest no image states; on"
              + " lets them be; off looks at sizes only.")
  private String verity = "require";

  @Option(names = "--gc-report", description = "Also list what is in the store and no image needs.")
  private boolean gcReport;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Keep there which objects were good, and do not read these again while they do not"
              + " change; so a run that was interrupted goes on.")
  private String stateFile;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Read only objects that changed since, such as 2026-01-01T00:00:00Z; of the others, only"
              + " that they are there, and their sizes.")
  private String since;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Threads (default: twelve for each processor, up to 64; mostly they wait for a disk).")
  private Integer jobs;

  @Option(names = "--json", description = "One JSON object a line, the summary last.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, and no summary.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Files, or folders (every file below).")
  private List<String> images;

  private final Console console;
  private final Map<Integer, ObjectVerdict> verdicts = new HashMap<>();
  private final FsckProgress progress;
  private final FsckSummary summary = new FsckSummary();
  private FsckReport report;

  FsckCommand(Console console) {
    this.console = console;
    this.progress = new FsckProgress(console);
  }

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    VerityPolicy policy = policy();
    Instant from = since == null ? null : TimeText.parse(since, "--since");
    int threads = jobs == null ? Math.min(12 * Jobs.count(null), MOST_JOBS) : Jobs.count(jobs);
    if (images.contains("-")) {
      throw new CommandException(
          "fsck reads an image again where an object is bad: not from stdin");
    }
    Gate gate = new Gate(console, gateOptions);
    report = json ? new FsckReport.Json(console) : new FsckReport.Text(console, store);
    Sources sources = Sources.of(images, console);
    int[] exit = {Exit.DONE};
    WantedImages wanted = new WantedImages(gate);
    Path folder = Sources.path(store);
    try (ObjectStore objects = open(folder);
        StoreState state = StoreState.open(folder, stateFile, from)) {
      StoreVerifier verifier = new StoreVerifier(objects, policy, state);
      verifier.start(threads, listener(state));
      // While images are read, the objects of those before them are checked. Images take processors
      // and objects a disk, which is busy from the start where half the processors are left to it.
      new Jobs<Source, WantedImages.Read>(Math.max(1, Jobs.count(null) / 2), 1, () -> wanted::read)
          .inOrder(
              sources,
              (source, read) ->
                  exit[0] = Exit.worst(exit[0], take(wanted, verifier, source, read)));
      exit[0] = Exit.worst(exit[0], sources.exit());
      verifier.finish();
      exit[0] = Exit.worst(exit[0], tell(wanted));
      if (gcReport) {
        exit[0] = Exit.worst(exit[0], tellUnreferenced(objects, wanted.objects()));
      }
    }
    if (!quiet || json) {
      report.summary(summary);
    }
    return exit[0];
  }

  private int take(
      WantedImages wanted, StoreVerifier verifier, Source source, WantedImages.Read read)
      throws IOException {
    if (!quiet) {
      console.progressBeforeResults("reading " + source.label());
    }
    if (read.complaint() != null) {
      console.say(read.complaint());
      summary.imagesRejected++;
      return Exit.USAGE;
    }
    if (read.judgement().verdict() instanceof Verdict.Rejected) {
      summary.imagesRejected++;
      report.rejected(read.judgement());
      return Exit.FINDINGS;
    }
    summary.images++;
    List<WantedObject> more = wanted.add(read);
    progress.expect(more);
    verifier.submit(more);
    return Exit.DONE;
  }

  private StoreVerifier.Listener listener(StoreState state) {
    return new StoreVerifier.Listener() {
      @Override
      public void verdict(ObjectVerdict verdict) {
        progress.add(verdict);
        verdicts.put(verdict.object().number(), verdict);
      }

      @Override
      public void tick() {
        state.flush();
        if (!quiet) {
          progress.show();
        }
      }
    };
  }

  /** What is wrong, in the order of the paths, with who needs it. */
  private int tell(WantedImages wanted) throws IOException {
    for (WantedObject object : wanted.objects().disputed()) {
      verdicts.put(object.number(), ObjectVerdict.disputed(object));
    }
    verdicts.values().forEach(summary::add);
    List<ObjectVerdict> bad =
        verdicts.values().stream()
            .filter(verdict -> !verdict.isGood())
            .sorted(Comparator.comparing(ObjectVerdict::object))
            .toList();
    int exit = bad.isEmpty() ? Exit.DONE : Exit.FINDINGS;
    List<List<StoreText.Need>> needs;
    try {
      needs = wanted.needs(bad);
    } catch (CommandException e) {
      console.say(e.getMessage());
      needs = Collections.nCopies(bad.size(), List.of());
      exit = Exit.USAGE;
    }
    for (int i = 0; i < bad.size(); i++) {
      report.bad(bad.get(i), needs.get(i));
    }
    return exit;
  }

  private int tellUnreferenced(ObjectStore objects, WantedObjects wanted) throws IOException {
    if (summary.imagesRejected > 0) {
      console.say(
          "--gc-report: left out, for what the images that were not read need is not known");
      return Exit.FINDINGS;
    }
    try {
      Unreferenced.find(
          objects,
          wanted,
          (path, note) -> {
            summary.unreferenced++;
            summary.unreferencedBytes += note.found();
            report.unreferenced(path, note);
          });
      return Exit.DONE;
    } catch (RejectedException e) {
      console.say("--gc-report: the store could not be walked to its end: " + e.violation());
      return Exit.FINDINGS;
    }
  }

  private ObjectStore open(Path folder) throws CommandException {
    try {
      return ObjectStore.open(folder);
    } catch (IOException e) {
      throw new CommandException(
          "--store: "
              + new Source(store, folder).label()
              + ": cannot be opened: "
              + ImageFile.reason(e));
    }
  }

  private VerityPolicy policy() throws CommandException {
    for (VerityPolicy policy : VerityPolicy.values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(verity)) {
        return policy;
      }
    }
    throw new CommandException("--verity: require, on or off, not '" + verity + "'");
  }
}
