package io.takecover.fuzz.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** House rules that only sources show: how long things are, and what was left undone. */
public enum SourceCheck {
  /** Rule 9. */
  FILE_LENGTH(SourceCheck::fileLength),
  /** Rule 9. */
  METHOD_LENGTH(SourceCheck::methodLength),
  /** Rule 9. */
  LINE_LENGTH(SourceCheck::lineLength),
  /** A test that does not run is a promise that nobody keeps. */
  DISABLED_TEST(SourceCheck::disabledTest),
  /** What is left to do stands in the issues, where somebody sees it. */
  UNFINISHED(SourceCheck::unfinished),
  /** A target picks a reader and runs claims; logic in it is logic that only one fuzzer has. */
  TARGET_LENGTH(SourceCheck::targetLength);

  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 70;
  private static final int LINE_CHARS = 110;
  private static final int TARGET_LINES = 15;

  // Split, or this file would not pass.
  private static final Pattern MARKS = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern OFF = Pattern.compile("(.*\\.)?(Disabled\\w*|Ignore)");

  private final BiConsumer<Source, List<String>> check;

  SourceCheck(BiConsumer<Source, List<String>> check) {
    this.check = check;
  }

  /** One line for each breach in {@code source}. */
  public List<String> findings(Source source) {
    List<String> lines = new ArrayList<>();
    check.accept(source, lines);
    return lines;
  }

  private static void fileLength(Source source, List<String> findings) {
    int lines = source.lines().size();
    if (lines > FILE_LINES) {
      findings.add(source.place(FILE_LINES + 1) + "the file has " + lines + " lines");
    }
  }

  private static void lineLength(Source source, List<String> findings) {
    for (int i = 0; i < source.lines().size(); i++) {
      int length = source.lines().get(i).length();
      if (length > LINE_CHARS) {
        findings.add(source.place(i + 1) + "the line has " + length + " characters");
      }
    }
  }

  private static void unfinished(Source source, List<String> findings) {
    for (int i = 0; i < source.lines().size(); i++) {
      if (MARKS.matcher(source.lines().get(i)).find()) {
        findings.add(source.place(i + 1) + "something is left to do");
      }
    }
  }

  private static void methodLength(Source source, List<String> findings) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void unused) {
        measure(method, method.getName().toString());
        return super.visitMethod(method, null);
      }

      @Override
      public Void visitClass(ClassTree type, Void unused) {
        for (Tree member : type.getMembers()) {
          if (member instanceof BlockTree) {
            measure(member, "an initialiser");
          }
        }
        return super.visitClass(type, null);
      }

      private void measure(Tree tree, String name) {
        int length = source.lastLine(tree) - source.firstLine(tree) + 1;
        if (length > METHOD_LINES) {
          findings.add(source.place(source.firstLine(tree)) + name + " has " + length + " lines");
        }
      }
    }.scan(source.unit(), null);
  }

  private static void disabledTest(Source source, List<String> findings) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAnnotation(AnnotationTree annotation, Void unused) {
        if (OFF.matcher(annotation.getAnnotationType().toString()).matches()) {
          findings.add(source.place(source.firstLine(annotation)) + "a test is switched off");
        }
        return super.visitAnnotation(annotation, null);
      }
    }.scan(source.unit(), null);
  }

  /**
   * Counts lines of the members on which some piece of code begins or ends: no blank lines, no
   * comments.
   */
  private static void targetLength(Source source, List<String> findings) {
    if (!"io.takecover.fuzz.targets".equals(String.valueOf(source.unit().getPackageName()))) {
      return;
    }
    Set<Integer> lines = new TreeSet<>();
    TreeScanner<Void, Void> counter =
        new TreeScanner<>() {
          @Override
          public Void scan(Tree tree, Void unused) {
            if (tree != null && source.firstLine(tree) > 0) {
              lines.add(source.firstLine(tree));
              lines.add(source.lastLine(tree));
            }
            return super.scan(tree, null);
          }
        };
    for (Tree type : source.unit().getTypeDecls()) {
      if (type instanceof ClassTree declared) {
        declared.getMembers().forEach(member -> counter.scan(member, null));
      }
    }
    if (lines.size() > TARGET_LINES) {
      findings.add(source.place(1) + "the target has " + lines.size() + " lines of code");
    }
  }
}
