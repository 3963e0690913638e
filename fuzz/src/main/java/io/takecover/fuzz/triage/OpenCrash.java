package io.takecover.fuzz.triage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An open crash, run again.
 *
 * @param stillFails whether its input fails in any way; another way than before is no repair
 * @param sentence what is to be done
 */
public record OpenCrash(Crash crash, boolean stillFails, String sentence) {

  /** Runs all crashes of a store again. */
  public static List<OpenCrash> in(CrashStore store) throws IOException, InterruptedException {
    List<OpenCrash> open = new ArrayList<>();
    for (Crash crash : store.list()) {
      open.add(of(crash, store.input(crash)));
    }
    return open;
  }

  private static OpenCrash of(Crash crash, Path input) throws IOException, InterruptedException {
    Class<?> target;
    try {
      target = Class.forName(crash.targetClass());
    } catch (ClassNotFoundException e) {
      return new OpenCrash(
          crash, true, input + ": there is no " + crash.targetClass() + " to replay it");
    }
    Replay.Outcome outcome = Replay.run(target, List.of(input)).get(0);
    if (outcome.failed().isEmpty()) {
      String sentence =
          input + " fails no more: close it, fuzz/takecover triage close " + crash.key();
      return new OpenCrash(crash, false, sentence);
    }
    String sentence = input + " still fails: " + outcome.failure().stack();
    return new OpenCrash(crash, true, sentence);
  }
}
