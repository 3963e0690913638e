package io.takecover.fuzz.corpus;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.FieldMutator;
import io.takecover.fuzz.gen.Place;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every rule has an image that fires it. A rule without one is a rule that nobody has seen work.
 */
class RuleCoverageTest {
  private static final String LAID_OUT_BY_HAND =
      "another place moves all that follows, which no edit does: ErofsDifferenceTest has an image";

  /**
   * Rules that no image of the corpus can fire, and why; the limits are fired below, by lower ones.
   */
  private static final Map<String, String> WITHOUT_IMAGE =
      Map.ofEntries(
          entry("L-001 IMAGE_SIZE", "an image of 2 GiB"),
          entry("L-002 WORK", "no image is known that costs more; one would be a finding"),
          entry("L-003 DUMP_SIZE", "breaks when a tree is printed, not when an image is read"),
          entry("N-015 CHUNK_SIZE", "a chunk of 512 MiB"),
          entry("N-015 KERNEL_UNREADABLE", "a chunk of 2 MiB"),
          entry("N-017 EXPANSION", "the smallest image that expands to 4 GiB has 1.3 MB"),
          entry("N-0591 DEPTH", "4097 directories inside each other take 470 KB"),
          entry("E-208 CONTENT_LENGTH", "binds trees that are to be written"),
          entry("E-411 XATTR_SPACE", "binds trees that are to be written"),
          entry("E-506 WHITEOUT_KEY", "binds trees that are to be written"),
          entry("E-403 SHARED_COUNT_MOST", LAID_OUT_BY_HAND),
          entry("E-411 XATTR_SIZE", LAID_OUT_BY_HAND),
          entry("E-710 INODE_ORDER", LAID_OUT_BY_HAND),
          entry("E-715 INODE_PADDING", LAID_OUT_BY_HAND),
          entry("E-716 SYMLINK_PLACE", LAID_OUT_BY_HAND),
          entry("E-720 CONTENT_TAIL", LAID_OUT_BY_HAND),
          entry("E-721 DIRECTORY_TAIL", LAID_OUT_BY_HAND));

  private static final int INODES = 6700;

  private final Corpus corpus = ProjectFolder.open(ProjectFolder.corpus());

  /** All that an image breaks or is noted for, under every profile. */
  private static Set<Rule> fired(byte[] image, Limits limits) {
    Set<Rule> fired = new HashSet<>();
    for (Profile profile : Profile.values()) {
      Verdict verdict = Composefs.inspect(image, limits, profile);
      List<Violation> all =
          verdict instanceof Verdict.Accepted accepted
              ? accepted.notes()
              : List.of(((Verdict.Rejected) verdict).first());
      all.forEach(violation -> fired.add(violation.rule()));
    }
    return fired;
  }

  private static List<String> missing(List<Rule> catalogue, Set<Rule> fired) {
    List<String> missing = new ArrayList<>();
    for (Rule rule : catalogue) {
      String name = rule.id() + " " + rule.name();
      if (rule.bindsImages() && fired.contains(rule) == WITHOUT_IMAGE.containsKey(name)) {
        missing.add(name);
      }
    }
    return missing;
  }

  private Set<Rule> firedByCorpus() throws IOException {
    Set<Rule> fired = new HashSet<>();
    for (TestVector vector : corpus.vectors()) {
      fired.addAll(fired(corpus.read(vector), Limits.DEFAULT));
    }
    return fired;
  }

  @Test
  void everyRuleHasAnImage() throws IOException {
    assertThat(missing(Rule.catalogue(), firedByCorpus()))
        .as("rules without an image, or with one that is listed as having none")
        .isEmpty();
  }

  @Test
  void aRuleWithoutAnImageIsNoticed() throws IOException {
    Set<Rule> fired = firedByCorpus();
    fired.remove(TreeRule.NAME_SLASH);
    fired.add(LimitRule.WORK);
    assertThat(missing(Rule.catalogue(), fired))
        .containsExactlyInAnyOrder("N-047 NAME_SLASH", "L-002 WORK");
  }

  @Test
  void everyExceptionIsARule() {
    assertThat(Rule.catalogue().stream().map(rule -> rule.id() + " " + rule.name()))
        .containsAll(WITHOUT_IMAGE.keySet());
  }

  @Test
  void lowerLimitsFireTheRestOfTheRules() throws EditException {
    Limits limits = Limits.DEFAULT;
    byte[] deep = make("directory-deep");
    byte[] wide = make("directory-wide");
    assertThat(fired(deep, limits.withTreeDepth(63))).contains(TreeRule.DEPTH);
    assertThat(fired(deep, limits.withTreeDepth(64))).doesNotContain(TreeRule.DEPTH);
    assertThat(fired(wide, limits.withChunkBytes(2003))).contains(NativeRule.CHUNK_SIZE);
    assertThat(fired(wide, limits.withChunkBytes(2104))).doesNotContain(NativeRule.CHUNK_SIZE);
    assertThat(fired(deep, limits.withImageBytes(deep.length - 1)))
        .containsExactly(LimitRule.IMAGE_SIZE);
    assertThat(fired(deep, limits.withImageBytes(deep.length)))
        .doesNotContain(LimitRule.IMAGE_SIZE);
    byte[] shared = make("shared-xattrs");
    assertThat(fired(shared, limits.withExpandedBytes(30 + 13 + 12)))
        .contains(NativeRule.EXPANSION);
    assertThat(fired(shared, limits.withExpandedBytes(30 + 13 + 13)))
        .doesNotContain(NativeRule.EXPANSION);
    byte[] tail =
        Edit.apply(make("empty-root"), List.of(Edit.parse("append=" + "00".repeat(1 << 20))));
    assertThat(fired(tail, limits.withWorkPerByte(1))).doesNotContain(LimitRule.WORK);
  }

  /** What the default limits stand for, on images that are too large to be kept. */
  @Test
  void defaultLimitsHoldAtTheirBoundaries() throws RejectedException, EditException {
    assertThat(fired(deep(4096), Limits.DEFAULT)).isEmpty();
    assertThat(fired(deep(4097), Limits.DEFAULT)).containsExactly(TreeRule.DEPTH);
    assertThat(fired(expanding(), Limits.DEFAULT)).containsExactly(NativeRule.EXPANSION);
    assertThat(fired(wide(123_000), Limits.DEFAULT)).isEmpty();
    assertThat(fired(wide(124_000), Limits.DEFAULT)).containsExactly(NativeRule.KERNEL_UNREADABLE);
  }

  private static byte[] make(String recipe) {
    return Recipe.of(Format.NATIVE).stream()
        .filter(r -> r.name().equals(recipe))
        .findFirst()
        .orElseThrow()
        .make();
  }

  private static byte[] write(Sketch root) throws RejectedException {
    return Composefs.write(root.toImage(), Format.NATIVE, Limits.DEFAULT.withWorkPerByte(100_000));
  }

  private static byte[] deep(int levels) throws RejectedException {
    Sketch bottom = Sketch.directory();
    for (int i = 1; i < levels; i++) {
      bottom = Sketch.directory().add("d", bottom);
    }
    return write(Sketch.directory().add("d", bottom));
  }

  private static byte[] wide(int entries) throws RejectedException {
    Sketch root = Sketch.directory();
    for (int i = 0; i < entries; i++) {
      root.add("%05x".formatted(i), Sketch.fifo());
    }
    return write(root);
  }

  /** Inodes that all refer to one xattr chunk, of 10 values of 64 KiB. */
  private static byte[] expanding() throws RejectedException, EditException {
    Sketch first = Sketch.fifo();
    for (int i = 0; i < 10; i++) {
      first.xattr("user." + i, "\0".repeat(65_535));
    }
    Sketch root = Sketch.directory().add("0000", first);
    for (int i = 1; i < INODES; i++) {
      root.add("%04x".formatted(i), Sketch.fifo());
    }
    FieldMutator mutator = new FieldMutator(write(root));
    for (int inode = 2; inode <= INODES; inode++) {
      copy(mutator, NativeLayout.INODE_XATTRS_OFF, inode);
      copy(mutator, NativeLayout.INODE_XATTRS_LEN, inode);
    }
    return mutator.image();
  }

  /** Gives an inode what inode 1 has in a field. */
  private static void copy(FieldMutator mutator, NativeLayout field, int inode)
      throws EditException {
    long value = mutator.find(new Place.Cell(field, 1, 0, 0)).value();
    mutator.set(mutator.find(new Place.Cell(field, inode, 0, 0)), value);
  }
}
