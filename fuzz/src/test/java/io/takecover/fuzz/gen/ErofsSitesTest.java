package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.erofs.ErofsLayout;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErofsSitesTest {
  private static final int ROUNDS = 6_000;

  /** Sites of the largest structure, the header with 248 words of padding; of those, one. */
  private static final int MOST_SITES_A_PART = 40;

  static List<byte[]> images() {
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < EditSeeds.EROFS.size(); i++) {
      images.add(EditSeeds.EROFS.get(i).image.clone());
    }
    return images;
  }

  static List<byte[]> sharedImages(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(ProjectFolder.requireShared(folder))) {
      List<byte[]> images = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.size(file) < 1 << 20) {
          images.add(Files.readAllBytes(file));
        }
      }
      return images;
    }
  }

  private static List<Site> all(byte[] image) {
    Sites sites = Sites.of(image);
    List<Site> all = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      all.add(sites.get(i));
    }
    return all;
  }

  /** But for addresses of chunks, which the tools put where no reader looks for them (E-931). */
  @Test
  void everyByteThatIsNotZeroHasASite() throws IOException {
    List<byte[]> images = images();
    images.addAll(sharedImages("images/erofs-v0"));
    images.addAll(sharedImages("images/erofs-v1"));
    for (byte[] image : images) {
      BitSet covered = new BitSet();
      for (Site site : all(image)) {
        covered.set(Math.toIntExact(site.offset()), Math.toIntExact(site.offset() + site.length()));
      }
      for (int at = covered.nextClearBit(0); at < image.length; at = covered.nextClearBit(at + 1)) {
        assertThat(image[at]).as("byte " + at).isIn((byte) 0, (byte) -1);
      }
    }
  }

  @Test
  void everyFieldOfTheLayoutHasASite() {
    Set<String> seen = new HashSet<>();
    for (byte[] image : images()) {
      for (Site site : all(image)) {
        seen.add(site.place() instanceof Place.Cell cell ? cell.path() : site.place().label());
      }
    }
    assertThat(seen)
        .containsAll(Arrays.stream(ErofsLayout.values()).map(ErofsLayout::path).toList())
        .contains("shared_entry.e_name_len", "name", "key", "value", "target", "digest")
        .contains("shared_key", "shared_value");
  }

  @Test
  void contentOfFilesHasASite() throws IOException {
    Set<String> seen = new HashSet<>();
    for (byte[] image : sharedImages("images/erofs-v1")) {
      all(image).forEach(site -> seen.add(site.place().label()));
    }
    assertThat(seen).contains("content");
  }

  @Test
  void everySiteIsFoundByItsText() throws EditException {
    for (byte[] image : images()) {
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

  /** Each number, set to another, changes its own bytes to just that and no others. */
  @Test
  void aSetFieldChangesItsBytesOnly() throws EditException {
    for (byte[] image : images()) {
      List<Site> sites = all(image);
      for (int i = 0; i < sites.size(); i += 7) {
        Site site = sites.get(i);
        if (site.place() instanceof Place.Cell cell) {
          long bits = site.value() ^ Numbers.max(site.field());
          byte[] edited = Edit.apply(image, List.of(new Edit.SetNumber(cell, bits)));
          int at = Math.toIntExact(site.offset());
          byte[] expected = image.clone();
          for (int k = at; k < at + site.length(); k++) {
            expected[k] ^= (byte) 0xff;
          }
          assertThat(edited).as(site.toString()).isEqualTo(expected);
        }
      }
    }
  }

  private static void assertBounded(byte[] image, Sites sites) {
    int padding = 4 + 248 + 40;
    assertThat(sites.size()).isLessThanOrEqualTo(padding + MOST_SITES_A_PART * image.length);
    ByteView bytes = ByteView.of(image);
    for (int i = 0; i < sites.size(); i += 1 + sites.size() / 500) {
      Site site = sites.get(i);
      assertThat(bytes.holds(site.offset(), site.length())).as(site.toString()).isTrue();
    }
  }

  @Test
  void malformedImagesHaveFewSites() throws IOException {
    List<byte[]> images = sharedImages("verdicts/erofs");
    assertThat(images).isNotEmpty();
    for (byte[] image : images) {
      assertBounded(image, Sites.of(Format.EROFS, image));
    }
  }

  @Test
  void noBytesConfuseTheWalk() throws EditException {
    Random random = new Random(1);
    List<byte[]> parents = images();
    for (int round = 0; round < ROUNDS; round++) {
      FieldMutator mutator = new FieldMutator(parents.get(random.nextInt(parents.size())));
      for (int edits = random.nextInt(6); edits >= 0; edits--) {
        Kinds kinds = new Kinds(Sites.of(Format.EROFS, mutator.image()));
        if (random.nextInt(20) == 0 || kinds.size() == 0) {
          mutator.truncate(random.nextInt(Math.toIntExact(mutator.size())));
          break;
        }
        int kind = random.nextInt(kinds.size());
        int which = kinds.count(kind) - 1 - random.nextInt(Math.min(20, kinds.count(kind)));
        Site site = kinds.get(kind, which, random.nextInt(1000));
        if (site.field() != null) {
          long[] values = FieldMutator.boundaries(site.field(), site.value());
          mutator.set(site, values[random.nextInt(values.length)]);
        } else {
          byte[] bytes = new byte[Math.toIntExact(site.length())];
          random.nextBytes(bytes);
          mutator.overwrite(site.offset(), Blob.of(bytes));
        }
      }
      byte[] image = mutator.image().clone();
      Sites sites = Sites.of(Format.EROFS, image);
      assertBounded(image, sites);
      Fixups.of(Format.EROFS, image);
      if (sites.size() > 0) {
        Site site = sites.get(random.nextInt(sites.size()));
        assertThat(mutator.find(site.place())).isEqualTo(site);
      }
    }
  }

  @Test
  void randomBytesHaveSitesInside() {
    Random random = new Random(2);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] image = new byte[random.nextInt(9000)];
      random.nextBytes(image);
      if (random.nextBoolean() && image.length > 1152) {
        Arrays.fill(image, 1024 + 40, 1024 + 48, (byte) 0);
        image[1024 + 15] = 0;
      }
      assertBounded(image, Sites.of(Format.EROFS, image));
      assertThat(Fixups.of(Format.EROFS, image)).hasSameSizeAs(image);
    }
  }

  /**
   * A directory of many blocks, and as many inodes as fit which are all directories of the same
   * blocks: each visit costs as much as the image has blocks.
   */
  @Test
  void sharedBlocksAreCutOff() {
    byte[] image = new byte[1 << 20];
    Random random = new Random(3);
    set(image, ErofsLayout.HEADER_MAGIC, 0, ErofsLayout.MAGIC);
    set(image, ErofsLayout.SB_MAGIC, 1024, ErofsLayout.EROFS_MAGIC);
    set(image, ErofsLayout.SB_ROOT_NID, 1024, 36);
    int inodes = 1 << 14;
    for (int i = 36; i < inodes; i++) {
      set(image, ErofsLayout.COMPACT_I_MODE, 32L * i, 0x41ed);
      set(image, ErofsLayout.COMPACT_I_SIZE, 32L * i, 1 << 19);
      set(image, ErofsLayout.COMPACT_I_U, 32L * i, (1 << 19) / 4096);
    }
    for (int block = 1 << 19; block < image.length; block += 4096) {
      for (int k = 0; k < 4; k++) {
        set(image, ErofsLayout.DIRENT_NID, block + 12L * k, 36 + random.nextInt(inodes - 36));
        set(image, ErofsLayout.DIRENT_NAMEOFF, block + 12L * k, 48 + k);
      }
      Arrays.fill(image, block + 48, block + 4096, (byte) 'x');
    }
    assertThat(Composefs.formatOf(image)).isEqualTo(Format.EROFS);
    Sites sites = Sites.of(image);
    assertThat(sites.size()).isLessThan(6 * image.length);
  }

  private static void set(byte[] image, ErofsLayout field, long structure, long value) {
    for (int i = 0; i < field.width(); i++) {
      image[Math.toIntExact(structure + field.offset() + i)] = (byte) (value >>> (8 * i));
    }
  }
}
