package io.takecover.fuzz.report;

import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import io.takecover.model.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The look-up of the parser, from its compiled class, and what it looks at: each entry whose name
 * it asks for is noted. The class itself stays as it is.
 */
final class ProbedLookup {
  private static final String IMAGE = Type.getInternalName(Image.class);
  private static final String CONSUMER = Type.getInternalName(IntConsumer.class);
  private static final String FIELD = "probed";
  private static final String RESOURCE = "/" + Type.getInternalName(Lookup.class) + ".class";

  private final Method entry;
  private int probes;
  private int lowest;
  private int highest;

  /** Makes the copy, which is no other look-up's. */
  ProbedLookup() throws IOException {
    try (InputStream in = Lookup.class.getResourceAsStream(RESOURCE)) {
      Class<?> copy = new Loader().define(probed(in.readAllBytes()));
      copy.getField(FIELD).set(null, (IntConsumer) this::probe);
      entry = copy.getMethod("entry", Image.class, int.class, ByteView.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the look-up has another form", e);
    }
  }

  /** What {@link Lookup#entry(Image, int, ByteView)} gives; the probes are those of this call. */
  int entry(Image image, int directory, ByteView name) {
    probes = 0;
    lowest = Integer.MAX_VALUE;
    highest = -1;
    try {
      return (int) entry.invoke(null, image, directory, name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a look-up throws nothing", e);
    }
  }

  /** How many names were asked for. */
  int probes() {
    return probes;
  }

  /** Whether all of them were of these entries. */
  boolean staysWithin(int first, int count) {
    return probes == 0 || (lowest >= first && highest < first + count);
  }

  private void probe(int at) {
    probes++;
    lowest = Math.min(lowest, at);
    highest = Math.max(highest, at);
  }

  private static byte[] probed(byte[] type) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(type)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                MethodVisitor method =
                    super.visitMethod(access, name, descriptor, signature, thrown);
                String owner = Type.getInternalName(Lookup.class);
                return new Probes(method, owner);
              }

              @Override
              public void visitEnd() {
                int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
                visitField(access, FIELD, "L" + CONSUMER + ";", null, null).visitEnd();
                super.visitEnd();
              }
            },
            0);
    return writer.toByteArray();
  }

  /** Tells the index before the name of an entry is asked for. */
  private static final class Probes extends MethodVisitor {
    private final String owner;

    Probes(MethodVisitor next, String owner) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String type, String name, String descriptor, boolean isInterface) {
      if (type.equals(IMAGE) && name.equals("nameAt")) {
        super.visitInsn(Opcodes.DUP);
        super.visitFieldInsn(Opcodes.GETSTATIC, owner, FIELD, "L" + CONSUMER + ";");
        super.visitInsn(Opcodes.SWAP);
        super.visitMethodInsn(Opcodes.INVOKEINTERFACE, CONSUMER, "accept", "(I)V", true);
      }
      super.visitMethodInsn(opcode, type, name, descriptor, isInterface);
    }
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(Lookup.class.getClassLoader());
    }

    Class<?> define(byte[] type) {
      return defineClass(Lookup.class.getName(), type, 0, type.length);
    }
  }
}
