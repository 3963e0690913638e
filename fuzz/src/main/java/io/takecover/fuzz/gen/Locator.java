package io.takecover.fuzz.gen;

import io.takecover.Format;

/** Finds the bytes of a {@link Place} in one image, or says why they are not there. */
final class Locator {
  private final ImageMap map;

  Locator(Format format, byte[] image) {
    map = ImageMap.of(format, image);
  }

  /** Where a place is, and what stands there. */
  Site find(Place place) throws EditException {
    Part part = map.find(place);
    if (!(place instanceof Place.Cell cell)) {
      return new Site(place, null, part.at(), part.length(), part.length());
    }
    return number(cell, part, member(cell, part.shape()));
  }

  /** The offset of the structure that has the label and indices of a place. */
  long structure(Place place) throws EditException {
    return map.find(place).at();
  }

  private Site number(Place.Cell cell, Part part, Shape.Member member) {
    long offset = part.at() + member.field().offset();
    long value = map.get(member.field(), part.at());
    return new Site(cell, member.field(), offset, member.field().width(), value);
  }

  private static Shape.Member member(Place.Cell cell, Shape shape) throws EditException {
    int words = 0;
    boolean isThere = false;
    for (Shape.Member member : shape.members()) {
      if (member.name().equals(cell.name())) {
        if (member.word() == cell.word()) {
          return member;
        }
        isThere = true;
        words = member.word() + 1;
      }
    }
    String has =
        words > 0
            ? "has words 0 to " + (words - 1) + " in this image"
            : isThere ? "is one number in this image" : "is not among the fields of this structure";
    throw new EditException(cell + ": " + cell.path() + " " + has);
  }
}
