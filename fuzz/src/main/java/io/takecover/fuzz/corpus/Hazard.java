package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.fileOf;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Images that cost a careless reader more than their size: rows E-800 to E-810 of EROFS. Each grows
 * with a number. Some are valid; others are damaged once they are written, and to be refused at a
 * price that is linear too.
 */
public enum Hazard {
  /** E-800: one file under many names. */
  NAMES(Hazard::names),
  /** E-801: files whose size says nothing of the image: 2^52 bytes, and 512 chunks. */
  SIZES(Hazard::sizes),
  /** E-802: directories that each lead to the next by two names; to be refused. */
  DIAMONDS(Hazard::diamonds),
  /** E-803: small files that state a size of 2^63 - 1; to be refused. */
  LENGTHS(Hazard::lengths, HazardDamage::stateLargestSize),
  /** E-804: inodes that each refer to 100 shared xattrs of 270 bytes by 4 bytes. */
  SHARED(Hazard::shared),
  /** E-805: directories that share one block of 202 names; to be refused. */
  BLOCKS(Hazard::blocks, HazardDamage::shareBlock),
  /** E-808, E-810: directories inside each other, 4000 to a chain, with names of 40 bytes. */
  DEPTH(Hazard::depth),
  /** E-806, E-807: one directory, as wide as can be. */
  WIDTH(Hazard::width);

  private static final int MOST_LEVELS = 4000;
  private static final int XATTRS = 100;

  /** As many as make a directory of one whole block, for it does not fit behind its inode. */
  private static final int NAMES_IN_BLOCK = 202;

  private final IntFunction<Sketch> tree;
  private final UnaryOperator<byte[]> damage;

  Hazard(IntFunction<Sketch> tree) {
    this(tree, UnaryOperator.identity());
  }

  Hazard(IntFunction<Sketch> tree, UnaryOperator<byte[]> damage) {
    this.tree = tree;
    this.damage = damage;
  }

  /**
   * The EROFS image.
   *
   * @param number of names, files, inodes, directories or entries
   */
  public byte[] image(int number) {
    try {
      Image image = tree.apply(number).toImage();
      return damage.apply(Composefs.write(image, Format.EROFS, Limits.DEFAULT));
    } catch (RejectedException e) {
      throw new IllegalStateException("the tree of a hazard is not written", e);
    }
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
    return wide(number, i -> file("ab/" + name(i), 1L << 52));
  }

  private static Sketch diamonds(int number) {
    return chains(number, next -> directory().add("a", next).addLink("b", next));
  }

  /** Owners above 65535 make inodes extended, whose sizes have 64 bits. */
  private static Sketch lengths(int number) {
    return wide(number, i -> fileOf("x").owner(1 << 16, 0));
  }

  private static Sketch shared(int number) {
    return wide(number, i -> withXattrs(fifo()));
  }

  private static Sketch withXattrs(Sketch node) {
    for (int i = 0; i < XATTRS; i++) {
      node.xattr("user." + name(i), "v".repeat(250) + i);
    }
    return node;
  }

  private static Sketch blocks(int number) {
    return wide(number, i -> i == 0 ? width(NAMES_IN_BLOCK) : directory());
  }

  private static Sketch depth(int number) {
    return chains(number, next -> directory().add("d".repeat(40), next));
  }

  private static Sketch width(int number) {
    return wide(number, i -> fifo());
  }

  /** One directory of so many entries. */
  private static Sketch wide(int number, IntFunction<Sketch> entry) {
    Sketch root = directory();
    for (int i = 0; i < number; i++) {
      root.add(name(i), entry.apply(i));
    }
    return root;
  }

  /** So many directories, each above the next, in chains that are as deep as is allowed. */
  private static Sketch chains(int number, UnaryOperator<Sketch> above) {
    Sketch root = directory();
    for (int chain = 0; chain * MOST_LEVELS < number; chain++) {
      Sketch top = directory();
      int levels = Math.min(MOST_LEVELS, number - chain * MOST_LEVELS);
      for (int i = 1; i < levels; i++) {
        top = above.apply(top);
      }
      root.add(name(chain), top);
    }
    return root;
  }
}
