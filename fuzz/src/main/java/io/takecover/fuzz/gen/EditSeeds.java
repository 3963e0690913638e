package io.takecover.fuzz.gen;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.ArrayList;
import java.util.List;

/** Valid images, from which an {@link EditScript} chooses the one that it edits. */
public final class EditSeeds {
  /** The seed trees as native images. */
  public static final EditSeeds NATIVE = written(Format.NATIVE, 1);

  /** The seed trees as EROFS images. */
  public static final EditSeeds EROFS = written(Format.EROFS, 1);

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

  /** The seed trees in each version of a format that can say them. */
  private static EditSeeds written(Format format, int newest) {
    List<Seed> seeds = new ArrayList<>();
    for (Image tree : SeedTrees.all()) {
      try {
        for (int v = Composefs.leastVersion(tree, format); v <= newest; v++) {
          byte[] image = Composefs.write(tree, format, v, Limits.DEFAULT);
          seeds.add(new Seed(image));
        }
      } catch (RejectedException e) {
        throw new IllegalStateException("the tree of a seed is refused", e);
      }
    }
    return new EditSeeds(seeds);
  }

  int size() {
    return seeds.size();
  }

  Seed get(int index) {
    return seeds.get(index);
  }
}
