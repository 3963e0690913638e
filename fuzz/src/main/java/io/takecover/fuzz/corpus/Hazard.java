package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;

import io.takecover.model.Image;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Trees that cost a careless reader more than the size of their image: rows E-800 to E-810. Each
 * grows with a number.
 */
public enum Hazard {
  /** E-800: one file under many names. */
  NAMES(Hazard::names),
  /** E-801: files whose size says nothing of the image: 2^52 bytes, and 512 chunks. */
  SIZES(Hazard::sizes),
  /** E-804: inodes that each refer to 100 shared xattrs of 270 bytes by 4 bytes. */
  SHARED(Hazard::shared),
  /** E-808, E-810: directories inside each other, 4000 to a chain, with names of 40 bytes. */
  DEPTH(Hazard::depth),
  /** E-806, E-807: one directory, as wide as can be. */
  WIDTH(Hazard::width);

  private static final int MOST_LEVELS = 4000;
  private static final int XATTRS = 100;

  private final IntFunction<Sketch> tree;

  Hazard(IntFunction<Sketch> tree) {
    this.tree = tree;
  }

  /**
   * The tree.
   *
   * @param number of names, files, inodes, directories or entries
   */
  public Image of(int number) {
    return tree.apply(number).toImage();
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "n%07d", number);
  }

  private static Sketch names(int number) {
    Sketch root = directory();
    Sketch file = file("ab/cd", 5);
    root.add(name(0), file);
    for (int i = 1; i < number; i++) {
      root.addLink(name(i), file);
    }
    return root;
  }

  private static Sketch sizes(int number) {
    Sketch root = directory();
    for (int i = 0; i < number; i++) {
      root.add(name(i), file("ab/" + name(i), 1L << 52));
    }
    return root;
  }

  private static Sketch shared(int number) {
    Sketch root = directory();
    for (int i = 0; i < number; i++) {
      Sketch node = fifo();
      for (int k = 0; k < XATTRS; k++) {
        node.xattr("user." + name(k), "v".repeat(250) + k);
      }
      root.add(name(i), node);
    }
    return root;
  }

  private static Sketch depth(int number) {
    Sketch root = directory();
    for (int chain = 0; chain * MOST_LEVELS < number; chain++) {
      Sketch bottom = directory();
      int levels = Math.min(MOST_LEVELS, number - chain * MOST_LEVELS);
      for (int i = 1; i < levels; i++) {
        bottom = directory().add("d".repeat(40), bottom);
      }
      root.add(name(chain), bottom);
    }
    return root;
  }

  private static Sketch width(int number) {
    Sketch root = directory();
    for (int i = 0; i < number; i++) {
      root.add(name(i), fifo());
    }
    return root;
  }
}
