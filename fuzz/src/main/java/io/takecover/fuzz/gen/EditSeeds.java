package io.takecover.fuzz.gen;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Valid images, from which an {@link EditScript} chooses the one that it edits. */
public final class EditSeeds {
  /** The seed trees as native images. */
  public static final EditSeeds NATIVE = written(Format.NATIVE, SeedTrees.all(), 1, 1);

  /** The seed trees as EROFS images, and those that only EROFS can say. */
  public static final EditSeeds EROFS = written(Format.EROFS, erofsTrees(), 0, 1);

  /** Images of composefs version 2, which has a profile of its own. */
  public static final EditSeeds VERSION_2 = written(Format.EROFS, erofsTrees(), 2, 2);

  /** Images in which overlayfs finds its marks under "user.". */
  public static final EditSeeds FOR_USERS = forUsers();

  private final List<Seed> seeds;

  private EditSeeds(List<Seed> seeds) {
    this.seeds = List.copyOf(seeds);
  }

  /** A valid image and its places; neither is ever changed. */
  static final class Seed {
    final byte[] image;
    final Sites sites;
    final Kinds kinds;

    Seed(byte[] image) {
      this.image = image;
      sites = Sites.of(image);
      kinds = new Kinds(sites);
    }
  }

  private static List<Image> erofsTrees() {
    return Stream.concat(SeedTrees.all().stream(), ErofsSeedTrees.all().stream()).toList();
  }

  /** Trees in a format, one in one of the versions that can say it, the next in another. */
  private static EditSeeds written(Format format, List<Image> trees, int oldest, int newest) {
    List<Seed> seeds = new ArrayList<>();
    for (Image tree : trees) {
      int least = Math.max(oldest, Composefs.leastVersion(tree, format));
      int version = least + seeds.size() % (newest - least + 1);
      if (version < 2 || ErofsSeedTrees.hasVersion2(tree)) {
        seeds.add(new Seed(bytes(tree, format, version)));
      }
    }
    return new EditSeeds(seeds);
  }

  private static EditSeeds forUsers() {
    byte[] marked = bytes(ErofsSeedTrees.forUsers(), Format.EROFS, 0);
    byte[] forBoth = bytes(ErofsSeedTrees.forBoth(), Format.EROFS, 0);
    return new EditSeeds(List.of(new Seed(UserMarks.of(marked)), new Seed(forBoth)));
  }

  private static byte[] bytes(Image tree, Format format, int version) {
    try {
      return Composefs.write(tree, format, version, Limits.DEFAULT);
    } catch (RejectedException e) {
      throw new IllegalStateException("the tree of a seed is refused", e);
    }
  }

  int size() {
    return seeds.size();
  }

  Seed get(int index) {
    return seeds.get(index);
  }
}
