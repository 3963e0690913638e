package io.takecover.fuzz.bench;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What a planted fault does where a number that was read is the one that it waits for. The number,
 * a {@code long}, is on the stack before and after.
 */
enum Harm {
  INDEX {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new InsnNode(Opcodes.ICONST_0));
      code.add(new IntInsnNode(Opcodes.NEWARRAY, Opcodes.T_INT));
      code.add(new IntInsnNode(Opcodes.BIPUSH, 7));
      code.add(new InsnNode(Opcodes.IALOAD));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  NULL {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new InsnNode(Opcodes.ACONST_NULL));
      code.add(call("java/lang/Object", "hashCode", "()I"));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  SIZE {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new InsnNode(Opcodes.ICONST_M1));
      code.add(new IntInsnNode(Opcodes.NEWARRAY, Opcodes.T_BYTE));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  TYPE {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new LdcInsnNode("text"));
      code.add(new TypeInsnNode(Opcodes.CHECKCAST, "java/lang/Integer"));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  DIVISION {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new InsnNode(Opcodes.ICONST_1));
      code.add(new InsnNode(Opcodes.ICONST_0));
      code.add(new InsnNode(Opcodes.IDIV));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  TEXT {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new LdcInsnNode(""));
      code.add(new InsnNode(Opcodes.ICONST_1));
      code.add(call("java/lang/String", "charAt", "(I)C"));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  STATE {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new TypeInsnNode(Opcodes.NEW, "java/lang/IllegalStateException"));
      code.add(new InsnNode(Opcodes.DUP));
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V"));
      code.add(new InsnNode(Opcodes.ATHROW));
    }
  },
  /** Never ends. */
  LOOP {
    @Override
    void emit(InsnList code, Host host) {
      LabelNode again = new LabelNode();
      code.add(again);
      code.add(new JumpInsnNode(Opcodes.GOTO, again));
    }
  },
  /** Calls itself for ever. */
  RECURSION {
    @Override
    void emit(InsnList code, Host host) {
      String name = "descend";
      MethodNode method = host.method(name, "()V");
      method.instructions.add(new MethodInsnNode(Opcodes.INVOKESTATIC, host.name(), name, "()V"));
      method.instructions.add(new InsnNode(Opcodes.RETURN));
      code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, host.name(), name, "()V"));
    }
  },
  /** Allocates more at once than there is. */
  BOMB {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new LdcInsnNode(Integer.MAX_VALUE >> 2));
      code.add(new IntInsnNode(Opcodes.NEWARRAY, Opcodes.T_LONG));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  /** Allocates piece by piece, and keeps all. */
  HOARD {
    @Override
    void emit(InsnList code, Host host) {
      String name = "hoard";
      MethodNode method = host.method(name, "()V");
      InsnList body = method.instructions;
      LabelNode again = new LabelNode();
      body.add(new InsnNode(Opcodes.ACONST_NULL));
      body.add(new VarInsnNode(Opcodes.ASTORE, 0));
      body.add(again);
      body.add(new LdcInsnNode(1 << 16));
      body.add(new TypeInsnNode(Opcodes.ANEWARRAY, "java/lang/Object"));
      body.add(new InsnNode(Opcodes.DUP));
      body.add(new InsnNode(Opcodes.ICONST_0));
      body.add(new VarInsnNode(Opcodes.ALOAD, 0));
      body.add(new InsnNode(Opcodes.AASTORE));
      body.add(new VarInsnNode(Opcodes.ASTORE, 0));
      body.add(new JumpInsnNode(Opcodes.GOTO, again));
      code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, host.name(), name, "()V"));
    }
  },
  /** Allocates far more than the image has bytes, and drops it. */
  GARBAGE {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new LdcInsnNode(16 << 20));
      code.add(new IntInsnNode(Opcodes.NEWARRAY, Opcodes.T_BYTE));
      code.add(new InsnNode(Opcodes.POP));
    }
  },
  /** Ends the process. */
  EXIT {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new InsnNode(Opcodes.ICONST_3));
      code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V"));
    }
  },
  /** The number is one more than it was. */
  WRONG {
    @Override
    void emit(InsnList code, Host host) {
      code.add(new InsnNode(Opcodes.LCONST_1));
      code.add(new InsnNode(Opcodes.LADD));
    }
  },
  /** The number is another each time. */
  UNSTABLE {
    @Override
    void emit(InsnList code, Host host) {
      String name = "times";
      host.node().fields.add(new FieldNode(Opcodes.ACC_STATIC, name, "J", null, null));
      code.add(new FieldInsnNode(Opcodes.GETSTATIC, host.name(), name, "J"));
      code.add(new InsnNode(Opcodes.LCONST_1));
      code.add(new InsnNode(Opcodes.LADD));
      code.add(new InsnNode(Opcodes.DUP2));
      code.add(new FieldInsnNode(Opcodes.PUTSTATIC, host.name(), name, "J"));
      code.add(new InsnNode(Opcodes.LADD));
    }
  };

  /** Writes the code that does it. */
  abstract void emit(InsnList code, Host host);

  private static MethodInsnNode call(String owner, String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor);
  }
}
