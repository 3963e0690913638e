package io.takecover.store;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a number of images need of a store, each object once. */
public final class WantedObjects {
  private final Map<Path, WantedObject> byPath = new HashMap<>();
  private final List<WantedObject> all = new ArrayList<>();
  private final Path probe = new Path();

  /**
   * The bytes of a path. An image may choose paths of one hash, and so that map looks them up by
   * their order then.
   */
  private static final class Path implements Comparable<Path> {
    private ByteView bytes;
    private long at;
    private long length;
    private int hash;

    void set(ByteView newBytes, long newAt, long newLength) {
      bytes = newBytes;
      at = newAt;
      length = newLength;
      hash = bytes.hash(at, length);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Path path
          && path.length == length
          && bytes.matches(at, length, path.bytes, path.at);
    }

    @Override
    public int compareTo(Path other) {
      return bytes.compare(at, length, other.bytes, other.at, other.length);
    }
  }

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
    int[] objects = new int[image.inodeCount()];
    int count = 0;
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      boolean isExternal =
          image.type(inode) == FileType.REGULAR
              && image.size(inode) > 0
              && image.contentLength(inode) == 0;
      if (isExternal) {
        inodes[count] = inode;
        objects[count++] = wanted(image, inode).number();
      }
    }
    return new Files(Arrays.copyOf(inodes, count), Arrays.copyOf(objects, count));
  }

  private WantedObject wanted(Image image, int inode) {
    long length = image.payloadLength(inode);
    probe.set(image.bytes(), image.payloadAt(inode), length);
    WantedObject object = byPath.get(probe);
    if (object == null) {
      ByteView own = ByteView.of(image.bytes().copy(image.payloadAt(inode), length));
      Path path = new Path();
      path.set(own, 0, length);
      object = new WantedObject(all.size(), own, image, inode);
      byPath.put(path, object);
      all.add(object);
    } else {
      object.dispute(image, inode);
    }
    return object;
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
    List<WantedObject> sorted = new ArrayList<>(all.subList(known, all.size()));
    sorted.sort(Comparator.comparing(WantedObject::path));
    return sorted;
  }

  /** Those of which files state different things, in no particular order. */
  public List<WantedObject> disputed() {
    return all.stream().filter(WantedObject::isDisputed).toList();
  }
}
