package io.takecover.fuzz.triage;

import io.takecover.fuzz.claims.Claims;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Java machines of our own: the same classes, a small heap, and never alive longer than the process
 * that started them. The small heap is what tells an allocation bomb from an image.
 */
public final class ChildJvm {
  /** Heap of a child that fuzzes. */
  private static final String HEAP = "-Xmx512m";

  /**
   * Modules of the Java machine that a fuzzer gets to see. Before it instruments the first class,
   * the fuzzer scans all that it sees, and of the whole machine that takes half a second.
   */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.sql",
          "java.xml",
          "jdk.attach",
          "jdk.crypto.ec",
          "jdk.management",
          "jdk.unsupported");

  private static final int NO_QUIET_ATTACH = 21;
  private static final int NO_QUIET_NATIVES = 24;

  private ChildJvm() {}

  /**
   * Starts {@code mainClass} in a child. Its standard input stays open as long as we live, and its
   * end ends the child; standard error goes into standard output when {@code merged}.
   */
  public static Process start(Class<?> mainClass, List<String> arguments, boolean merged)
      throws IOException {
    return start(mainClass, arguments, merged, fuzzerFlags());
  }

  /** What a Java machine is told that a fuzzer runs in. */
  public static List<String> fuzzerFlags() {
    return List.of(
        "--limit-modules=" + modules(),
        // Or the agent is let in by a third Java machine, started for that alone.
        "-Djdk.attach.allowAttachSelf=true");
  }

  /** The same, with these flags for the Java machine instead of those that a fuzzer wants. */
  public static Process start(
      Class<?> mainClass, List<String> arguments, boolean merged, List<String> flags)
      throws IOException {
    return start(mainClass, arguments, merged, flags, List.of());
  }

  /** The same, where the classes in {@code build} come before ours. */
  public static Process start(
      Class<?> mainClass,
      List<String> arguments,
      boolean merged,
      List<String> flags,
      List<Path> build)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(HEAP, "-XX:+UseSerialGC"));
    all.addAll(flags);
    List<String> command = command(all, build);
    command.add(ChildMain.class.getName());
    command.add(mainClass.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(merged);
    if (!merged) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    return builder.start();
  }

  /**
   * Starts {@code mainClass} in a child that it talks with: requests go to its standard input,
   * answers come from its standard output, and it ends when there are no more requests. All claims
   * are checked there, the costly ones too.
   */
  static Process serve(Class<?> mainClass, ReplayLimits limits) throws IOException {
    List<String> command = command(limits.flags(), limits.build());
    command.add(command.size() - 2, "-D" + Claims.ALL + "=true");
    command.add(mainClass.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /**
   * Starts {@code mainClass} in a child that it talks with, with a small heap.
   *
   * @param build classes that come before ours
   */
  public static Process converse(Class<?> mainClass, List<Path> build) throws IOException {
    List<String> command = command(List.of(HEAP, "-XX:+UseSerialGC"), build);
    command.add(mainClass.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Kills the child if it lives so long; to be interrupted when it has ended. */
  public static Thread watch(Process child, long seconds) {
    Thread watchdog = new Thread(() -> killAfter(child, seconds), "watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    return watchdog;
  }

  private static void killAfter(Process child, long seconds) {
    try {
      if (!child.waitFor(seconds, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All up to the class path, whose classes {@code build} come first. */
  private static List<String> command(List<String> flags, List<Path> build) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-XX:-OmitStackTraceInFastThrow");
    command.addAll(quietness());
    command.add("-cp");
    List<String> entries = new ArrayList<>(build.stream().map(Path::toString).toList());
    entries.add(classPath());
    command.add(String.join(File.pathSeparator, entries));
    return command;
  }

  /** Those that this machine has: a trimmed one may lack what no fuzzer needs. */
  private static String modules() {
    return MODULES.stream()
        .filter(name -> ModuleLayer.boot().findModule(name).isPresent())
        .collect(Collectors.joining(","));
  }

  /** What newer machines want to be told before they let an agent in without complaint. */
  private static List<String> quietness() {
    int version = Runtime.version().feature();
    List<String> flags = new ArrayList<>();
    if (version >= NO_QUIET_ATTACH) {
      flags.add("-XX:+EnableDynamicAgentLoading");
    }
    if (version >= NO_QUIET_NATIVES) {
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }

  /**
   * Under Surefire the class path proper is in a property, and that of the machine is one empty
   * jar.
   */
  static String classPath() {
    String tests = System.getProperty("surefire.test.class.path");
    return tests == null ? System.getProperty("java.class.path") : tests;
  }
}
