package io.takecover.fuzz.gen;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Field;
import java.util.Arrays;

/**
 * All places of one image that an edit can change, in the order of inodes: the superblock's fields,
 * then each inode's own, those of its entries with their names, and of whatever else belongs to it.
 * Any bytes will do; what cannot be followed has no sites. Bytes to which several inodes refer have
 * a site for each of them, until there are as many structures as the image has bytes: an image
 * cannot make the list much larger than itself.
 */
public final class Sites {
  private final ImageMap map;
  private final Parts parts;

  /** For each part the index of its first site; behind the last, how many there are. */
  private final int[] firstSite;

  private Sites(Format format, byte[] image) {
    map = ImageMap.of(format, image);
    parts = new Parts(image.length);
    map.list(parts);
    firstSite = new int[parts.count() + 1];
    for (int i = 0; i < parts.count(); i++) {
      Shape shape = parts.get(i).shape();
      firstSite[i + 1] = Math.addExact(firstSite[i], shape == null ? 1 : shape.members().size());
    }
  }

  /** The sites of an image, which must not change while they are used. */
  public static Sites of(byte[] image) {
    return of(Composefs.formatOf(image), image);
  }

  /** The sites of an image that is taken for one of a format, whatever its magic number is. */
  public static Sites of(Format format, byte[] image) {
    return new Sites(format, image);
  }

  public int size() {
    return firstSite[parts.count()];
  }

  /**
   * @param index from 0 to {@link #size()} - 1
   */
  public Site get(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index + " of " + size());
    }
    int found = Arrays.binarySearch(firstSite, index);
    int which = found < 0 ? -found - 2 : found;
    Part part = parts.get(which);
    boolean isRun = part.shape() == null;
    return site(part, isRun ? null : part.shape().members().get(index - firstSite[which]));
  }

  Parts parts() {
    return parts;
  }

  /**
   * The place of a part.
   *
   * @param member which field of it; null for a run
   */
  Site site(Part part, Shape.Member member) {
    if (member == null) {
      Place place = new Place.Run(part.content(), part.inode(), part.entry());
      return new Site(place, null, part.at(), part.length(), part.length());
    }
    Field field = member.field();
    Place place =
        new Place.Cell(part.label(), member.name(), part.inode(), part.entry(), member.word());
    long value = map.get(field, part.at());
    return new Site(place, field, part.at() + field.offset(), field.width(), value);
  }
}
