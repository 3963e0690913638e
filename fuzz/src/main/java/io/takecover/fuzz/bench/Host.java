package io.takecover.fuzz.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A compiled class of the parser, into which faults are planted. The class itself stays as it is.
 */
final class Host {
  private final ClassNode node = new ClassNode();

  private Host() {}

  /**
   * A copy of a class.
   *
   * @param name with slashes
   */
  static Host of(String name) throws IOException {
    Host host = new Host();
    try (InputStream bytes = Host.class.getResourceAsStream("/" + name + ".class")) {
      if (bytes == null) {
        throw new IOException("there is no class " + name);
      }
      new ClassReader(bytes).accept(host.node, ClassReader.SKIP_FRAMES);
    }
    return host;
  }

  /** A copy of a class from its bytes. */
  static Host of(String name, byte[] type) {
    Host host = new Host();
    new ClassReader(type).accept(host.node, ClassReader.SKIP_FRAMES);
    host.require(host.name().equals(name), "is not " + name);
    return host;
  }

  String name() {
    return node.name;
  }

  ClassNode node() {
    return node;
  }

  /** A new static method without code. */
  MethodNode method(String name, String descriptor) {
    MethodNode method =
        new MethodNode(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, descriptor, null, null);
    node.methods.add(method);
    return method;
  }

  /** A method that answers yes or no answers yes. */
  void alwaysTrue(String method) {
    MethodNode found = find(method, "()Z");
    found.instructions.clear();
    found.tryCatchBlocks.clear();
    found.localVariables = null;
    found.instructions.add(new InsnNode(Opcodes.ICONST_1));
    found.instructions.add(new InsnNode(Opcodes.IRETURN));
  }

  /** Wherever a field of a layout was read, and the number is that one, there is harm. */
  void afterRead(String field, long number, Harm harm) {
    int places = 0;
    for (MethodNode method : List.copyOf(node.methods)) {
      for (AbstractInsnNode at : method.instructions.toArray()) {
        boolean isField = at instanceof FieldInsnNode get && get.name.equals(field);
        AbstractInsnNode read = isField ? nextCall(at) : null;
        if (read instanceof MethodInsnNode call && call.desc.endsWith(")J")) {
          method.instructions.insert(read, guarded(number, harm));
          places++;
        }
      }
    }
    require(places == 1, field + " is read at " + places + " places");
  }

  /** Wherever a method gave a number, and it is that one, there is harm. */
  void afterCall(String called, long number, Harm harm) {
    int places = 0;
    for (MethodNode method : List.copyOf(node.methods)) {
      for (AbstractInsnNode at : method.instructions.toArray()) {
        if (at instanceof MethodInsnNode call
            && call.name.equals(called)
            && call.desc.endsWith(")J")) {
          method.instructions.insert(at, guarded(number, harm));
          places++;
        }
      }
    }
    require(places > 0, called + " is called nowhere");
  }

  /** Where a method returns a number, and it is that one, there is harm. */
  void onReturn(String name, long number, Harm harm) {
    List<MethodNode> found = new ArrayList<>();
    for (MethodNode method : node.methods) {
      if (method.name.equals(name) && method.desc.endsWith(")J")) {
        found.add(method);
      }
    }
    require(!found.isEmpty(), name + " is no method that returns a number");
    for (AbstractInsnNode at : found.get(0).instructions.toArray()) {
      if (at.getOpcode() == Opcodes.LRETURN) {
        found.get(0).instructions.insertBefore(at, guarded(number, harm));
      }
    }
  }

  /** The changed class, as a file holds it. */
  byte[] toBytes() {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS) {
          @Override
          protected String getCommonSuperClass(String one, String other) {
            return "java/lang/Object";
          }
        };
    node.accept(writer);
    return writer.toByteArray();
  }

  private InsnList guarded(long number, Harm harm) {
    InsnList code = new InsnList();
    LabelNode otherwise = new LabelNode();
    code.add(new InsnNode(Opcodes.DUP2));
    code.add(new LdcInsnNode(number));
    code.add(new InsnNode(Opcodes.LCMP));
    code.add(new JumpInsnNode(Opcodes.IFNE, otherwise));
    harm.emit(code, this);
    code.add(otherwise);
    return code;
  }

  private static AbstractInsnNode nextCall(AbstractInsnNode from) {
    AbstractInsnNode at = from.getNext();
    while (at != null && !(at instanceof MethodInsnNode) && !(at instanceof FieldInsnNode)) {
      at = at.getNext();
    }
    return at;
  }

  private MethodNode find(String name, String descriptor) {
    for (MethodNode method : node.methods) {
      if (method.name.equals(name) && method.desc.equals(descriptor)) {
        return method;
      }
    }
    throw new IllegalStateException(node.name + " has no " + name + descriptor);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(node.name + ": " + otherwise);
    }
  }
}
