package io.takecover.fuzz.triage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;

/**
 * Builds commits in a worktree beside the work, and runs an input with the command line that comes
 * out. What stands in the project's own tree is not touched.
 */
public final class CommitProbe implements Bisection.Probe, AutoCloseable {
  private static final long BUILD_MINUTES = 15;
  private static final List<String> BUILD =
      List.of("mvn", "-B", "-q", "package", "-DskipTests", "-Dspotless.check.skip=true");

  private final Path project;
  private final Path worktree;
  private final Path log;
  private final List<String> replay;
  private final String key;

  /**
   * Makes the worktree.
   *
   * @param project its root, under Git
   * @param work folder that the worktree and the log go into
   * @param crash whose key is looked for
   * @param input that fails
   */
  public CommitProbe(Path project, Path work, Crash crash, Path input)
      throws IOException, InterruptedException {
    this.project = project;
    this.worktree = work.resolve("bisect");
    this.log = work.resolve("bisect.log");
    this.key = crash.key();
    this.replay =
        List.of("fuzz/takecover", "fuzz", "--target", crash.target(), "--replay", input.toString());
    Files.createDirectories(work);
    Files.writeString(log, "");
    removeWorktree();
    git("worktree", "add", "--detach", worktree.toString(), "HEAD");
  }

  /**
   * The commits of a line, the newest first.
   *
   * @param good a commit that is left out with all before it; null for all
   */
  public List<String> line(String bad, String good) throws IOException, InterruptedException {
    String range = good == null ? bad : good + ".." + bad;
    List<String> line = new ArrayList<>(git("rev-list", "--first-parent", range).lines().toList());
    if (good != null) {
      line.add(git("rev-parse", good + "^{commit}").strip());
    }
    return line;
  }

  /** A commit as people name it: the start of its sum, its day, its subject. */
  public String name(String commit) throws IOException, InterruptedException {
    return git("show", "-s", "--date=short", "--format=%h %ad %s", commit).strip();
  }

  /** Searches a line for the first bad commit; see {@link Bisection}. */
  public String firstBad(List<String> line, Consumer<String> progress)
      throws IOException, InterruptedException {
    var found = Bisection.of(line, this, progress);
    if (found.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder("first bad: " + name(found.get().firstBad()));
    if (found.get().lastGood().isPresent()) {
      text.append("\nlast good: ").append(name(found.get().lastGood().get()));
    } else {
      text.append("\nnone of the ").append(line.size()).append(" commits is good");
    }
    for (String commit : found.get().between()) {
      text.append("\ngave no answer: ").append(name(commit));
    }
    return text.toString();
  }

  @Override
  public Bisection.Answer at(String commit) throws IOException, InterruptedException {
    git("-C", worktree.toString(), "checkout", "-q", "--force", "--detach", commit);
    git("-C", worktree.toString(), "clean", "-q", "-ffdx");
    if (run(BUILD, worktree).exit() != 0 || !Files.exists(worktree.resolve(replay.get(0)))) {
      return Bisection.Answer.UNKNOWN;
    }
    Ended ended = run(replay, worktree);
    if (ended.exit() == 0) {
      return Bisection.Answer.GOOD;
    }
    Signature signature = ended.exit() == 1 ? Signature.ofText(ended.out()) : null;
    boolean isSame = signature != null && signature.key().equals(key);
    // Whatever else it does, it is not this crash; what cannot be told is not guessed.
    return isSame
        ? Bisection.Answer.BAD
        : signature == null ? Bisection.Answer.UNKNOWN : Bisection.Answer.GOOD;
  }

  /** Takes the worktree away. */
  @Override
  public void close() throws IOException {
    try {
      removeWorktree();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeWorktree() throws IOException, InterruptedException {
    FileUtils.deleteDirectory(worktree.toFile());
    git("worktree", "prune");
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Ended ended = run(command, project);
    if (ended.exit() != 0) {
      throw new IOException(String.join(" ", command) + " failed; see " + log);
    }
    return ended.out();
  }

  private record Ended(int exit, String out) {}

  private Ended run(List<String> command, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    Thread watchdog = ChildJvm.watch(process, TimeUnit.MINUTES.toSeconds(BUILD_MINUTES));
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    watchdog.interrupt();
    return new Ended(exit, out);
  }
}
