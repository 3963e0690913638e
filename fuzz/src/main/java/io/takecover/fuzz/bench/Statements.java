package io.takecover.fuzz.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * A compiled method cut into statements: runs of instructions that begin and end with nothing on
 * the stack. Those that name a rule are its own, and so are the conditions right before that lead
 * there or past it, and the yes or no that was worked out for it. Reading the number that is
 * checked is not: a reader without rules would read it too.
 */
final class Statements {
  private final List<AbstractInsnNode> code = new ArrayList<>();
  private final Map<LabelNode, Integer> labels = new HashMap<>();
  private final BitSet starts = new BitSet();
  private final BitSet leaders = new BitSet();
  private final List<Owned> owned = new ArrayList<>();

  /** Instructions of a rule, both ends included. */
  record Owned(int from, int to, int rule) {}

  private Statements() {}

  /**
   * Cuts.
   *
   * @param rules the numbers of rules, by {@link MeteredClass#key}
   */
  static Statements of(String owner, MethodNode method, Map<String, Integer> rules) {
    Statements statements = new Statements();
    statements.list(owner, method);
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      statements.leaders.set(statements.labels.get(block.handler));
    }
    statements.cut();
    statements.join();
    statements.own(rules);
    return statements;
  }

  /** The instructions, without labels and lines. */
  List<AbstractInsnNode> code() {
    return code;
  }

  /** Where a run of instructions begins that are executed one after the other or not at all. */
  BitSet leaders() {
    return leaders;
  }

  List<Owned> owned() {
    return owned;
  }

  /** Whether the next instruction is not always executed behind this one. */
  static boolean endsPath(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    return insn instanceof JumpInsnNode
        || insn instanceof TableSwitchInsnNode
        || insn instanceof LookupSwitchInsnNode
        || isReturn
        || opcode == Opcodes.ATHROW;
  }

  private void list(String owner, MethodNode method) {
    try {
      Frame<BasicValue>[] frames = new Analyzer<>(new BasicInterpreter()).analyze(owner, method);
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof LabelNode label) {
          labels.put(label, code.size());
        } else if (insn.getOpcode() >= 0) {
          Frame<BasicValue> frame = frames[method.instructions.indexOf(insn)];
          if (frame == null || frame.getStackSize() == 0) {
            starts.set(code.size());
          }
          code.add(insn);
        }
      }
    } catch (AnalyzerException e) {
      throw new IllegalStateException(owner + "." + method.name + " cannot be analysed", e);
    }
  }

  private void cut() {
    leaders.or(starts);
    leaders.set(0);
    for (int i = 0; i < code.size(); i++) {
      AbstractInsnNode insn = code.get(i);
      if (endsPath(insn)) {
        leaders.set(i + 1);
      }
      if (insn instanceof JumpInsnNode jump) {
        leaders.set(labels.get(jump.label));
      } else if (insn instanceof TableSwitchInsnNode table) {
        table.labels.forEach(label -> leaders.set(labels.get(label)));
        leaders.set(labels.get(table.dflt));
      } else if (insn instanceof LookupSwitchInsnNode lookup) {
        lookup.labels.forEach(label -> leaders.set(labels.get(label)));
        leaders.set(labels.get(lookup.dflt));
      }
    }
    leaders.clear(code.size(), leaders.length() + 1);
  }

  /** What a jump goes into the middle of is one statement with where the jump stands. */
  private void join() {
    boolean isDone = false;
    while (!isDone) {
      isDone = true;
      for (int i = 0; i < code.size(); i++) {
        int target = code.get(i) instanceof JumpInsnNode jump ? labels.get(jump.label) : 0;
        int from = starts.previousSetBit(Math.min(i, target));
        int within = starts.previousSetBit(Math.max(i, target));
        if (target > 0 && target < code.size() && !starts.get(target) && from != within) {
          starts.clear(from + 1, within + 1);
          isDone = false;
        }
      }
    }
  }

  private void own(Map<String, Integer> rules) {
    for (int from = starts.nextSetBit(0); from >= 0; from = starts.nextSetBit(from + 1)) {
      int to = end(from);
      Integer rule = null;
      for (int i = from; i <= to && rule == null; i++) {
        if (code.get(i) instanceof FieldInsnNode get && get.getOpcode() == Opcodes.GETSTATIC) {
          rule = rules.get(get.owner + "." + get.name);
        }
      }
      if (rule != null) {
        owned.add(new Owned(from, to, rule));
        ownBefore(from, to, rule);
      }
    }
  }

  private void ownBefore(int from, int to, int rule) {
    Set<Integer> wanted = loaded(from, to);
    int last = to;
    int next = from;
    while (next > 0) {
      int start = starts.previousSetBit(next - 1);
      AbstractInsnNode end = code.get(next - 1);
      boolean isFree = owned.stream().noneMatch(each -> each.from() == start);
      boolean leadsHere =
          end instanceof JumpInsnNode jump
              && labels.get(jump.label) >= next
              && labels.get(jump.label) <= last + 1;
      boolean isAnswer =
          end.getOpcode() == Opcodes.ISTORE && wanted.contains(((VarInsnNode) end).var);
      if (start < 0 || !isFree || !(leadsHere || isAnswer)) {
        return;
      }
      owned.add(new Owned(start, next - 1, rule));
      last = isAnswer ? next - 1 : last;
      next = start;
    }
  }

  private Set<Integer> loaded(int from, int to) {
    Set<Integer> variables = new HashSet<>();
    for (int i = from; i <= to; i++) {
      if (code.get(i).getOpcode() == Opcodes.ILOAD) {
        variables.add(((VarInsnNode) code.get(i)).var);
      }
    }
    return variables;
  }

  private int end(int from) {
    int next = starts.nextSetBit(from + 1);
    return (next < 0 ? code.size() : next) - 1;
  }
}
