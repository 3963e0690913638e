package io.takecover.fuzz.bench;

import io.takecover.fuzz.triage.ChildJvm;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a parser that lacks a check about the inputs of the corpus that are for it. */
final class CorpusTrial {
  private static final long SECONDS = 20;

  private CorpusTrial() {}

  /** What becomes of each; an input on which the process ends is not asked of again. */
  static List<Outcome> run(List<RuleInput> inputs, List<Path> build)
      throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    while (outcomes.size() < inputs.size()) {
      List<RuleInput> left = inputs.subList(outcomes.size(), inputs.size());
      Process child = ChildJvm.converse(Judge.class, build);
      Thread watchdog = ChildJvm.watch(child, SECONDS);
      try {
        ask(child, left, outcomes);
      } finally {
        child.destroyForcibly();
        child.waitFor();
        watchdog.interrupt();
      }
    }
    return outcomes;
  }

  private static void ask(Process child, List<RuleInput> left, List<Outcome> outcomes) {
    DataInputStream answers = new DataInputStream(new BufferedInputStream(child.getInputStream()));
    String verdict = Outcome.NOTHING;
    int asked = 0;
    try {
      DataOutputStream requests =
          new DataOutputStream(new BufferedOutputStream(child.getOutputStream()));
      requests.writeInt(left.size());
      for (RuleInput input : left) {
        verdict = Outcome.NOTHING;
        requests.writeUTF(input.kind().name());
        requests.writeUTF(input.under());
        byte[] bytes = input.bytes().bytes();
        requests.writeInt(bytes.length);
        requests.write(bytes);
        requests.flush();
        verdict = answers.readUTF();
        outcomes.add(new Outcome(input.id(), verdict, answers.readUTF()));
        asked++;
      }
    } catch (IOException ended) {
      outcomes.add(new Outcome(left.get(asked).id(), verdict, Outcome.NOTHING));
    }
  }
}
