package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.bytes.Field;
import io.takecover.fuzz.gen.Place.Content;

/** The map of a native image. */
final class NativeMap implements ImageMap {
  private final NativeBytes image;

  NativeMap(byte[] bytes) {
    image = new NativeBytes(bytes);
  }

  @Override
  public long get(Field field, long at) {
    return image.get(field, at);
  }

  @Override
  public void list(Parts parts) {
    if (!image.hasSuperblock()) {
      return;
    }
    parts.add(Part.of(Shape.NATIVE_SB, 0, 0, 0));
    int inodes = image.inodeCount();
    for (int inode = 0; inode < inodes && !parts.isFull(); inode++) {
      parts.add(Part.of(Shape.NATIVE_INODE, inode, 0, image.inode(inode)));
      long directory = image.directory(inode);
      if (directory != NativeBytes.NONE) {
        listDirectory(parts, inode, directory);
      }
      long payload = image.payload(inode);
      if (payload != NativeBytes.NONE) {
        parts.add(Part.of(Content.PAYLOAD, inode, 0, payload, image.payloadLength(inode)));
      }
      long digest = image.digest(inode);
      if (digest != NativeBytes.NONE) {
        parts.add(Part.of(Content.DIGEST, inode, 0, digest, image.digestLength(inode)));
      }
      long xattrs = image.xattrs(inode);
      if (xattrs != NativeBytes.NONE) {
        listXattrs(parts, inode, xattrs);
      }
    }
  }

  private void listDirectory(Parts parts, int inode, long directory) {
    parts.add(Part.of(Shape.NATIVE_DIR, inode, 0, directory));
    int entries = image.direntCount(directory);
    for (int entry = 0; entry < entries && !parts.isFull(); entry++) {
      parts.add(Part.of(Shape.NATIVE_DIRENT, inode, entry, image.dirent(directory, entry)));
      long name = image.name(directory, entry);
      long length = image.nameLength(directory, entry);
      if (name != NativeBytes.NONE && length > 0) {
        parts.add(Part.of(Content.NAME, inode, entry, name, length));
      }
    }
  }

  private void listXattrs(Parts parts, int inode, long xattrs) {
    parts.add(Part.of(Shape.NATIVE_XATTR, inode, 0, xattrs));
    int entries = image.xattrCount(xattrs);
    long key = image.firstKey(xattrs);
    for (int entry = 0; entry < entries && !parts.isFull(); entry++) {
      parts.add(Part.of(Shape.NATIVE_XATTR_ENTRY, inode, entry, image.xattrEntry(xattrs, entry)));
      long keyLength = image.keyLength(xattrs, entry);
      long valueLength = image.valueLength(xattrs, entry);
      if (keyLength > 0 && image.holds(key, keyLength)) {
        parts.add(Part.of(Content.KEY, inode, entry, key, keyLength));
      }
      if (valueLength > 0 && image.holds(key + keyLength, valueLength)) {
        parts.add(Part.of(Content.VALUE, inode, entry, key + keyLength, valueLength));
      }
      key += keyLength + valueLength;
    }
  }

  @Override
  public Part find(Place place) throws EditException {
    return place instanceof Place.Run run ? run(run) : structure(place);
  }

  private Part structure(Place place) throws EditException {
    int inode = place.inode();
    int entry = place.entry();
    return switch (place.label()) {
      case "sb" -> Part.of(Shape.NATIVE_SB, 0, 0, superblock(place));
      case "inode" -> Part.of(Shape.NATIVE_INODE, inode, 0, inode(place));
      case "dir" -> Part.of(Shape.NATIVE_DIR, inode, 0, directory(place));
      case "dirent" -> Part.of(Shape.NATIVE_DIRENT, inode, entry, dirent(place));
      case "xattr" -> Part.of(Shape.NATIVE_XATTR, inode, 0, xattrs(place));
      case "xattr_entry" -> Part.of(Shape.NATIVE_XATTR_ENTRY, inode, entry, xattrEntry(place));
      default -> throw new EditException(place + ": a native image has no " + place.label());
    };
  }

  private Part run(Place.Run place) throws EditException {
    if (!Content.has(Format.NATIVE, place.label())) {
      throw new EditException(place + ": a native image has no " + place.label());
    }
    inode(place);
    int inode = place.inode();
    int entry = place.entry();
    long at = NativeBytes.NONE;
    long length = 0;
    switch (place.content()) {
      case NAME -> {
        dirent(place);
        at = image.name(image.directory(inode), entry);
        length = image.nameLength(image.directory(inode), entry);
      }
      case PAYLOAD -> {
        at = image.payload(inode);
        length = image.payloadLength(inode);
      }
      case DIGEST -> {
        at = image.digest(inode);
        length = image.digestLength(inode);
      }
      case KEY -> {
        xattrEntry(place);
        at = key(inode, entry);
        length = image.keyLength(image.xattrs(inode), entry);
      }
      case VALUE -> {
        xattrEntry(place);
        at = key(inode, entry) + image.keyLength(image.xattrs(inode), entry);
        length = image.valueLength(image.xattrs(inode), entry);
      }
      default -> throw new AssertionError(place.content());
    }
    if (at < 0 || !image.holds(at, length)) {
      throw new EditException(place + ": the inode has none inside the image");
    }
    return Part.of(place.content(), inode, entry, at, length);
  }

  private long superblock(Place place) throws EditException {
    if (!image.hasSuperblock()) {
      throw new EditException(place + ": the image has no room for a superblock");
    }
    return 0;
  }

  private long inode(Place place) throws EditException {
    int count = image.hasSuperblock() ? image.inodeCount() : 0;
    ImageMap.index(place, "inode", place.inode(), count);
    return image.inode(place.inode());
  }

  private long directory(Place place) throws EditException {
    inode(place);
    long at = image.directory(place.inode());
    if (at < 0) {
      throw new EditException(
          place + ": inode " + place.inode() + " is no directory with entries inside the image");
    }
    return at;
  }

  private long dirent(Place place) throws EditException {
    long directory = directory(place);
    ImageMap.index(place, "entry", place.entry(), image.direntCount(directory));
    return image.dirent(directory, place.entry());
  }

  private long xattrs(Place place) throws EditException {
    inode(place);
    long at = image.xattrs(place.inode());
    if (at < 0) {
      throw new EditException(
          place + ": inode " + place.inode() + " has no xattrs inside the image");
    }
    return at;
  }

  private long xattrEntry(Place place) throws EditException {
    long xattrs = xattrs(place);
    ImageMap.index(place, "xattr", place.entry(), image.xattrCount(xattrs));
    return image.xattrEntry(xattrs, place.entry());
  }

  private long key(int inode, int entry) {
    long xattrs = image.xattrs(inode);
    long at = image.firstKey(xattrs);
    for (int i = 0; i < entry; i++) {
      at += image.keyLength(xattrs, i) + image.valueLength(xattrs, i);
    }
    return at;
  }
}
