package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.bytes.Field;
import io.takecover.fuzz.gen.Place.Content;

/** The map of an EROFS image. */
final class ErofsMap implements ImageMap {
  private static final String SHARED = "shared xattr";

  private final ErofsBytes image;
  private Parts parts;
  private ErofsWalk walk;

  ErofsMap(byte[] bytes) {
    image = new ErofsBytes(bytes);
  }

  @Override
  public long get(Field field, long at) {
    return image.get(field, at);
  }

  @Override
  public void list(Parts listed) {
    new ErofsWalk(image, listed);
  }

  @Override
  public Part find(Place place) throws EditException {
    String label = place.label();
    if (!Shape.has(Format.EROFS, label) && !Content.has(Format.EROFS, label)) {
      throw new EditException(place + ": an EROFS image has no " + label);
    }
    walkOnce();
    if (place.indices() == 0) {
      return superblock(place);
    }
    int inodes = walk.inodeCount();
    if (label.startsWith("shared_") && place.indices() == 1) {
      ImageMap.index(place, SHARED, place.inode(), walk.sharedCount());
      return among(place, walk.firstPart(inodes), parts.count());
    }
    ImageMap.index(place, "inode", place.inode(), inodes);
    return among(place, walk.firstPart(place.inode()), walk.firstPart(place.inode() + 1));
  }

  private Part superblock(Place place) throws EditException {
    for (int i = 0; i < Math.min(2, parts.count()); i++) {
      if (parts.get(i).label().equals(place.label())) {
        return parts.get(i);
      }
    }
    throw new EditException(place + ": the image has no room for it");
  }

  private Part among(Place place, int from, int to) throws EditException {
    int count = 0;
    for (int i = from; i < to; i++) {
      Part part = parts.get(i);
      if (part.label().equals(place.label())) {
        if (part.inode() == place.inode() && part.entry() == place.entry()) {
          return part;
        }
        count = Math.max(count, part.entry() + 1);
      }
    }
    if (place.indices() == 2 && count > 0) {
      ImageMap.index(place, place.label(), place.entry(), count);
    }
    throw new EditException(place + ": there is none inside the image");
  }

  private void walkOnce() {
    if (walk == null) {
      parts = new Parts(Math.toIntExact(image.size()));
      walk = new ErofsWalk(image, parts);
    }
  }
}
