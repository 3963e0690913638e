package io.takecover.fuzz.corpus;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.UserMarks;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A valid image of the corpus, described in code and made by our writer.
 *
 * @param form in which it is written
 * @param name of its file in {@code corpus/FORMAT/valid}, without {@code .img}
 * @param note what it is there for
 * @param tree what it holds
 */
public record Recipe(Form form, String name, String note, Supplier<Sketch> tree) {

  /** How a tree becomes an image, and which profile accepts that. */
  public enum Form {
    NATIVE(Format.NATIVE, 1, Profile.STRICT),
    EROFS_0(Format.EROFS, 0, Profile.STRICT),
    EROFS_1(Format.EROFS, 1, Profile.STRICT),
    /** As composefs-rs wrote it. */
    EROFS_2(Format.EROFS, 2, Profile.RS_V2),
    /** Marked for overlayfs under {@code user.}; no tool that is at hand makes such images. */
    EROFS_USER(Format.EROFS, 0, Profile.USERXATTR);

    private final Format format;
    private final int version;
    private final Profile profile;

    Form(Format format, int version, Profile profile) {
      this.format = format;
      this.version = version;
      this.profile = profile;
    }

    public Format format() {
      return format;
    }

    /** The profile by which an image of this form is accepted. */
    public Profile profile() {
      return profile;
    }
  }

  /** A native image. */
  Recipe(String name, String note, Supplier<Sketch> tree) {
    this(Form.NATIVE, name, note, tree);
  }

  /** Every recipe. */
  public static List<Recipe> all() {
    List<Recipe> all = new ArrayList<>(of(Format.NATIVE));
    all.addAll(of(Format.EROFS));
    return all;
  }

  /** Every recipe of a format. */
  public static List<Recipe> of(Format format) {
    List<Recipe> recipes = new ArrayList<>();
    switch (format) {
      case NATIVE -> {
        recipes.addAll(InodeRecipes.ALL);
        recipes.addAll(DirectoryRecipes.ALL);
        recipes.addAll(SharingRecipes.ALL);
        recipes.addAll(XattrRecipes.ALL);
      }
      case EROFS -> {
        recipes.addAll(ErofsRecipes.all());
        recipes.addAll(OverlayRecipes.ALL);
        recipes.addAll(VariantRecipes.all());
        recipes.addAll(HistoryRecipes.ALL);
      }
    }
    return recipes;
  }

  /** The image. */
  public byte[] make() {
    try {
      byte[] image =
          Composefs.write(tree.get().toImage(), form.format, form.version, Limits.DEFAULT);
      return form == Form.EROFS_USER ? UserMarks.of(image) : image;
    } catch (RejectedException e) {
      throw new IllegalStateException("recipe " + name + ": " + e.getMessage(), e);
    }
  }
}
