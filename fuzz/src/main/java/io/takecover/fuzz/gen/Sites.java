package io.takecover.fuzz.gen;

import io.takecover.fuzz.gen.Place.Content;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeLayout.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All places of one image that an edit can change, in the order of inodes: the superblock's fields,
 * then each inode's own, those of its entries with their names, its payload, digest and xattrs. Any
 * bytes will do; what cannot be followed has no sites. A chunk that several inodes share has a site
 * for each of them, until there are as many structures as the image has bytes: an image cannot make
 * the list much larger than itself.
 */
public final class Sites {
  private static final Map<Struct, List<Place.Cell>> FIELDS = fields();

  private final NativeMap map;
  private final int limit;
  private final List<Place> shapes = new ArrayList<>();
  private int count;
  private int[] firstSite = new int[64];
  private long[] offset = new long[64];
  private int total;

  private Sites(byte[] image) {
    map = new NativeMap(image);
    limit = image.length;
  }

  /** The sites of an image, which must not change while they are used. */
  public static Sites of(byte[] image) {
    Sites sites = new Sites(image);
    if (sites.map.hasSuperblock()) {
      sites.walk();
    }
    return sites;
  }

  public int size() {
    return total;
  }

  /**
   * @param index from 0 to {@link #size()} - 1
   */
  public Site get(int index) {
    if (index < 0 || index >= total) {
      throw new IndexOutOfBoundsException(index + " of " + total);
    }
    int found = Arrays.binarySearch(firstSite, 0, count, index);
    int group = found < 0 ? -found - 2 : found;
    Place shape = shapes.get(group);
    if (shape instanceof Place.Run) {
      long length = lengthOf(shape);
      return new Site(shape, offset[group], length, length);
    }
    Place.Cell first = (Place.Cell) shape;
    Place.Cell field = FIELDS.get(first.layout().struct()).get(index - firstSite[group]);
    Place.Cell place = new Place.Cell(field.layout(), first.inode(), first.entry(), field.word());
    return new Site(
        place, offset[group] + place.offset(), place.width(), map.get(place, offset[group]));
  }

  private long lengthOf(Place shape) {
    int inode = shape.inode();
    return switch (((Place.Run) shape).content()) {
      case NAME -> map.nameLength(map.directory(inode), shape.entry());
      case PAYLOAD -> map.payloadLength(inode);
      case DIGEST -> map.digestLength(inode);
      case KEY -> map.keyLength(map.xattrs(inode), shape.entry());
      case VALUE -> map.valueLength(map.xattrs(inode), shape.entry());
    };
  }

  private void walk() {
    add(Struct.SB, 0, 0, 0);
    int inodes = map.inodeCount();
    for (int inode = 0; inode < inodes && count < limit; inode++) {
      add(Struct.INODE, inode, 0, map.inode(inode));
      long directory = map.directory(inode);
      if (directory != NativeMap.NONE) {
        addDirectory(inode, directory);
      }
      long payload = map.payload(inode);
      if (payload != NativeMap.NONE) {
        add(Content.PAYLOAD, inode, 0, payload);
      }
      long digest = map.digest(inode);
      if (digest != NativeMap.NONE) {
        add(Content.DIGEST, inode, 0, digest);
      }
      long xattrs = map.xattrs(inode);
      if (xattrs != NativeMap.NONE) {
        addXattrs(inode, xattrs);
      }
    }
  }

  private void addDirectory(int inode, long directory) {
    add(Struct.DIR, inode, 0, directory);
    int entries = map.direntCount(directory);
    for (int entry = 0; entry < entries && count < limit; entry++) {
      add(Struct.DIRENT, inode, entry, map.dirent(directory, entry));
      long name = map.name(directory, entry);
      if (name != NativeMap.NONE && map.nameLength(directory, entry) > 0) {
        add(Content.NAME, inode, entry, name);
      }
    }
  }

  private void addXattrs(int inode, long xattrs) {
    add(Struct.XATTR, inode, 0, xattrs);
    int entries = map.xattrCount(xattrs);
    long key = map.firstKey(xattrs);
    for (int entry = 0; entry < entries && count < limit; entry++) {
      add(Struct.XATTR_ENTRY, inode, entry, map.xattrEntry(xattrs, entry));
      long keyLength = map.keyLength(xattrs, entry);
      long valueLength = map.valueLength(xattrs, entry);
      if (keyLength > 0 && map.holds(key, keyLength)) {
        add(Content.KEY, inode, entry, key);
      }
      if (valueLength > 0 && map.holds(key + keyLength, valueLength)) {
        add(Content.VALUE, inode, entry, key + keyLength);
      }
      key += keyLength + valueLength;
    }
  }

  private void add(Struct struct, int inode, int entry, long at) {
    List<Place.Cell> fields = FIELDS.get(struct);
    add(new Place.Cell(fields.get(0).layout(), inode, entry, 0), at, fields.size());
  }

  private void add(Content content, int inode, int entry, long at) {
    add(new Place.Run(content, inode, entry), at, 1);
  }

  private void add(Place shape, long at, int sites) {
    if (count == firstSite.length) {
      firstSite = Arrays.copyOf(firstSite, 2 * count);
      offset = Arrays.copyOf(offset, 2 * count);
    }
    firstSite[count] = total;
    offset[count] = at;
    shapes.add(shape);
    count++;
    total = Math.addExact(total, sites);
  }

  private static Map<Struct, List<Place.Cell>> fields() {
    Map<Struct, List<Place.Cell>> all = new EnumMap<>(Struct.class);
    for (Struct struct : Struct.values()) {
      List<Place.Cell> fields = new ArrayList<>();
      for (NativeLayout layout : struct.fields()) {
        for (int word = 0; word < Math.max(1, Place.Cell.words(layout)); word++) {
          fields.add(new Place.Cell(layout, 0, 0, word));
        }
      }
      all.put(struct, List.copyOf(fields));
    }
    return Map.copyOf(all);
  }
}
