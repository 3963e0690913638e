package io.takecover.fuzz.coverage;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts calls of a {@link Recorder} into a class: where it reads bytes, and before comparisons on
 * given lines. No jump is added, so what the class file says of its stack stays true.
 */
final class TracedClass extends ClassVisitor {
  /**
   * The class through which all bytes are read, and the method that all of its reads start with.
   */
  private static final String READER = "io/takecover/bytes/ByteView";

  private static final String CHECK = "check";

  private static final int API = Opcodes.ASM9;
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Type.getInternalName(TracingLoader.class),
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final Set<Site> sites;
  private final Recorder recorder;
  private String name;
  private boolean isWatched;

  private TracedClass(ClassVisitor next, Set<Site> sites, Recorder recorder) {
    super(API, next);
    this.sites = sites;
    this.recorder = recorder;
  }

  /** The class file with the calls. */
  static byte[] of(byte[] original, Set<Site> sites, Recorder recorder) {
    ClassReader reader = new ClassReader(original);
    boolean isTraced =
        reader.getClassName().equals(READER)
            || sites.stream().anyMatch(site -> site.type().equals(reader.getClassName()));
    if (!isTraced) {
      return original;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new TracedClass(writer, sites, recorder), 0);
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String type, String signature, String parent, String[] interfaces) {
    name = type;
    isWatched = sites.stream().anyMatch(site -> site.type().equals(type));
    super.visit(version, access, type, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
    if (name.equals(READER) && method.equals(CHECK)) {
      return new Reads(next);
    }
    return isWatched ? new Comparisons(next) : next;
  }

  private static void call(MethodVisitor code, String method, String descriptor) {
    code.visitInvokeDynamicInsn(method, descriptor, LINK);
  }

  /** {@code check(at, length)}: what is read, just before it is known to be there. */
  private static final class Reads extends MethodVisitor {
    Reads(MethodVisitor next) {
      super(API, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitFieldInsn(Opcodes.GETFIELD, READER, "array", "[B");
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitFieldInsn(Opcodes.GETFIELD, READER, "start", "I");
      super.visitVarInsn(Opcodes.LLOAD, 1);
      super.visitVarInsn(Opcodes.LLOAD, 3);
      call(mv, "read", "([BIJJ)V");
    }
  }

  /** Comparisons of one method. */
  private final class Comparisons extends MethodVisitor {
    private final int method = recorder.newMethod();
    private Site site;

    /** The outcome of a comparison of longs is compared with zero next, which says nothing new. */
    private boolean isOutcome;

    Comparisons(MethodVisitor next) {
      super(API, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitLdcInsn(method);
      call(mv, "entered", "(I)V");
    }

    @Override
    public void visitLineNumber(int line, Label start) {
      super.visitLineNumber(line, start);
      Site here = new Site(name, line);
      site = sites.contains(here) ? here : null;
      isOutcome = false;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.LCMP && site != null) {
        numbers();
        call(mv, "longs", "(JJII)I");
        isOutcome = true;
        return;
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (site != null && opcode != Opcodes.GOTO && !isOutcome) {
        if (opcode >= Opcodes.IFEQ && opcode <= Opcodes.IFLE) {
          super.visitInsn(Opcodes.DUP);
          numbers();
          call(mv, "number", "(III)V");
        } else if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ICMPLE) {
          super.visitInsn(Opcodes.DUP2);
          numbers();
          call(mv, "ints", "(IIII)V");
        } else {
          numbers();
          call(mv, "asked", "(II)V");
        }
      }
      isOutcome = false;
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
      choice();
      super.visitTableSwitchInsn(min, max, other, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      choice();
      super.visitLookupSwitchInsn(other, keys, labels);
    }

    private void choice() {
      if (site != null) {
        super.visitInsn(Opcodes.DUP);
        numbers();
        call(mv, "number", "(III)V");
      }
    }

    private void numbers() {
      super.visitLdcInsn(recorder.newComparison(site));
      super.visitLdcInsn(method);
    }
  }
}
