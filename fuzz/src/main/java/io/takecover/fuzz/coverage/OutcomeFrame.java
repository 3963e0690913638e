package io.takecover.fuzz.coverage;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** An {@link Outcome} between two processes. */
final class OutcomeFrame {
  private OutcomeFrame() {}

  static void write(DataOutputStream out, Outcome outcome) throws IOException {
    out.writeUTF(outcome.verdict());
    out.writeUTF(outcome.rule());
    out.writeUTF(outcome.field());
    out.writeInt(outcome.fired().size());
    for (String rule : outcome.fired()) {
      out.writeUTF(rule);
    }
  }

  static Outcome read(DataInputStream in) throws IOException {
    String verdict = in.readUTF();
    String rule = in.readUTF();
    String field = in.readUTF();
    Set<String> fired = new LinkedHashSet<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      fired.add(in.readUTF());
    }
    return new Outcome(verdict, rule, field, fired);
  }
}
