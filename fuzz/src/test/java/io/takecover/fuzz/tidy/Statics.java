package io.takecover.fuzz.tidy;

import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds static state that can change. What it cannot know it lets pass: a library type that is not
 * in {@link #MUTABLE}, an interface of ours, an immutable record around a mutable thing.
 */
final class Statics {
  /** How many methods of ours to follow to the factory. */
  private static final int MOST_CALLS = 3;

  private static final Set<String> COLLECTIONS =
      Set.of(
          "java/lang/Iterable",
          "java/util/Collection",
          "java/util/List",
          "java/util/Set",
          "java/util/SortedSet",
          "java/util/NavigableSet",
          "java/util/Map",
          "java/util/SortedMap",
          "java/util/NavigableMap");

  /** JDK types that change; in {@code java.util} all but a few do. */
  private static final Pattern MUTABLE =
      Pattern.compile(
          "java/lang/(StringBuilder|StringBuffer|ThreadLocal|Thread|Process)"
              + "|java/nio/[A-Za-z]*Buffer"
              + "|java/(io|text|security)/.*"
              + "|java/util/(?!(Locale|UUID|Optional\\w*|HexFormat|Comparator|Base64\\$\\w+"
              + "|regex/Pattern|function/.*|concurrent/TimeUnit)$).*");

  private final ClassNode node;
  private final Classes all;

  Statics(ClassNode node, Classes all) {
    this.node = node;
    this.all = all;
  }

  void report(ClassCheck.Findings findings) {
    for (FieldNode field : node.fields) {
      // javac's own: enum values, assertion flags, switch tables.
      boolean ours = (field.access & Opcodes.ACC_SYNTHETIC) == 0;
      if (ours && (field.access & Opcodes.ACC_STATIC) != 0) {
        String why = whyMutable(field);
        if (why != null) {
          findings.add(null, null, "has static " + field.name + ": " + why);
        }
      }
    }
  }

  private String whyMutable(FieldNode field) {
    if ((field.access & Opcodes.ACC_FINAL) == 0) {
      return "not final";
    }
    Type type = Type.getType(field.desc);
    if (type.getSort() == Type.ARRAY) {
      return isHiddenInEnum(field) || isEmptyArray(field) ? null : "an array can be written";
    }
    if (type.getSort() != Type.OBJECT) {
      return null;
    }
    String name = type.getInternalName();
    if (COLLECTIONS.contains(name)) {
      return isImmutableCollection(valueOf(field), 0)
          ? null
          : "not made by List.of, Map.copyOf or the like";
    }
    if (MUTABLE.matcher(name).matches()) {
      return name + " can change";
    }
    return hasVariableField(all.find(name)) ? name + " has a field that is not final" : null;
  }

  /** An enum may keep its {@code values()}, which would be copied on each call. */
  private boolean isHiddenInEnum(FieldNode field) {
    return (node.access & Opcodes.ACC_ENUM) != 0 && (field.access & Opcodes.ACC_PRIVATE) != 0;
  }

  private boolean isEmptyArray(FieldNode field) {
    AbstractInsnNode made = valueOf(field);
    if (made == null) {
      return false;
    }
    boolean array = made.getOpcode() == Opcodes.NEWARRAY || made.getOpcode() == Opcodes.ANEWARRAY;
    return array && made.getPrevious().getOpcode() == Opcodes.ICONST_0;
  }

  /**
   * Whether {@code value} comes from a factory of the JDK, or from a method of ours that returns no
   * other.
   */
  private boolean isImmutableCollection(AbstractInsnNode value, int depth) {
    if (!(value instanceof MethodInsnNode call) || depth > MOST_CALLS) {
      return false;
    }
    return switch (call.owner) {
      case "java/util/List", "java/util/Set", "java/util/Map" ->
          Set.of("of", "copyOf", "ofEntries").contains(call.name);
      case "java/util/Collections" -> call.name.startsWith("unmodifiable");
      case "java/util/stream/Stream" -> call.name.equals("toList");
      default ->
          returnsImmutable(Classes.method(all.find(call.owner), call.name, call.desc), depth);
    };
  }

  private boolean returnsImmutable(MethodNode method, int depth) {
    if (method == null || method.instructions.size() == 0) {
      return false;
    }
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.ARETURN
          && !isImmutableCollection(valueBefore(insn), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /** The instruction that makes what the initialiser puts into {@code field}, or null. */
  private AbstractInsnNode valueOf(FieldNode field) {
    for (MethodNode method : node.methods) {
      if (method.name.equals("<clinit>")) {
        for (AbstractInsnNode insn : method.instructions) {
          if (insn.getOpcode() == Opcodes.PUTSTATIC
              && ((FieldInsnNode) insn).name.equals(field.name)) {
            return valueBefore(insn);
          }
        }
      }
    }
    return null;
  }

  private static AbstractInsnNode valueBefore(AbstractInsnNode insn) {
    AbstractInsnNode value = insn.getPrevious();
    while (value != null && (value.getOpcode() < 0 || value.getOpcode() == Opcodes.CHECKCAST)) {
      value = value.getPrevious();
    }
    return value;
  }

  private boolean hasVariableField(ClassNode type) {
    for (ClassNode at = type; at != null; at = all.find(at.superName)) {
      for (FieldNode field : at.fields) {
        if ((field.access & (Opcodes.ACC_STATIC | Opcodes.ACC_FINAL)) == 0) {
          return true;
        }
      }
    }
    return false;
  }
}
