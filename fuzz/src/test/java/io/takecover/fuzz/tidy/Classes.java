package io.takecover.fuzz.tidy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Compiled classes by internal name. */
public final class Classes {
  private final Map<String, ClassNode> byName = new TreeMap<>();

  /** All classes below {@code folders}; a folder that does not exist holds none. */
  public static Classes in(Path... folders) throws IOException {
    Classes classes = new Classes();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
            classes.add(Files.readAllBytes(file));
          }
        }
      }
    }
    return classes;
  }

  /** These loaded classes, as they were compiled. */
  public static Classes of(Class<?>... loaded) throws IOException {
    Classes classes = new Classes();
    for (Class<?> type : loaded) {
      String file = "/" + type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getResourceAsStream(file)) {
        classes.add(in.readAllBytes());
      }
    }
    return classes;
  }

  private void add(byte[] compiled) {
    ClassNode node = new ClassNode();
    new ClassReader(compiled).accept(node, ClassReader.SKIP_FRAMES);
    byName.put(node.name, node);
  }

  public Collection<ClassNode> all() {
    return byName.values();
  }

  /** The class of this internal name, or null when it is not one of ours. */
  ClassNode find(String internalName) {
    return internalName == null ? null : byName.get(internalName);
  }

  /** The method that {@code type} itself declares, or null. */
  static MethodNode method(ClassNode type, String name, String descriptor) {
    if (type != null) {
      for (MethodNode method : type.methods) {
        if (method.name.equals(name) && method.desc.equals(descriptor)) {
          return method;
        }
      }
    }
    return null;
  }

  static boolean calls(MethodInsnNode call, String owner, String name) {
    return call.owner.equals(owner) && call.name.equals(name);
  }

  /** What a finding begins with: class, method and line as far as they are known. */
  static String place(ClassNode node, MethodNode method, AbstractInsnNode insn) {
    String where = node.name.replace('/', '.') + (method == null ? "" : "." + method.name);
    int line = lineOf(insn);
    return where + (line == 0 ? "" : ":" + line) + " ";
  }

  /** A handler's line stands behind its label, any other instruction's before it. */
  private static int lineOf(AbstractInsnNode insn) {
    if (insn != null && insn.getNext() instanceof LineNumberNode next) {
      return next.line;
    }
    for (AbstractInsnNode at = insn; at != null; at = at.getPrevious()) {
      if (at instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return 0;
  }
}
