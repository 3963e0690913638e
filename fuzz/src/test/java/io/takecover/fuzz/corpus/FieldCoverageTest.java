package io.takecover.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout;
import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.FieldMutator;
import io.takecover.fuzz.gen.Numbers;
import io.takecover.fuzz.gen.Place;
import io.takecover.fuzz.gen.Site;
import io.takecover.fuzz.gen.Sites;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.rule.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every field of every structure is in the corpus at its boundaries; the rest is tried in memory.
 */
class FieldCoverageTest {
  /** Images that are changed in all places; together they have every structure. */
  private static final List<String> SUBJECTS =
      List.of(
          "one-file",
          "file-empty",
          "directory-three-entries",
          "hard-link-backward",
          "xattr-two-keys",
          "link-target-1-byte",
          "device-null",
          "directory-empty");

  /** The same of EROFS images. */
  private static final List<String> EROFS_SUBJECTS =
      List.of("one-file", "whiteouts-v1", "xattrs-shared-and-own", "each-form");

  /** Fields in which no boundary is refused: any value is a time, or only not canonical. */
  private static final Set<Field> ANY_VALUE =
      Set.of(
          NativeLayout.INODE_ST_MTIM_SEC,
          NativeLayout.INODE_ST_CTIM_SEC,
          ErofsLayout.SB_BUILD_TIME,
          ErofsLayout.EXTENDED_I_MTIME,
          ErofsLayout.COMPACT_I_INO,
          ErofsLayout.EXTENDED_I_INO);

  private final Corpus corpus = ProjectFolder.open(ProjectFolder.corpus());
  private final Map<String, byte[]> recipes = new LinkedHashMap<>();

  FieldCoverageTest() {
    Recipe.all().forEach(recipe -> recipes.put(ImageMaker.idOf(recipe), recipe.make()));
  }

  private byte[] recipe(Format format, String name) {
    return recipes.get(Corpus.valid(format) + name);
  }

  private enum Boundary {
    ZERO,
    ONE,
    ONE_BELOW,
    ONE_ABOVE,
    SIGN_BIT,
    MAX;

    long of(Field field, long value) {
      return switch (this) {
        case ZERO -> 0;
        case ONE -> 1;
        case ONE_BELOW -> value - 1;
        case ONE_ABOVE -> value + 1;
        case SIGN_BIT -> Numbers.signBit(field);
        case MAX -> Numbers.max(field);
      };
    }
  }

  private static boolean isRefused(byte[] image, Place.Cell cell, long bits) throws EditException {
    byte[] edited = Edit.apply(image, List.of(new Edit.SetNumber(cell, bits)));
    return !Judgement.of(edited, Profile.STRICT).isAccepted();
  }

  private static List<Site> cells(byte[] image) {
    List<Site> cells = new ArrayList<>();
    Sites sites = Sites.of(image);
    for (int i = 0; i < sites.size(); i++) {
      if (sites.get(i).place() instanceof Place.Cell) {
        cells.add(sites.get(i));
      }
    }
    return cells;
  }

  /** Field and boundary, wherever one of the subjects is refused with it. */
  private Set<String> refusedBoundaries(Format format) throws EditException {
    Set<String> refused = new TreeSet<>();
    for (String subject : format == Format.NATIVE ? SUBJECTS : EROFS_SUBJECTS) {
      byte[] image = recipe(format, subject);
      for (Site site : cells(image)) {
        Place.Cell cell = (Place.Cell) site.place();
        for (Boundary boundary : Boundary.values()) {
          long bits = boundary.of(site.field(), site.value()) & Numbers.max(site.field());
          if (bits != site.value() && isRefused(image, cell, bits)) {
            refused.add(cell.path() + " " + boundary);
          }
        }
      }
    }
    return refused;
  }

  private Set<String> boundariesInCorpus(Format format, List<TestVector> vectors)
      throws EditException {
    Set<String> covered = new TreeSet<>();
    for (TestVector vector : vectors) {
      boolean isOfFormat = vector.format().equals(format.label());
      if (!isOfFormat || vector.isAccepted() || vector.source().edit() == null) {
        continue;
      }
      byte[] parent = recipes.get(vector.source().parent());
      FieldMutator mutator = new FieldMutator(parent);
      for (String text : vector.source().edit()) {
        Edit edit = Edit.parse(text);
        if (edit instanceof Edit.SetNumber set) {
          Site site = mutator.find(set.place());
          for (Boundary boundary : Boundary.values()) {
            if (set.bits()
                == (boundary.of(site.field(), site.value()) & Numbers.max(site.field()))) {
              covered.add(set.place().path() + " " + boundary);
            }
          }
        }
        edit.applyTo(mutator);
      }
    }
    return covered;
  }

  @ParameterizedTest
  @EnumSource
  void everyRefusedBoundaryOfEveryFieldIsInTheCorpus(Format format) throws EditException {
    Set<String> refused = refusedBoundaries(format);
    assertThat(boundariesInCorpus(format, corpus.vectors())).containsAll(refused);
    Field[] fields =
        switch (format) {
          case NATIVE -> NativeLayout.values();
          case EROFS -> ErofsLayout.values();
        };
    for (Field field : fields) {
      boolean isRefused =
          refused.stream().anyMatch(boundary -> boundary.startsWith(field.path() + " "));
      assertThat(isRefused).as(field.path()).isNotEqualTo(ANY_VALUE.contains(field));
    }
  }

  @Test
  void aBoundaryThatIsNotInTheCorpusIsNoticed() throws EditException {
    List<TestVector> without =
        corpus.vectors().stream().filter(vector -> !"N-054".equals(vector.rule())).toList();
    Set<String> missing = refusedBoundaries(Format.NATIVE);
    missing.removeAll(boundariesInCorpus(Format.NATIVE, without));
    assertThat(missing).contains("dirent.padding MAX", "dirent.padding ONE");
  }

  /**
   * Each of the values of every field is refused, or makes another tree whose one encoding it is.
   */
  @Test
  void noFieldChangesWithoutNotice() throws EditException {
    for (String subject : SUBJECTS) {
      byte[] image = recipe(Format.NATIVE, subject);
      for (Site site : cells(image)) {
        Place.Cell cell = (Place.Cell) site.place();
        for (long bits : FieldMutator.boundaries(site.field(), site.value())) {
          byte[] edited = Edit.apply(image, List.of(new Edit.SetNumber(cell, bits)));
          assertNoticed(edited, subject + " " + new Edit.SetNumber(cell, bits));
        }
      }
    }
  }

  /** The same for each byte, with each of its bits turned over, and all of them. */
  @Test
  void noByteChangesWithoutNotice() {
    for (String subject : SUBJECTS) {
      byte[] image = recipe(Format.NATIVE, subject);
      for (int at = 0; at < image.length; at++) {
        for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
          byte[] edited = image.clone();
          edited[at] ^= (byte) flip;
          assertNoticed(edited, subject + " byte " + at + " ^ " + flip);
        }
      }
    }
  }

  private static void assertNoticed(byte[] edited, String what) {
    if (Judgement.of(edited, Profile.STRICT).verdict() instanceof Verdict.Accepted accepted) {
      assertThat(accepted.canonical()).as(what).isTrue();
    }
  }

  /** Every length of a small image but its own, and of one with xattrs. */
  @Test
  void everyTruncationIsRefused() {
    for (String subject : List.of("one-file", "xattr-two-keys", "small-system")) {
      byte[] image = recipe(Format.NATIVE, subject);
      for (int size = 0; size < image.length; size++) {
        Judgement judgement = Judgement.of(Arrays.copyOf(image, size), Profile.STRICT);
        assertThat(judgement.isAccepted()).as(subject + " to " + size).isFalse();
      }
    }
  }

  /** A byte more, anywhere. */
  @Test
  void everyInsertionIsRefused() throws EditException {
    for (String subject : List.of("one-file", "xattr-two-keys")) {
      byte[] image = recipe(Format.NATIVE, subject);
      for (int at = 0; at <= image.length; at++) {
        byte[] edited = Edit.apply(image, List.of(Edit.parse("insert[" + at + "]=00")));
        assertThat(Judgement.of(edited, Profile.STRICT).isAccepted()).as("at " + at).isFalse();
      }
    }
  }
}
