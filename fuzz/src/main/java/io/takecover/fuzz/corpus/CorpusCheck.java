package io.takecover.fuzz.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a corpus against itself and against the parser: every image is made again and compared byte
 * for byte, judged again and compared with its vectors.
 */
public final class CorpusCheck {
  private final Corpus corpus;
  private final Map<String, TestVector> byId;
  private final ImageMaker maker;
  private final List<String> problems = new ArrayList<>();

  private CorpusCheck(Corpus corpus) {
    this.corpus = corpus;
    this.byId = corpus.byId();
    this.maker = new ImageMaker(byId);
  }

  /** One line for each problem; none when all is well. */
  public static List<String> problems(Corpus corpus) throws IOException {
    CorpusCheck check = new CorpusCheck(corpus);
    check.checkList();
    check.checkFiles();
    for (TestVector vector : check.byId.values()) {
      if (VectorShape.problems(vector).isEmpty() && vector.isStrict()) {
        check.checkImage(vector);
      }
    }
    return check.problems;
  }

  private void checkList() {
    String last = "";
    Set<String> seen = new HashSet<>();
    for (TestVector vector : corpus.vectors()) {
      String id = String.valueOf(vector.id());
      VectorShape.problems(vector).forEach(problem -> problem(id, problem));
      if (!seen.add(id)) {
        problem(id, "two vectors have this id");
      } else if (id.compareTo(last) < 0) {
        problem(id, "stands behind " + last + "; vectors are sorted by id");
      }
      last = id;
      String strict = id.contains("@") ? id.substring(0, id.indexOf('@')) : id;
      if (!byId.containsKey(strict)) {
        problem(id, "the image has no strict vector");
      }
    }
    Set<String> missing = new HashSet<>();
    Recipe.all().forEach(recipe -> missing.add(ImageMaker.idOf(recipe)));
    missing.removeAll(byId.keySet());
    missing.stream().sorted().forEach(id -> problem(id, "the recipe has no vector"));
  }

  private void checkFiles() throws IOException {
    Set<String> listed = new HashSet<>();
    Map<String, String> bySum = new HashMap<>();
    for (TestVector vector : corpus.vectors()) {
      String file = String.valueOf(vector.file());
      if (listed.add(file) && vector.sha256() != null) {
        String twin = bySum.putIfAbsent(vector.sha256(), file);
        if (twin != null) {
          problem(file, "has the bytes of " + twin);
        }
      }
    }
    for (String file : corpus.imageFiles()) {
      if (!listed.contains(file)) {
        problem(file, "has no vector");
      }
    }
  }

  private void checkImage(TestVector strict) throws IOException {
    if (!Files.isRegularFile(corpus.folder().resolve(strict.file()))) {
      problem(strict.id(), "there is no file " + strict.file());
      return;
    }
    byte[] image = corpus.read(strict);
    if (!Sums.sha256(image).equals(strict.sha256())) {
      problem(strict.id(), "the file's sha256 is " + Sums.sha256(image));
    }
    byte[] made;
    Recipe.Form form;
    try {
      form = maker.origin(strict.id()).form();
      made = maker.make(strict.id());
    } catch (CorpusException e) {
      problem(strict.id(), e.getMessage());
      return;
    }
    int differsAt = Arrays.mismatch(made, image);
    if (differsAt >= 0) {
      problem(strict.id(), "made again, it differs at byte " + differsAt);
    }
    checkParent(strict);
    checkVerdicts(strict, form, image);
  }

  private void checkParent(TestVector strict) {
    String parent = strict.source().parent();
    TestVector vector = byId.get(parent);
    if (parent != null
        && (vector == null || !vector.isStrict() || !Corpus.isInValid(vector.id()))) {
      problem(strict.id(), "the parent " + parent + " is no accepted image");
    }
  }

  private void checkVerdicts(TestVector strict, Recipe.Form form, byte[] image) {
    Map<String, TestVector> expected = new HashMap<>();
    for (TestVector vector :
        VectorSet.of(strict.id(), form, image, strict.note(), strict.source(), byId)) {
      expected.put(vector.id(), vector);
      TestVector listed = byId.get(vector.id());
      if (listed == null) {
        problem(vector.id(), "is missing: " + vector.verdict());
      } else if (!listed.verdict().equals(vector.verdict())) {
        problem(vector.id(), "is listed as " + listed.verdict() + ", but is " + vector.verdict());
      } else if (!listed.note().equals(vector.note()) || !listed.source().equals(vector.source())) {
        problem(vector.id(), "has another note or source than " + strict.id());
      }
    }
    for (TestVector vector : byId.values()) {
      if (vector.file().equals(strict.file()) && !expected.containsKey(vector.id())) {
        problem(vector.id(), "says what the strict vector says");
      }
    }
    boolean isInValid = Corpus.isInValid(strict.id());
    if (isInValid != Judgement.of(image, form.profile()).isAccepted()) {
      problem(strict.id(), isInValid ? "is refused" : "is accepted");
    }
  }

  private void problem(String about, String what) {
    problems.add(about + ": " + what);
  }
}
