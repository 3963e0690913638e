package io.takecover.fuzz.gen;

import io.takecover.fuzz.gen.Place.Content;

/** Finds the bytes of a {@link Place} in one image, or says why they are not there. */
final class Locator {
  private final NativeMap map;

  Locator(byte[] image) {
    map = new NativeMap(image);
  }

  /** Where a place is, and what stands there. */
  Site find(Place place) throws EditException {
    return place instanceof Place.Cell number ? number(number) : run((Place.Run) place);
  }

  private Site number(Place.Cell place) throws EditException {
    long at = structure(place) + place.offset();
    return new Site(place, at, place.width(), map.get(place, at - place.offset()));
  }

  private long structure(Place.Cell place) throws EditException {
    return switch (place.layout().struct()) {
      case SB -> superblock(place);
      case INODE -> inode(place);
      case DIR -> directory(place);
      case DIRENT -> dirent(place);
      case XATTR -> xattrs(place);
      case XATTR_ENTRY -> xattrEntry(place);
    };
  }

  private Site run(Place.Run place) throws EditException {
    Content content = place.content();
    inode(place);
    int inode = place.inode();
    long at;
    long length;
    switch (content) {
      case NAME -> {
        dirent(place);
        at = map.name(map.directory(inode), place.entry());
        length = map.nameLength(map.directory(inode), place.entry());
      }
      case PAYLOAD -> {
        at = map.payload(inode);
        length = map.payloadLength(inode);
      }
      case DIGEST -> {
        at = map.digest(inode);
        length = map.digestLength(inode);
      }
      case KEY, VALUE -> {
        xattrEntry(place);
        at = key(inode, place.entry());
        length = map.keyLength(map.xattrs(inode), place.entry());
        if (content == Content.VALUE) {
          at += length;
          length = map.valueLength(map.xattrs(inode), place.entry());
        }
      }
      default -> throw new AssertionError(content);
    }
    if (at < 0 || !map.holds(at, length)) {
      throw new EditException(place + ": the inode has none inside the image");
    }
    return new Site(place, at, length, length);
  }

  private long superblock(Place place) throws EditException {
    if (!map.hasSuperblock()) {
      throw new EditException(place + ": the image has no room for a superblock");
    }
    return 0;
  }

  private long inode(Place place) throws EditException {
    index(place, "inode", place.inode(), map.hasSuperblock() ? map.inodeCount() : 0);
    return map.inode(place.inode());
  }

  private long directory(Place place) throws EditException {
    inode(place);
    long at = map.directory(place.inode());
    if (at < 0) {
      throw new EditException(
          place + ": inode " + place.inode() + " is no directory with entries inside the image");
    }
    return at;
  }

  private long dirent(Place place) throws EditException {
    long directory = directory(place);
    index(place, "entry", place.entry(), map.direntCount(directory));
    return map.dirent(directory, place.entry());
  }

  private long xattrs(Place place) throws EditException {
    inode(place);
    long at = map.xattrs(place.inode());
    if (at < 0) {
      throw new EditException(
          place + ": inode " + place.inode() + " has no xattrs inside the image");
    }
    return at;
  }

  private long xattrEntry(Place place) throws EditException {
    long xattrs = xattrs(place);
    index(place, "xattr", place.entry(), map.xattrCount(xattrs));
    return map.xattrEntry(xattrs, place.entry());
  }

  private long key(int inode, int entry) {
    long xattrs = map.xattrs(inode);
    long at = map.firstKey(xattrs);
    for (int i = 0; i < entry; i++) {
      at += map.keyLength(xattrs, i) + map.valueLength(xattrs, i);
    }
    return at;
  }

  private static void index(Place place, String what, int index, int count) throws EditException {
    if (index < 0 || index >= count) {
      String range = count == 0 ? "there is none" : "they are numbered 0 to " + (count - 1);
      throw new EditException(place + ": no " + what + " " + index + " in this image, " + range);
    }
  }
}
