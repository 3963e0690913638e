package io.takecover.fuzz.corpus;

import io.takecover.Format;
import io.takecover.fuzz.gen.Edit;
import io.takecover.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Adds one derived image to a corpus, or refuses to and leaves the corpus as it was. */
public final class CorpusAdd {
  static final String TOOL = "takecover";

  /** The version that is written beside new images; the next release changes it. */
  static final String VERSION = "0.1.0";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 100;

  /**
   * What to add.
   *
   * @param parent id of an accepted vector
   * @param edits in their order
   * @param name of the defect, which becomes the name of the file
   * @param note what is wrong, one sentence
   * @param claims that the image once broke
   * @param isNoncanonical the image is to be accepted, but not canonical; otherwise it is to be
   *     refused
   */
  public record Addition(
      String parent,
      List<String> edits,
      String name,
      String note,
      List<String> claims,
      boolean isNoncanonical) {}

  private CorpusAdd() {}

  /** The vectors added: one, or two where another profile says otherwise. */
  public static List<TestVector> add(Corpus corpus, Addition addition)
      throws IOException, CorpusException {
    Map<String, TestVector> byId = corpus.byId();
    List<Edit> edits = ImageMaker.edits(addition.edits());
    checkWords(addition);
    Recipe.Form form = new ImageMaker(byId).origin(addition.parent()).form();
    byte[] image = make(addition, edits, byId);
    Format format = form.format();
    String id =
        (addition.isNoncanonical() ? Corpus.valid(format) : Corpus.malformed(format))
            + addition.name();
    checkNew(corpus, id, image);
    checkVerdict(addition, image, form.profile());
    List<String> texts = edits.stream().map(Edit::toString).toList();
    TestVector.Source source = new TestVector.Source(TOOL, VERSION, null, addition.parent(), texts);
    List<TestVector> added = new ArrayList<>();
    for (TestVector vector : VectorSet.of(id, form, image, addition.note(), source, Map.of())) {
      added.add(withClaims(vector, addition.claims()));
    }
    List<TestVector> all = new ArrayList<>(corpus.vectors());
    all.addAll(added);
    write(corpus, added.get(0).file(), image, all);
    return added;
  }

  private static void checkWords(Addition addition) throws CorpusException {
    String name = addition.name();
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw new CorpusException(
          "'" + name + "' is no name: lower-case words and hyphens that say what is wrong");
    }
    if (addition.note().isBlank() || addition.note().lines().count() != 1) {
      throw new CorpusException("a note is one line that says what is wrong");
    }
  }

  private static byte[] make(Addition addition, List<Edit> edits, Map<String, TestVector> byId)
      throws CorpusException {
    TestVector parent = byId.get(addition.parent());
    if (parent == null) {
      throw new CorpusException("there is no vector " + addition.parent());
    }
    if (!parent.isStrict() || !Corpus.isInValid(parent.id())) {
      throw new CorpusException(
          parent.id() + " is no accepted image; a parent is, so that the edit is the one defect");
    }
    ImageMaker maker = new ImageMaker(byId);
    byte[] image = maker.derive(parent.id(), edits);
    if (Arrays.equals(image, maker.make(parent.id()))) {
      throw new CorpusException("the edit changes nothing");
    }
    return image;
  }

  private static void checkNew(Corpus corpus, String id, byte[] image) throws CorpusException {
    String sum = Sums.sha256(image);
    for (TestVector vector : corpus.vectors()) {
      if (id.equals(vector.id())) {
        throw new CorpusException("there is a vector " + id + " already");
      }
      if (sum.equals(vector.sha256())) {
        throw new CorpusException("these are the bytes of " + vector.id());
      }
    }
    if (Files.exists(corpus.folder().resolve(VectorSet.fileOf(id)))) {
      throw new CorpusException("there is a file " + VectorSet.fileOf(id) + " that has no vector");
    }
  }

  private static void checkVerdict(Addition addition, byte[] image, Profile profile)
      throws CorpusException {
    Judgement judgement = Judgement.of(image, profile);
    if (addition.isNoncanonical()) {
      if (!judgement.isAccepted() || judgement.canonical()) {
        throw new CorpusException("the image must be accepted and not canonical: " + judgement);
      }
    } else if (judgement.isAccepted()) {
      throw new CorpusException("the image is not refused: " + judgement);
    }
  }

  private static TestVector withClaims(TestVector v, List<String> claims) {
    return new TestVector(
        v.id(),
        v.file(),
        v.sha256(),
        v.format(),
        v.profile(),
        v.expect(),
        v.canonical(),
        v.rule(),
        v.offset(),
        v.field(),
        v.note(),
        List.copyOf(claims),
        v.source(),
        v.seen());
  }

  private static void write(Corpus corpus, String file, byte[] image, List<TestVector> all)
      throws IOException {
    boolean isListed = false;
    corpus.writeImage(file, image);
    try {
      corpus.writeVectors(all);
      isListed = true;
    } finally {
      if (!isListed) {
        corpus.deleteImage(file);
      }
    }
  }
}
