package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducerTest {
  @TempDir private Path folder;

  @Test
  void eachFuzzersFilesAreKnownByTheirNames() throws Exception {
    assertThat(said("crash-0a1b")).contains(Failure.Kind.CRASH);
    assertThat(said("timeout-0a1b")).contains(Failure.Kind.TIMEOUT);
    assertThat(said("slow-unit-0a1b")).contains(Failure.Kind.COST);
    assertThat(said("oom-0a1b")).contains(Failure.Kind.OUT_OF_MEMORY);
    assertThat(said("clusterfuzz-testcase-minimized-x-1")).contains(Failure.Kind.CRASH);
    assertThat(said("SIGSEGV.PC.41.STACK.0.CODE.1.fuzz")).contains(Failure.Kind.CRASH);
    assertThat(said("afl/default/crashes/id:000000,sig:06")).contains(Failure.Kind.CRASH);
    assertThat(said("afl/default/hangs/id:000000")).contains(Failure.Kind.TIMEOUT);
    assertThat(said("afl/default/queue/id:000000")).isEmpty();
    assertThat(said("anything")).isEmpty();
  }

  @Test
  void whatFuzzersKeepBesideTheirInputsIsNoInput() throws Exception {
    write("default/fuzzer_stats");
    write("default/cmdline");
    write("default/crashes/README.txt");
    write("default/.state/x");
    write("HONGGFUZZ.REPORT.TXT");
    write(".hidden");
    Path input = write("default/crashes/id:000001");
    assertThat(Reproducer.in(folder)).extracting(Reproducer::file).containsExactly(input);
  }

  @Test
  void aLinkIsFollowedOnlyWhereItIsNamed() throws Exception {
    Path input = write("x/input");
    Path inside = Files.createDirectories(folder.resolve("y"));
    Path link = Files.createSymbolicLink(inside.resolve("link"), input);
    assertThat(Reproducer.in(inside)).isEmpty();
    assertThat(Reproducer.in(link)).hasSize(1);
  }

  @Test
  void theyComeInTheOrderOfTheirPaths() throws Exception {
    List<Path> files = List.of(write("a"), write("b/c"), write("d"));
    assertThat(Reproducer.in(folder)).extracting(Reproducer::file).isEqualTo(files);
  }

  private Optional<Failure.Kind> said(String name) throws IOException {
    return Reproducer.in(write(name)).get(0).said();
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }
}
