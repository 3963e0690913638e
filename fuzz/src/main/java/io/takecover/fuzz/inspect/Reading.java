package io.takecover.fuzz.inspect;

import io.takecover.bytes.ByteView;
import io.takecover.dump.Escape;
import io.takecover.fuzz.gen.Place;
import io.takecover.fuzz.gen.Site;
import io.takecover.model.FileType;
import java.util.Locale;

/** Bytes of an image as short texts, of which none drives a terminal. */
final class Reading {
  private static final int MOST_DIGITS = 16;
  private static final int MOST_TEXT = 64;
  private static final int PERMISSIONS = 07777;

  private final ByteView image;

  Reading(ByteView image) {
    this.image = image;
  }

  String value(Site site, long at, long length) {
    if (isNumber(site, length)) {
      return "0x" + Long.toHexString(site.value());
    }
    StringBuilder digits = new StringBuilder();
    Escape.appendDigits(digits, image, at, Math.min(length, MOST_DIGITS));
    return cut(digits, length > MOST_DIGITS);
  }

  String reading(Site site, long at, long length) {
    if (isNumber(site, length)) {
      return number(site);
    }
    StringBuilder text = new StringBuilder();
    if (site != null && site.field() == null && site.place().label().equals("digest")) {
      Escape.appendDigits(text, image, at, Math.min(length, MOST_TEXT));
    } else {
      Escape.append(text, image, at, Math.min(length, MOST_TEXT));
    }
    return cut(text, length > MOST_TEXT);
  }

  private static String cut(StringBuilder text, boolean isLong) {
    return isLong ? text.append("...").toString() : text.toString();
  }

  /** Whether the bytes are all of a number. */
  private static boolean isNumber(Site site, long length) {
    return site != null && site.field() != null && site.length() == length;
  }

  private static String number(Site site) {
    long value = site.value();
    boolean isMode = site.place() instanceof Place.Cell cell && cell.path().endsWith("_mode");
    if (isMode) {
      FileType type = FileType.ofMode(value);
      String name = type == null ? "no type" : type.name().toLowerCase(Locale.ROOT);
      return name.replace('_', ' ') + " 0" + Long.toOctalString(value & PERMISSIONS);
    }
    return site.field().isSigned() ? Long.toString(value) : Long.toUnsignedString(value);
  }
}
