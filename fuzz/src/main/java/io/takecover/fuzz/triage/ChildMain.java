package io.takecover.fuzz.triage;

import io.takecover.fuzz.gen.FieldMutation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a child runs first. It watches its standard input, which its parent holds open: when the
 * parent is gone, killed or not, the input ends and so does the child. No fuzzer is left behind to
 * eat a processor.
 */
public final class ChildMain {
  /** Exit code of a child whose parent is gone, where there is no shell to kill it. */
  static final int ORPHANED = 86;

  private static final long SECONDS = 5;

  private ChildMain() {}

  /** Runs the {@code main} of the class named first, with the other arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    InputStream lifeline = System.in;
    Thread watch = new Thread(() -> endWith(lifeline), "lifeline");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    System.setProperty(FieldMutation.ARGUMENTS, String.join("\n", rest));
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static void endWith(InputStream lifeline) {
    try {
      lifeline.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("lost the parent: " + e.getMessage());
    }
    end();
  }

  /**
   * Ends this process by a signal that nobody handles. Ended by {@code halt} alone, the fuzzer
   * takes the input that it is at for one that ended the process, and leaves it as a failure.
   */
  private static void end() {
    String command = "kill -9 " + ProcessHandle.current().pid();
    try {
      new ProcessBuilder("sh", "-c", command).start().waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      System.err.println("not killed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
