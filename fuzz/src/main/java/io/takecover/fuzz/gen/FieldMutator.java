package io.takecover.fuzz.gen;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.Field;
import java.util.Arrays;
import java.util.stream.LongStream;

/** An image that is being edited. It changes the bytes that it is told to and no others. */
public final class FieldMutator {
  /** Bytes of a directory's entry, in both formats. */
  private static final int DIRENT_SIZE = Shape.EROFS_DIRENT.size();

  private final Format format;
  private byte[] image;

  /** Of the image as it is now; null where it was not needed since the last change. */
  private Locator locator;

  /**
   * @param image where to start from; it is copied. Its format stays, whatever becomes of its magic
   *     number
   */
  public FieldMutator(byte[] image) {
    format = Composefs.formatOf(image);
    become(image.clone());
  }

  /** The format of the image. */
  public Format format() {
    return format;
  }

  /** The image as it is now; it is not copied, so it changes with the next edit. */
  public byte[] image() {
    return image;
  }

  public long size() {
    return image.length;
  }

  /** A copy of bytes of the image as it is now. */
  Blob blob(long offset, long length) throws EditException {
    inside("bytes", offset, length);
    return Blob.of(copy(offset, Math.toIntExact(length)));
  }

  /** Where a place is in the image as it is now. */
  public Site find(Place place) throws EditException {
    return locator().find(place);
  }

  /** Sets the number at a site of this image, which must still be where it was. */
  public void set(Site site, long bits) throws EditException {
    Field field = site.field();
    if (field == null) {
      throw new EditException(site.place() + " is no number");
    }
    if (Long.compareUnsigned(bits, Numbers.max(field)) > 0) {
      throw new EditException(
          site.place()
              + ": 0x"
              + Long.toHexString(bits)
              + " does not fit into the "
              + field.width()
              + " bytes that it has in this image");
    }
    ByteSink number = ByteSink.keeping(field.width());
    number.put(field, bits);
    put(site.offset(), number.toByteArray());
  }

  public void overwrite(long offset, Blob bytes) throws EditException {
    put(offset, bytes.bytes());
  }

  public void swapDirents(int directory, int one, int other) throws EditException {
    long first = dirent(directory, one);
    long second = dirent(directory, other);
    byte[] before = copy(first, DIRENT_SIZE);
    put(first, copy(second, DIRENT_SIZE));
    put(second, before);
  }

  /** Repairs what the image derives from the rest of itself: see {@link Fixups}. */
  public void fix() {
    become(Fixups.of(format, image));
  }

  public void truncate(long size) throws EditException {
    if (size < 0 || size >= image.length) {
      throw new EditException("truncate=" + size + ": the image has " + image.length + " bytes");
    }
    become(Arrays.copyOf(image, Math.toIntExact(size)));
  }

  public void insert(long offset, Blob bytes) throws EditException {
    inside("insert", offset, 0);
    int at = Math.toIntExact(offset);
    byte[] more = bytes.bytes();
    byte[] longer = Arrays.copyOf(image, Math.addExact(image.length, more.length));
    System.arraycopy(image, at, longer, at + more.length, image.length - at);
    System.arraycopy(more, 0, longer, at, more.length);
    become(longer);
  }

  public void remove(long offset, long count) throws EditException {
    inside("remove", offset, count);
    int at = Math.toIntExact(offset);
    int end = Math.toIntExact(offset + count);
    byte[] shorter = Arrays.copyOf(image, image.length - (end - at));
    System.arraycopy(image, end, shorter, at, image.length - end);
    become(shorter);
  }

  /**
   * The values of a field that readers get wrong: the ends of its range, the neighbours of what
   * stands there, and the places where a narrower or a signed reading turns over. In rising order,
   * without {@code value} itself.
   *
   * @param value what stands in the field
   */
  public static long[] boundaries(Field field, long value) {
    long max = Numbers.max(field);
    long sign = Numbers.signBit(field);
    return LongStream.of(
            0, 1, value - 1, value + 1, sign - 1, sign, max - 1, max, 1L << 16, 1L << 31, 1L << 32)
        .filter(v -> v != value && Long.compareUnsigned(v, max) <= 0)
        .distinct()
        .map(v -> v ^ Long.MIN_VALUE)
        .sorted()
        .map(v -> v ^ Long.MIN_VALUE)
        .toArray();
  }

  private long dirent(int directory, int entry) throws EditException {
    return locator().structure(new Place.Cell("dirent", "", directory, entry, Shape.WHOLE));
  }

  private byte[] copy(long at, int length) {
    int from = Math.toIntExact(at);
    return Arrays.copyOfRange(image, from, from + length);
  }

  private void put(long offset, byte[] bytes) throws EditException {
    inside("bytes", offset, bytes.length);
    System.arraycopy(bytes, 0, image, Math.toIntExact(offset), bytes.length);
    locator = null;
  }

  private void inside(String edit, long offset, long count) throws EditException {
    if (offset < 0 || count < 0 || offset > image.length || count > image.length - offset) {
      throw new EditException(
          edit
              + "["
              + offset
              + "]: "
              + count
              + " bytes there are not inside the image's "
              + image.length);
    }
  }

  private void become(byte[] changed) {
    image = changed;
    locator = null;
  }

  private Locator locator() {
    if (locator == null) {
      locator = new Locator(format, image);
    }
    return locator;
  }
}
