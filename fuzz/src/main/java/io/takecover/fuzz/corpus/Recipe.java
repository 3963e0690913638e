package io.takecover.fuzz.corpus;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.rule.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A valid image of the corpus, described in code and made by our writer.
 *
 * @param name of its file in {@code corpus/native/valid}, without {@code .img}
 * @param note what it is there for
 * @param tree what it holds
 */
public record Recipe(String name, String note, Supplier<Sketch> tree) {

  /** Every recipe. */
  public static List<Recipe> all() {
    List<Recipe> all = new ArrayList<>();
    all.addAll(InodeRecipes.ALL);
    all.addAll(DirectoryRecipes.ALL);
    all.addAll(SharingRecipes.ALL);
    all.addAll(XattrRecipes.ALL);
    return all;
  }

  /** The image. */
  public byte[] make() {
    try {
      return Composefs.write(tree.get().toImage(), Format.NATIVE, Limits.DEFAULT);
    } catch (RejectedException e) {
      throw new IllegalStateException("recipe " + name + ": " + e.getMessage(), e);
    }
  }
}
