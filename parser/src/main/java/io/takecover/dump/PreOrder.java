package io.takecover.dump;

import io.takecover.model.Image;
import java.util.Arrays;

/**
 * Walks a tree in the order of composefs-dump(5): each directory before its entries, entries as the
 * image has them. The path of where the walk stands is kept, escaped, in one buffer; besides that,
 * a walk holds three numbers a level, so a deep tree costs no more memory than a wide one.
 *
 * <p>The image must have passed the verifier: in a tree with a loop the walk does not end.
 */
public final class PreOrder {
  private static final int NONE = -1;

  private final Image image;
  private final StringBuilder path;
  private int[] entryAt = new int[16];
  private int[] entryEnd = new int[16];
  private int[] pathEnd = new int[16];
  private int level = NONE;
  private boolean started;
  private int inode;
  private int entry;
  private int[] primaryOf;
  private int[] parentOf;

  private PreOrder(Image image, String path, int inode, int entry) {
    this.image = image;
    this.path = new StringBuilder(path);
    this.inode = inode;
    this.entry = entry;
  }

  /** A walk over the whole tree. */
  public static PreOrder of(Image image) {
    return new PreOrder(image, "", Image.ROOT, NONE);
  }

  /**
   * A walk over one entry and what is below it.
   *
   * @param path the escaped path of the entry itself
   */
  public static PreOrder below(Image image, String path, int entry) {
    return new PreOrder(image, path, image.target(entry), entry);
  }

  /** Goes on to the next place; the first call goes to the place where the walk starts. */
  public boolean next() {
    if (!started) {
      started = true;
    } else if (!advance()) {
      return false;
    }
    if (image.entryCount(inode) > 0 && !isLink()) {
      enter();
    }
    return true;
  }

  /** The escaped path; valid until the walk goes on. */
  public CharSequence path() {
    return path.isEmpty() ? "/" : path;
  }

  public int inode() {
    return inode;
  }

  /** Whether the inode is numbered under another name, to which this one is a hard link. */
  public boolean isLink() {
    return entry != NONE && !image.isPrimary(entry);
  }

  /** Appends the escaped path under which the inode is numbered. */
  public void appendPrimaryPath(StringBuilder out) {
    if (primaryOf == null) {
      indexPrimaries();
    }
    int depth = 0;
    int[] steps = new int[16];
    for (int at = inode; at != Image.ROOT; at = parentOf[at]) {
      if (depth == steps.length) {
        steps = Arrays.copyOf(steps, 2 * depth);
      }
      steps[depth++] = primaryOf[at];
    }
    while (depth > 0) {
      appendStep(out, image, steps[--depth]);
    }
  }

  private boolean advance() {
    while (level >= 0) {
      path.setLength(pathEnd[level]);
      if (entryAt[level] < entryEnd[level]) {
        entry = entryAt[level]++;
        inode = image.target(entry);
        appendStep(path, image, entry);
        return true;
      }
      level--;
    }
    return false;
  }

  private void enter() {
    level++;
    if (level == entryAt.length) {
      entryAt = Arrays.copyOf(entryAt, 2 * level);
      entryEnd = Arrays.copyOf(entryEnd, 2 * level);
      pathEnd = Arrays.copyOf(pathEnd, 2 * level);
    }
    entryAt[level] = image.firstEntry(inode);
    entryEnd[level] = image.firstEntry(inode) + image.entryCount(inode);
    pathEnd[level] = path.length();
  }

  /** Appends a slash and the escaped name of an entry. */
  public static void appendStep(StringBuilder out, Image image, int entry) {
    out.append('/');
    Escape.append(out, image.bytes(), image.nameAt(entry), image.nameLength(entry));
  }

  private void indexPrimaries() {
    primaryOf = new int[image.inodeCount()];
    parentOf = new int[image.inodeCount()];
    for (int directory = 0; directory < image.inodeCount(); directory++) {
      int end = image.firstEntry(directory) + image.entryCount(directory);
      for (int step = image.firstEntry(directory); step < end; step++) {
        if (image.isPrimary(step)) {
          primaryOf[image.target(step)] = step;
          parentOf[image.target(step)] = directory;
        }
      }
    }
  }
}
