package io.takecover.fuzz.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * House rules that compiled classes show better than sources do: an import, a static import or a
 * qualified name makes no difference here.
 */
public enum ClassCheck {
  /**
   * Rule 1. A {@code boolean[]} shares the opcode with {@code byte[]}, so neither may be indexed; a
   * {@code BitSet} does what the former did. Calls that take a range of a byte array index it too.
   */
  BYTES_INDEXED(Scope::parserOutsideBytes, ClassCheck::bytesIndexed),

  /** Rule 1: no other way to the bytes. */
  RAW_MEMORY(Scope::parserOutsideBytes, ClassCheck::rawMemory),

  /**
   * Rule 1. {@code Math.toIntExact} is allowed: where it is wrong it fails, and a fuzzer finds
   * that; a cast goes on with another number.
   */
  NARROWING(Scope::parserOutsideBytes, ClassCheck::narrowing),

  /** Rule 6: who catches everything hides a fault of the parser from the fuzzer. */
  WIDE_CATCH(Scope::parserOrTarget, ClassCheck::wideCatch),

  /** Rule 7. */
  MUTABLE_STATIC(name -> true, (node, all, findings) -> new Statics(node, all).report(findings)),

  /** A library returns what it has to say. */
  PRINTING(Scope::parser, ClassCheck::printing),

  /** Rule 10: what lies in {@code targets/} can be fuzzed. */
  TARGET_ENTRY(Scope::target, ClassCheck::targetEntry);

  private static final Set<String> WIDE =
      Set.of(
          "java/lang/Exception",
          "java/lang/RuntimeException",
          "java/lang/Throwable",
          "java/lang/Error");
  private static final Pattern RAW =
      Pattern.compile(
          "java/nio/[A-Za-z]*Buffer|/Unsafe\\b|java/lang/invoke/VarHandle|java/lang/foreign/");

  private final Predicate<String> scope;
  private final Check check;

  ClassCheck(Predicate<String> scope, Check check) {
    this.scope = scope;
    this.check = check;
  }

  /** Whether the class of this internal name must obey. */
  public boolean appliesTo(String className) {
    return scope.test(className);
  }

  /** One line for each breach in {@code node}. */
  public List<String> findings(ClassNode node, Classes all) {
    List<String> lines = new ArrayList<>();
    check.run(
        node, all, (method, insn, what) -> lines.add(Classes.place(node, method, insn) + what));
    return lines;
  }

  /** What one constant does. */
  interface Check {
    void run(ClassNode node, Classes all, Findings findings);
  }

  /** Where a check leaves what it finds; {@code method} and {@code insn} may be null. */
  interface Findings {
    void add(MethodNode method, AbstractInsnNode insn, String what);
  }

  private static void bytesIndexed(ClassNode node, Classes all, Findings findings) {
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn.getOpcode() == Opcodes.BALOAD || insn.getOpcode() == Opcodes.BASTORE) {
          findings.add(method, insn, "indexes a byte[] or a boolean[]");
        } else if (insn instanceof MethodInsnNode call
            && call.desc.contains("[BII")
            && (call.owner.equals("java/util/Arrays") || call.owner.equals("java/lang/String"))) {
          findings.add(method, insn, "takes a range of a byte[]");
        }
      }
    }
  }

  private static void rawMemory(ClassNode node, Classes all, Findings findings) {
    for (FieldNode field : node.fields) {
      if (RAW.matcher(field.desc).find()) {
        findings.add(null, null, "has field " + field.name + " of type " + field.desc);
      }
    }
    for (MethodNode method : node.methods) {
      if (RAW.matcher(method.desc).find()) {
        findings.add(method, null, "has " + method.desc + " in its signature");
      }
      for (AbstractInsnNode insn : method.instructions) {
        String type = typesOf(insn);
        if (RAW.matcher(type).find()) {
          findings.add(method, insn, "uses " + type);
        }
      }
    }
  }

  private static String typesOf(AbstractInsnNode insn) {
    if (insn instanceof MethodInsnNode call) {
      return call.owner + call.desc;
    }
    if (insn instanceof FieldInsnNode field) {
      return field.owner + field.desc;
    }
    return insn instanceof TypeInsnNode type ? type.desc : "";
  }

  private static void narrowing(ClassNode node, Classes all, Findings findings) {
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn.getOpcode() == Opcodes.L2I) {
          findings.add(method, insn, "narrows a long to an int");
        } else if (insn instanceof MethodInsnNode call
            && Classes.calls(call, "java/lang/Long", "intValue")) {
          findings.add(method, insn, "narrows a Long to an int");
        }
      }
    }
  }

  private static void wideCatch(ClassNode node, Classes all, Findings findings) {
    for (MethodNode method : node.methods) {
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        if (block.type != null && WIDE.contains(block.type) && !closesAndRethrows(block)) {
          findings.add(method, block.handler, "catches " + block.type);
        }
      }
    }
  }

  /**
   * Whether javac wrote this handler for a try-with-resources: it closes, notes what fails, throws
   * again.
   */
  private static boolean closesAndRethrows(TryCatchBlockNode block) {
    boolean suppresses = false;
    for (AbstractInsnNode insn = block.handler; insn != null; insn = insn.getNext()) {
      switch (insn.getOpcode()) {
        case -1, Opcodes.ASTORE, Opcodes.ALOAD, Opcodes.IFNULL, Opcodes.GOTO -> {}
        case Opcodes.ATHROW -> {
          return suppresses;
        }
        case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESTATIC -> {
          MethodInsnNode call = (MethodInsnNode) insn;
          suppresses |= Classes.calls(call, "java/lang/Throwable", "addSuppressed");
          if (!suppresses && !call.name.equals("close")) {
            return false;
          }
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private static void printing(ClassNode node, Classes all, Findings findings) {
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof FieldInsnNode field
            && field.owner.equals("java/lang/System")
            && !field.name.equals("in")) {
          findings.add(method, insn, "uses System." + field.name);
        } else if (insn instanceof MethodInsnNode call && call.name.equals("printStackTrace")) {
          findings.add(method, insn, "prints a stack trace");
        }
      }
    }
  }

  private static void targetEntry(ClassNode node, Classes all, Findings findings) {
    boolean nested = node.name.contains("$");
    int wanted = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    boolean entry =
        node.methods.stream()
            .anyMatch(
                method ->
                    method.name.equals("fuzzerTestOneInput")
                        && method.desc.equals("([B)V")
                        && (method.access & wanted) == wanted);
    if (!nested && !entry) {
      findings.add(null, null, "has no public static void fuzzerTestOneInput(byte[])");
    }
  }

  /** Which classes a rule binds, by internal name. */
  private static final class Scope {
    static boolean parser(String name) {
      return name.startsWith("io/takecover/") && !name.startsWith("io/takecover/fuzz/");
    }

    static boolean target(String name) {
      return name.startsWith("io/takecover/fuzz/targets/");
    }

    static boolean parserOrTarget(String name) {
      return parser(name) || target(name);
    }

    static boolean parserOutsideBytes(String name) {
      return parserOrTarget(name) && !name.startsWith("io/takecover/bytes/");
    }
  }
}
