package io.takecover.store;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a number of images need of a store, each object once. */
public final class WantedObjects {
  /** Files that are looked up at a time. */
  private static final int TOGETHER = 64;

  /** How many places in front there are for an object. */
  private static final int SPARSITY = 4;

  private final Map<WantedObject, WantedObject> byPath = new HashMap<>();
  private final List<WantedObject> all = new ArrayList<>();
  private final WantedObject probe = new WantedObject();

  /** Some of them, by their hashes: most files of many images are found here. */
  private WantedObject[] front = new WantedObject[1024];

  private final int[] hashes = new int[TOGETHER];
  private final WantedObject[] guesses = new WantedObject[TOGETHER];

  /**
   * The external files of an image: regular files that are not empty, and whose content is not in
   * the image.
   */
  public static final class Files {
    private final int[] inodes;
    private final int[] objects;

    private Files(int[] inodes, int[] objects) {
      this.inodes = inodes;
      this.objects = objects;
    }

    /** How many there are. */
    public int count() {
      return inodes.length;
    }

    /** The inode of one of them. */
    public int inode(int file) {
      return inodes[file];
    }

    /** The number of the object behind it. */
    public int object(int file) {
      return objects[file];
    }
  }

  /** Adds what an image needs. */
  public Files add(Image image) {
    int[] inodes = new int[image.inodeCount()];
    int count = 0;
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      boolean isExternal =
          image.type(inode) == FileType.REGULAR
              && image.size(inode) > 0
              && image.contentLength(inode) == 0;
      if (isExternal) {
        inodes[count++] = inode;
      }
    }
    Files files = new Files(Arrays.copyOf(inodes, count), new int[count]);
    for (int from = 0; from < count; from += TOGETHER) {
      add(image, files, from, Math.min(count, from + TOGETHER));
    }
    return files;
  }

  /** In steps that each look at one object after the other, so memory is waited for once a step. */
  private void add(Image image, Files files, int from, int to) {
    for (int file = from; file < to; file++) {
      int inode = files.inode(file);
      int hash = image.bytes().hash(image.payloadAt(inode), image.payloadLength(inode));
      hashes[file - from] = hash;
      guesses[file - from] = front[hash & (front.length - 1)];
    }
    for (int i = 0; i < to - from; i++) {
      if (guesses[i] != null && guesses[i].hashCode() != hashes[i]) {
        guesses[i] = null;
      }
    }
    for (int file = from; file < to; file++) {
      WantedObject guess = guesses[file - from];
      int inode = files.inode(file);
      boolean isRight = guess != null && guess.isStatedBy(image, inode);
      files.objects[file] = (isRight ? guess : wanted(image, inode)).number();
    }
  }

  private WantedObject wanted(Image image, int inode) {
    probe.set(image.bytes(), image.payloadAt(inode), image.payloadLength(inode));
    WantedObject object = byPath.get(probe);
    if (object == null) {
      object = new WantedObject(all.size(), probe, image, inode);
      byPath.put(object, object);
      all.add(object);
      putInFront(object);
    } else {
      object.dispute(image, inode);
    }
    return object;
  }

  private void putInFront(WantedObject object) {
    if (all.size() * SPARSITY > front.length) {
      front = new WantedObject[2 * front.length];
      all.forEach(known -> front[known.hashCode() & (front.length - 1)] = known);
    }
    front[object.hashCode() & (front.length - 1)] = object;
  }

  /** Whether an object of this path, a byte a character, is needed. */
  public boolean contains(String path) {
    ByteView bytes = ByteView.of(path.getBytes(StandardCharsets.ISO_8859_1));
    probe.set(bytes, 0, bytes.size());
    return byPath.containsKey(probe);
  }

  /** How many objects there are. */
  public int count() {
    return all.size();
  }

  /**
   * Those that were added since there were {@code known}, ordered by path, so that those of one
   * directory follow each other.
   */
  public List<WantedObject> since(int known) {
    return all.subList(known, all.size()).stream().sorted().toList();
  }

  /** Those of which files state different things, in no particular order. */
  public List<WantedObject> disputed() {
    return all.stream().filter(WantedObject::isDisputed).toList();
  }
}
