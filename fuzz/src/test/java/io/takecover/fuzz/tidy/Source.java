package io.takecover.fuzz.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One parsed Java file.
 *
 * @param name the file, as findings show it
 * @param lines its text
 */
public record Source(
    String name, List<String> lines, CompilationUnitTree unit, SourcePositions positions) {

  /** All Java files below {@code folders}; a folder that does not exist holds none. */
  public static List<Source> in(Path root, String... folders) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (String folder : folders) {
      if (Files.isDirectory(root.resolve(folder))) {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
            texts.add(new Text(root.relativize(file).toString(), Files.readString(file)));
          }
        }
      }
    }
    return parse(texts);
  }

  /** A file that is nowhere but in {@code text}. */
  public static Source of(String name, String text) throws IOException {
    return parse(List.of(new Text(name, text))).get(0);
  }

  private static List<Source> parse(List<Text> texts) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task = (JavacTask) compiler.getTask(null, null, null, null, null, texts);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<Source> sources = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      JavaFileObject file = unit.getSourceFile();
      List<String> lines = file.getCharContent(true).toString().lines().toList();
      sources.add(new Source(file.getName(), lines, unit, positions));
    }
    return sources;
  }

  int firstLine(Tree tree) {
    return line(positions.getStartPosition(unit, tree));
  }

  int lastLine(Tree tree) {
    return line(positions.getEndPosition(unit, tree));
  }

  /** What javac adds of its own, as a default constructor, stands nowhere: line 0. */
  private int line(long position) {
    return position < 0 ? 0 : (int) unit.getLineMap().getLineNumber(position);
  }

  /** What a finding begins with. */
  String place(int line) {
    return name + ":" + line + " ";
  }

  /** Text that javac reads as a file. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String name, String text) {
      super(Path.of("/", name).toUri(), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public String getName() {
      return super.getName().substring(1);
    }
  }
}
