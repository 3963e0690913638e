package io.takecover.fuzz.bench.specimen;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.FieldMutator;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The image that shows a fault: {@code native/malformed/x}, an image of the corpus; the same with
 * edits behind it, blanks between; {@code deep:N}, an EROFS image of a valid tree of N directories,
 * each in the one before; {@code twice:N}, a tree of N levels in which both names of a directory
 * lead to the next one, which no strict reader takes.
 */
public final class Witness {
  private static final String DEEP = "deep:";
  private static final String TWICE = "twice:";
  private static final String VALID = "/valid/";
  private static final String DIRECTORY = " 0 40755 %d 0 0 0 0.0 - - -\n";

  /** Number of the directory behind the root and its 256 whiteouts. */
  private static final int TOP = 257;

  private Witness() {}

  /** Whether it is a valid image. */
  static boolean isValid(String witness) {
    return witness.startsWith(DEEP) || (witness.contains(VALID) && !witness.contains(" "));
  }

  /** Makes the image. */
  public static byte[] image(String witness, Path corpus) throws IOException, EditException {
    if (witness.startsWith(DEEP)) {
      return deep(Integer.parseInt(witness.substring(DEEP.length())));
    }
    if (witness.startsWith(TWICE)) {
      return twice(Integer.parseInt(witness.substring(TWICE.length())));
    }
    List<String> words = List.of(witness.split(" ", -1));
    byte[] parent = Files.readAllBytes(corpus.resolve(words.get(0) + ".img"));
    List<Edit> edits = new ArrayList<>();
    for (String text : words.subList(1, words.size())) {
      edits.add(Edit.parse(text));
    }
    return Edit.apply(parent, edits);
  }

  private static byte[] deep(int levels) {
    StringBuilder text = new StringBuilder("/");
    text.append(DIRECTORY.formatted(3));
    StringBuilder path = new StringBuilder();
    for (int i = 1; i <= levels; i++) {
      path.append("/d");
      text.append(path).append(DIRECTORY.formatted(i == levels ? 2 : 3));
    }
    return written(text.toString());
  }

  private static byte[] twice(int levels) throws EditException {
    StringBuilder text = new StringBuilder("/");
    text.append(DIRECTORY.formatted(3));
    StringBuilder path = new StringBuilder("/g");
    text.append(path).append(DIRECTORY.formatted(4));
    for (int i = 1; i <= levels; i++) {
      text.append(path).append("/a").append(DIRECTORY.formatted(i == levels ? 2 : 4));
      text.append(path).append("/b").append(DIRECTORY.formatted(2));
      path.append("/a");
    }
    FieldMutator mutator = new FieldMutator(written(text.toString()));
    // From the deepest on, for edits number directories in the order in which they are met.
    for (int i = levels - 1; i >= 0; i--) {
      int directory = i == 0 ? TOP : TOP + 2 * i - 1;
      String to = Edit.parse("dirent[" + directory + "][2].nid=0").replaced(mutator);
      Edit.parse("dirent[" + directory + "][3].nid=" + to).applyTo(mutator);
    }
    return mutator.image();
  }

  private static byte[] written(String text) {
    byte[] dump = text.getBytes(StandardCharsets.US_ASCII);
    if (!(Composefs.readDump(dump, Limits.DEFAULT, false) instanceof DumpVerdict.Accepted read)) {
      throw new IllegalStateException("a tree of directories is refused");
    }
    try {
      return Composefs.write(read.image(), Format.EROFS, Limits.DEFAULT);
    } catch (RejectedException e) {
      throw new IllegalStateException("a tree of directories is refused", e);
    }
  }
}
