package io.takecover.fuzz.bench;

import io.takecover.rule.Rule;
import io.takecover.tree.TreeRule;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A class of the parser that tells a {@link RuleMeter} how many instructions it executes, and for
 * which rule. What belongs to a rule is what {@link Statements} says of the method, with all that
 * is called from there; of the rules of trees, which are asked one by one, the asking.
 */
final class MeteredClass {
  private static final String TREE_RULE = Type.getInternalName(TreeRule.class);
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Type.getInternalName(RuleMeter.class),
          "link",
          MethodType.methodType(
                  CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class)
              .toMethodDescriptorString(),
          false);

  private final Map<String, Integer> numbers;

  private MeteredClass(Map<String, Integer> numbers) {
    this.numbers = numbers;
  }

  /**
   * The class with its tellings.
   *
   * @param numbers of rules, by the name that {@link #key} gives them
   */
  static byte[] of(byte[] type, Map<String, Integer> numbers) {
    ClassNode node = new ClassNode();
    new ClassReader(type).accept(node, ClassReader.SKIP_FRAMES);
    MeteredClass metered = new MeteredClass(numbers);
    for (MethodNode method : node.methods) {
      if (method.instructions.size() > 0) {
        metered.meter(node.name, method);
      }
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    node.accept(writer);
    return writer.toByteArray();
  }

  /** What a field that holds a rule is called in compiled code. */
  static String key(Rule rule) {
    return Type.getInternalName(((Enum<?>) rule).getDeclaringClass()) + "." + rule.name();
  }

  private void meter(String owner, MethodNode method) {
    Statements statements = Statements.of(owner, method, numbers);
    List<AbstractInsnNode> code = statements.code();
    BitSet leaders = statements.leaders();
    for (int from = leaders.nextSetBit(0); from >= 0; from = leaders.nextSetBit(from + 1)) {
      int next = leaders.nextSetBit(from + 1);
      count(method.instructions, code.get(from), (next < 0 ? code.size() : next) - from);
    }
    for (Statements.Owned owned : statements.owned()) {
      enter(method.instructions, code.get(owned.from()), owned.rule());
      leave(method.instructions, code.get(owned.to()));
    }
    if (owner.equals(TREE_RULE) && method.name.equals("holds")) {
      InsnList start = new InsnList();
      start.add(new VarInsnNode(Opcodes.ALOAD, 0));
      start.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, TREE_RULE, "ordinal", "()I"));
      start.add(new InvokeDynamicInsnNode("enterTreeRule", "(I)V", LINK));
      method.instructions.insertBefore(code.get(0), start);
      code.stream()
          .filter(insn -> insn.getOpcode() == Opcodes.IRETURN)
          .forEach(insn -> leave(method.instructions, insn));
    }
  }

  private static void count(InsnList list, AbstractInsnNode first, int length) {
    InsnList told = new InsnList();
    told.add(new LdcInsnNode(length));
    told.add(new InvokeDynamicInsnNode("executed", "(I)V", LINK));
    list.insertBefore(first, told);
  }

  /** Before what counts the first instruction, so that it counts for the rule. */
  private static void enter(InsnList list, AbstractInsnNode first, int rule) {
    AbstractInsnNode counting = first.getPrevious().getPrevious();
    InsnList told = new InsnList();
    told.add(new LdcInsnNode(rule));
    told.add(new InvokeDynamicInsnNode("enter", "(I)V", LINK));
    list.insertBefore(counting, told);
  }

  private static void leave(InsnList list, AbstractInsnNode last) {
    InvokeDynamicInsnNode told = new InvokeDynamicInsnNode("leave", "()V", LINK);
    if (Statements.endsPath(last)) {
      list.insertBefore(last, told);
    } else {
      list.insert(last, told);
    }
  }
}
