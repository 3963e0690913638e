package io.takecover.fuzz.gen;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One named change of an image, with a textual form: {@code inode[3].st_mode=0x81a4}, {@code
 * name[0][2]=a/b}, {@code truncate=223}. {@link Object#toString} gives the form that {@link #parse}
 * reads.
 *
 * <p>An edit changes what it names and nothing else: no count, offset or length follows, unless
 * {@code fix} is the next. Several edits are applied in the order given, each to what the one
 * before it left.
 */
public sealed interface Edit {

  /** Changes the image that the mutator holds. */
  void applyTo(FieldMutator mutator) throws EditException;

  /**
   * What stands, in the image that the mutator holds, where the edit will put something else; in
   * the form in which an edit would set it. Empty where nothing is replaced.
   */
  default String replaced(FieldMutator mutator) throws EditException {
    return "";
  }

  /** Reads the textual form. */
  static Edit parse(String text) throws EditException {
    return EditParser.parse(text);
  }

  /** The image after all edits; the array given is left as it is. */
  static byte[] apply(byte[] image, List<Edit> edits) throws EditException {
    FieldMutator mutator = new FieldMutator(image);
    for (Edit edit : edits) {
      edit.applyTo(mutator);
    }
    return mutator.image();
  }

  /** The textual forms, parted by blanks; no textual form contains one. */
  static String join(List<Edit> edits) {
    return edits.stream().map(Edit::toString).collect(Collectors.joining(" "));
  }

  /**
   * Another number in a field.
   *
   * @param bits the number, as unsigned bits of the field's width; all signed fields have 64
   */
  record SetNumber(Place.Cell place, long bits) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      mutator.set(mutator.find(place), bits);
    }

    @Override
    public String replaced(FieldMutator mutator) throws EditException {
      long value = mutator.find(place).value();
      return place.isSigned() ? Long.toString(value) : Numbers.format(value);
    }

    @Override
    public String toString() {
      String number = place.isSigned() ? Long.toString(bits) : Numbers.format(bits);
      return place + "=" + number;
    }
  }

  /** As many other bytes in a name, path, target, digest, key or value. */
  record SetRun(Place.Run place, Blob bytes) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      Site site = mutator.find(place);
      if (site.length() != bytes.size()) {
        throw new EditException(
            place
                + " has "
                + site.length()
                + " bytes, and is replaced by as many, not by "
                + bytes.size());
      }
      mutator.overwrite(site.offset(), bytes);
    }

    @Override
    public String replaced(FieldMutator mutator) throws EditException {
      Site site = mutator.find(place);
      String text = new SetRun(place, mutator.blob(site.offset(), site.length())).toString();
      return text.substring(place.toString().length() + 1);
    }

    @Override
    public String toString() {
      boolean isHex = place.content() == Place.Content.DIGEST;
      return place + "=" + (isHex ? bytes.toHex() : bytes.toText());
    }
  }

  /** Two entries of a directory change places; their names stay where they are. */
  record SwapDirents(int directory, int one, int other) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      mutator.swapDirents(directory, one, other);
    }

    @Override
    public String toString() {
      return "swap-dirents[" + directory + "][" + one + "," + other + "]";
    }
  }

  /** The first {@code size} bytes only. */
  record Truncate(long size) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      mutator.truncate(size);
    }

    @Override
    public String replaced(FieldMutator mutator) {
      return mutator.size() + " bytes";
    }

    @Override
    public String toString() {
      return "truncate=" + size;
    }
  }

  /** What the image derives from the rest of itself is made right again: see {@link Fixups}. */
  record Fix() implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) {
      mutator.fix();
    }

    @Override
    public String toString() {
      return EditParser.FIX;
    }
  }

  /** Bytes behind the last. */
  record Append(Blob bytes) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      mutator.insert(mutator.size(), bytes);
    }

    @Override
    public String toString() {
      return "append=" + bytes.toHex();
    }
  }

  /** Other bytes at an absolute offset. */
  record Overwrite(long offset, Blob bytes) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      mutator.overwrite(offset, bytes);
    }

    @Override
    public String replaced(FieldMutator mutator) throws EditException {
      return mutator.blob(offset, bytes.size()).toHex();
    }

    @Override
    public String toString() {
      return "bytes[" + offset + "]=" + bytes.toHex();
    }
  }

  /** More bytes at an absolute offset; what stood there comes behind them. */
  record Insert(long offset, Blob bytes) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      mutator.insert(offset, bytes);
    }

    @Override
    public String toString() {
      return "insert[" + offset + "]=" + bytes.toHex();
    }
  }

  /** {@code count} bytes less at an absolute offset. */
  record Remove(long offset, long count) implements Edit {
    @Override
    public void applyTo(FieldMutator mutator) throws EditException {
      mutator.remove(offset, count);
    }

    @Override
    public String toString() {
      return "remove[" + offset + "]=" + count;
    }
  }
}
