package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.fuzz.corpus.Recipe;
import io.takecover.nativefmt.NativeLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SitesTest {
  private static final int ROUNDS = 40_000;

  private static List<Site> all(byte[] image) {
    Sites sites = Sites.of(image);
    List<Site> all = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      all.add(sites.get(i));
    }
    return all;
  }

  @Test
  void everyByteOfAPlainImageHasASite() {
    for (String name : List.of("one-file", "small-system", "xattr-all-namespaces")) {
      byte[] image = EditTest.image(name);
      BitSet covered = new BitSet();
      for (Site site : all(image)) {
        covered.set(Math.toIntExact(site.offset()), Math.toIntExact(site.offset() + site.length()));
      }
      long pads = 4L * ByteView.of(image).get(NativeLayout.SB_VDATA_OFFSET, 0) / 96;
      assertThat(image.length - covered.cardinality()).as(name).isBetween(0, (int) pads);
    }
    assertThat(all(EditTest.image("one-file"))).hasSize(31 + 2 * 18 + 1 + 5 + 3);
  }

  @Test
  void everyFieldOfTheLayoutHasASite() {
    Set<String> seen = new HashSet<>();
    for (Site site : all(EditTest.image("xattr-on-each-type"))) {
      if (site.place() instanceof Place.Cell number) {
        seen.add(number.path());
      }
    }
    List<String> paths = Arrays.stream(NativeLayout.values()).map(NativeLayout::path).toList();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(paths);
  }

  @Test
  void everySiteIsFoundByItsText() throws EditException {
    for (Recipe recipe : Recipe.all()) {
      byte[] image = recipe.make();
      FieldMutator mutator = new FieldMutator(image);
      for (Site site : all(image)) {
        assertThat(mutator.find(site.place())).isEqualTo(site);
        if (site.place() instanceof Place.Cell) {
          Edit.SetNumber edit = (Edit.SetNumber) Edit.parse(site.toString());
          assertThat(edit.place()).isEqualTo(site.place());
          assertThat(edit.bits()).isEqualTo(site.value());
        }
      }
    }
  }

  /**
   * Broken images have few sites, but the search for them ends, stays inside and is no larger than
   * the image.
   */
  @Test
  void noBytesConfuseTheWalk() throws EditException {
    Random random = new Random(1);
    List<byte[]> parents =
        Recipe.all().stream().map(Recipe::make).filter(image -> image.length < 2000).toList();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] image = mutate(parents.get(random.nextInt(parents.size())), random);
      Sites sites = Sites.of(image);
      assertThat(sites.size()).isLessThanOrEqualTo(31 * (image.length + 4));
      int step = 1 + random.nextInt(1 + sites.size());
      for (int i = 0; i < sites.size(); i += step) {
        Site site = sites.get(i);
        assertThat(ByteView.of(image).holds(site.offset(), site.length())).isTrue();
        assertThat(new FieldMutator(image).find(site.place())).isEqualTo(site);
      }
    }
  }

  private static byte[] mutate(byte[] parent, Random random) throws EditException {
    FieldMutator mutator = new FieldMutator(parent);
    for (int edits = random.nextInt(6); edits >= 0; edits--) {
      Sites sites = Sites.of(mutator.image());
      Site site = sites.size() == 0 ? null : sites.get(random.nextInt(sites.size()));
      if (site != null && site.field() != null) {
        long[] values = FieldMutator.boundaries(site.field(), site.value());
        mutator.set(site, values[random.nextInt(values.length)]);
      } else if (site != null && random.nextInt(20) > 0) {
        byte[] bytes = new byte[Math.toIntExact(site.length())];
        random.nextBytes(bytes);
        mutator.overwrite(site.offset(), Blob.of(bytes));
      } else if (mutator.size() > 0) {
        mutator.truncate(random.nextInt(Math.toIntExact(mutator.size())));
      }
    }
    return mutator.image().clone();
  }

  /** Many inodes that share one large chunk must not make a list of the product's size. */
  @Test
  void sharedChunksAreCutOff() throws EditException {
    byte[] image = EditTest.image("directory-wide");
    FieldMutator mutator = new FieldMutator(image);
    for (int inode = 1; inode <= 100; inode++) {
      for (String text :
          List.of("st_mode=0x41ed", "variable_data.off=0", "variable_data.len=5000")) {
        Edit.parse("inode[" + inode + "]." + text).applyTo(mutator);
      }
    }
    assertThat(Sites.of(mutator.image()).size()).isLessThan(6 * image.length);
  }

  @Test
  void whatIsNotThereIsNotListed() {
    Sites none = Sites.of(new byte[127]);
    assertThat(none.size()).isZero();
    assertThatThrownBy(() -> none.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Sites.of(new byte[0]).size()).isZero();
    assertThat(Sites.of(new byte[128]).size()).isEqualTo(31);
  }

  @Test
  void boundariesAreInTheFieldAndInOrder() {
    Field nameLength = NativeLayout.DIRENT_NAME_LEN;
    Field size = NativeLayout.INODE_ST_SIZE;
    assertThat(FieldMutator.boundaries(nameLength, 5))
        .containsExactly(0, 1, 4, 6, 127, 128, 254, 255);
    assertThat(FieldMutator.boundaries(nameLength, 0)).containsExactly(1, 127, 128, 254, 255);
    assertThat(FieldMutator.boundaries(size, 0))
        .containsExactly(1, 1L << 16, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -2, -1);
  }
}
