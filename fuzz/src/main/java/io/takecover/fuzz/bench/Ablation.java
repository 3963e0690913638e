package io.takecover.fuzz.bench;

import io.takecover.dump.DumpRule;
import io.takecover.rule.Findings;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.store.StoreRule;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Takes the check of one rule out of compiled classes of the parser: wherever the rule would refuse
 * the image, the code goes on as if it held. A range that was not checked is then read as it is, so
 * what follows is what follows in a reader that lacks the line. The classes on disk stay as they
 * are.
 */
final class Ablation {
  private static final String REFUSAL = Type.getInternalName(RejectedException.class);
  private static final String FINDINGS = Type.getInternalName(Findings.class);
  private static final String VIOLATION = Type.getInternalName(Violation.class);
  private static final String RULE = Type.getInternalName(Rule.class);
  private static final String TELLS = "(L" + VIOLATION + ";)V";

  private final String owner;
  private final String constant;

  /** Whether what is wrong is told with a verdict, where nothing is thrown. */
  private final boolean isToldOnly;

  private Ablation(Rule rule) {
    isToldOnly = rule instanceof StoreRule || rule == DumpRule.CANONICAL_TEXT;
    owner = Type.getInternalName(((Enum<?>) rule).getDeclaringClass());
    constant = rule.name();
  }

  /**
   * The classes that are others without the rule.
   *
   * @param parser all classes of the parser, by name with slashes
   */
  static Map<String, byte[]> without(Rule rule, Map<String, byte[]> parser) {
    Ablation ablation = new Ablation(rule);
    Map<String, byte[]> changed = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : parser.entrySet()) {
      if (ablation.mayTell(entry.getValue())) {
        Host host = Host.of(entry.getKey(), entry.getValue());
        if (ablation.change(host)) {
          changed.put(entry.getKey(), host.toBytes());
        }
      }
    }
    return changed;
  }

  /** Most classes refuse nothing, and need not be taken apart to see that. */
  private boolean mayTell(byte[] type) {
    return mentions(type, REFUSAL) || (isToldOnly && mentions(type, VIOLATION));
  }

  private static boolean mentions(byte[] type, String other) {
    ClassReader reader = new ClassReader(type);
    char[] room = new char[reader.getMaxStringLength()];
    for (int item = 1; item < reader.getItemCount(); item++) {
      int at = reader.getItem(item);
      if (at > 0 && reader.readByte(at - 1) == 7 && other.equals(reader.readUTF8(at, room))) {
        return true;
      }
    }
    return false;
  }

  private boolean change(Host host) {
    boolean changed = false;
    for (MethodNode method : host.node().methods) {
      for (AbstractInsnNode at : method.instructions.toArray()) {
        if (at.getOpcode() == Opcodes.ATHROW && throwsRefusal(at)) {
          passOver(method, at);
          changed = true;
        }
      }
      if (isToldOnly) {
        changed |= forget(method);
      }
      if (host.name().equals(FINDINGS) && method.desc.equals(TELLS)) {
        ignore(method, false);
        changed = true;
      }
      if (host.name().equals(FINDINGS) && method.desc.equals("(L" + RULE + ";)Z")) {
        ignore(method, true);
        changed = true;
      }
    }
    return changed;
  }

  /** Whether what is thrown was just made, by its constructor or by a method that says so. */
  private static boolean throwsRefusal(AbstractInsnNode thrown) {
    return thrown.getPrevious() instanceof MethodInsnNode call
        && (call.name.equals("<init>")
            ? call.owner.equals(REFUSAL)
            : call.desc.endsWith(")L" + REFUSAL + ";"));
  }

  /** In front of a throw: where it is for the rule, what stands behind it comes next. */
  private void passOver(MethodNode method, AbstractInsnNode thrown) {
    LabelNode isOther = new LabelNode();
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.DUP));
    code.add(call(REFUSAL, "violation", "()L" + VIOLATION + ";"));
    code.add(call(VIOLATION, "rule", "()L" + RULE + ";"));
    code.add(rule());
    code.add(new JumpInsnNode(Opcodes.IF_ACMPNE, isOther));
    code.add(new InsnNode(Opcodes.POP));
    if (goesOn(method, thrown)) {
      LabelNode behind = new LabelNode();
      method.instructions.insert(thrown, behind);
      code.add(new JumpInsnNode(Opcodes.GOTO, behind));
    } else {
      code.add(nothing(Type.getReturnType(method.desc)));
    }
    code.add(isOther);
    method.instructions.insertBefore(thrown, code);
  }

  /** Whether there is code behind a throw that an untaken branch would have come to. */
  private static boolean goesOn(MethodNode method, AbstractInsnNode thrown) {
    AbstractInsnNode at = thrown.getNext();
    while (at != null && at.getOpcode() < 0) {
      AbstractInsnNode label = at;
      if (method.tryCatchBlocks.stream().anyMatch(block -> block.handler == label)) {
        return false;
      }
      at = at.getNext();
    }
    return at != null;
  }

  /** What was found wrong by the rule and is not thrown is nothing, as if it held. */
  private boolean forget(MethodNode method) {
    boolean changed = false;
    for (AbstractInsnNode at : method.instructions.toArray()) {
      if (makes(at, VIOLATION) && !makes(at.getNext(), REFUSAL)) {
        LabelNode isOther = new LabelNode();
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.DUP));
        code.add(call(VIOLATION, "rule", "()L" + RULE + ";"));
        code.add(rule());
        code.add(new JumpInsnNode(Opcodes.IF_ACMPNE, isOther));
        code.add(new InsnNode(Opcodes.POP));
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(isOther);
        method.instructions.insert(at, code);
        changed = true;
      }
    }
    return changed;
  }

  private static boolean makes(AbstractInsnNode at, String type) {
    return at instanceof MethodInsnNode call
        && call.name.equals("<init>")
        && call.owner.equals(type);
  }

  /** Findings do not hear of the rule. */
  private void ignore(MethodNode method, boolean isAskedOfRule) {
    LabelNode isOther = new LabelNode();
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, 1));
    if (!isAskedOfRule) {
      code.add(call(VIOLATION, "rule", "()L" + RULE + ";"));
    }
    code.add(rule());
    code.add(new JumpInsnNode(Opcodes.IF_ACMPNE, isOther));
    code.add(nothing(Type.getReturnType(method.desc)));
    code.add(isOther);
    method.instructions.insert(code);
  }

  private FieldInsnNode rule() {
    return new FieldInsnNode(Opcodes.GETSTATIC, owner, constant, "L" + owner + ";");
  }

  private static MethodInsnNode call(String owner, String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor);
  }

  /** Returns what stands for nothing: zero, no, or null. */
  private static InsnList nothing(Type type) {
    InsnList code = new InsnList();
    switch (type.getSort()) {
      case Type.VOID -> {}
      case Type.LONG -> code.add(new InsnNode(Opcodes.LCONST_0));
      case Type.OBJECT, Type.ARRAY -> code.add(new InsnNode(Opcodes.ACONST_NULL));
      default -> code.add(new InsnNode(Opcodes.ICONST_0));
    }
    code.add(new InsnNode(type.getOpcode(Opcodes.IRETURN)));
    return code;
  }
}
