package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.Tools;
import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import io.takecover.fuzz.targets.CanaryFuzzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small project that builds in a second, and whose command line is a shell script. */
class CommitProbeTest {
  private static final String POM =
      """
      <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>
      <version>1</version><packaging>pom</packaging></project>
      """;

  @TempDir private Path folder;

  @Test
  void theCommitThatBroughtTheFaultIsNamed() throws Exception {
    Tools.require("git");
    Tools.require("mvn");
    Path project = Files.createDirectories(folder.resolve("project"));
    Failure failure = Failure.of(new ClaimFailure(Claim.CANARY, "planted", "test"));
    git(project, "init", "-q");
    commit(project, "no harm", "exit 0");
    commit(project, "still none", "exit 0");
    commit(project, "the fault comes", "cat <<'END'\n" + failure.stack() + "END\nexit 1");
    commit(project, "does not build", null);
    commit(project, "the fault stays", "cat <<'END'\n" + failure.stack() + "END\nexit 1");
    Crash crash =
        Crash.of(CanaryFuzzer.class, new Replayer.Result(failure, 1, 1), "00", 1, "2026-01-01");
    Path work = folder.resolve("work");
    try (CommitProbe probe = new CommitProbe(project, work, crash, folder.resolve("input"))) {
      List<String> line = probe.line("HEAD", null);
      assertThat(line).hasSize(5);
      String found = probe.firstBad(line, text -> {});
      assertThat(found.lines().toList().get(0))
          .startsWith("first bad: ")
          .endsWith("the fault comes");
      assertThat(found.lines().toList().get(1)).startsWith("last good: ").endsWith("still none");
    }
    assertThat(work.resolve("bisect")).doesNotExist();
    assertThat(git(project, "status", "--porcelain")).isEmpty();
  }

  /** A commit whose command line does this; or which does not build. */
  private static void commit(Path project, String subject, String script)
      throws IOException, InterruptedException {
    Files.createDirectories(project.resolve("fuzz"));
    Files.writeString(project.resolve("pom.xml"), script == null ? "<no pom" : POM);
    Path command = project.resolve("fuzz/takecover");
    Files.writeString(command, "#!/bin/sh\n# " + subject + "\n" + script + "\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    git(project, "add", "-A");
    git(
        project,
        "-c",
        "user.name=test",
        "-c",
        "user.email=test@example.org",
        "commit",
        "-q",
        "-m",
        subject);
  }

  private static String git(Path project, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
