package io.takecover.fuzz.report;

import io.takecover.fuzz.coverage.ClassFiles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jacoco.core.instr.Instrumenter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The classes of a format that its reader needs, which are those that it refers to, directly or
 * not; the writer is not among them.
 */
final class ReaderCode {
  /** The tag of a class among the constants of a class file. */
  private static final int CLASS = 7;

  private final Map<String, byte[]> parser;
  private final String folder;
  private final Set<String> names = new TreeSet<>();

  private ReaderCode(Map<String, byte[]> parser, String reader) {
    this.parser = parser;
    this.folder = reader.substring(0, reader.lastIndexOf('/') + 1);
  }

  /**
   * The code of a reader.
   *
   * @param reader its class, with slashes
   */
  static ReaderCode of(String reader) throws IOException {
    ReaderCode code = new ReaderCode(ClassFiles.ofParser(), reader);
    Deque<String> waiting = new ArrayDeque<>();
    waiting.push(reader);
    while (!waiting.isEmpty()) {
      String next = waiting.pop();
      if (code.names.add(next)) {
        code.references(next).stream()
            .filter(name -> name.startsWith(code.folder) && code.parser.containsKey(name))
            .forEach(waiting::push);
      }
    }
    return code;
  }

  /** Names of classes, with slashes. */
  Set<String> names() {
    return names;
  }

  /**
   * Edges as coverage counts them: the probes that JaCoCo puts into these classes, one for each way
   * through a method that the others do not tell of.
   */
  int edges() throws IOException {
    AtomicInteger probes = new AtomicInteger();
    Instrumenter instrumenter =
        new Instrumenter(
            (id, name, count, method) -> {
              probes.addAndGet(count);
              method.visitInsn(Opcodes.ACONST_NULL);
              return 1;
            });
    for (String name : names) {
      instrumenter.instrument(parser.get(name), name);
    }
    return probes.get();
  }

  /** What a class calls, makes or asks of: all that its constants name as a class. */
  private Set<String> references(String name) {
    Set<String> found = new TreeSet<>();
    ClassReader reader = new ClassReader(parser.get(name));
    char[] room = new char[reader.getMaxStringLength()];
    for (int item = 1; item < reader.getItemCount(); item++) {
      int at = reader.getItem(item);
      if (at > 0 && reader.readByte(at - 1) == CLASS) {
        found.add(reader.readUTF8(at, room));
      }
    }
    return found;
  }
}
