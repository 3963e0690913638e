package io.takecover.fuzz.corpus;

import io.takecover.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * EROFS images for Rust. The crate {@code erofs-rs} keeps seeds of its cargo-fuzz targets in {@code
 * fuzz/seeds/TARGET/}, and its target {@code filesystem} takes an image as it is; so the images go
 * to {@code seeds/filesystem/}. It has no list of verdicts, so that is ours: {@code vectors.tsv},
 * which a test reads without any library.
 */
final class RustFixtures {
  static final String LIST = "vectors.tsv";
  static final String SEEDS = "seeds/filesystem/";

  private static final String HEAD =
      "file\tsha256\tprofile\texpect\tkind\trule\toffset\tfield\tnote\n";

  private RustFixtures() {}

  static Map<String, byte[]> of(Corpus corpus, List<TestVector> vectors)
      throws IOException, CorpusException {
    Map<String, byte[]> files = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    for (TestVector vector : vectors) {
      if (vector.format().equals(Format.EROFS.label())) {
        String file = SEEDS + name(vector);
        files.put(file, corpus.read(vector));
        lines.add(line(corpus, vector, file));
      }
    }
    files.put(LIST, (HEAD + String.join("", lines)).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /** {@code valid-NAME} or {@code malformed-NAME}: one folder holds both. */
  private static String name(TestVector vector) {
    String file = vector.file();
    String stem = file.substring(0, file.length() - Corpus.SUFFIX.length());
    return stem.substring(stem.indexOf('/') + 1).replace('/', '-');
  }

  private static String line(Corpus corpus, TestVector vector, String file)
      throws IOException, CorpusException {
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of(file, vector.sha256(), vector.profile(), vector.expect()));
    if (vector.isAccepted()) {
      cells.addAll(List.of("", "", "", ""));
    } else {
      cells.add(RuleOfVector.of(corpus, vector).kind().name());
      cells.addAll(List.of(vector.rule(), vector.offset().toString(), vector.field()));
    }
    cells.add(vector.note().replace('\t', ' '));
    return String.join("\t", cells) + "\n";
  }
}
