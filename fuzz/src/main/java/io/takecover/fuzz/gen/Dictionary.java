package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.Field;
import io.takecover.model.FileType;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeLayout.Struct;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of the native format as a libFuzzer dictionary, made from the layout: what its fields
 * hold and where they turn over, sizes of its structures, file types, the names that matter to
 * somebody.
 */
public final class Dictionary {
  private static final List<String> NAMES =
      List.of(".", "..", "/", "a/b", "../", "user.", "trusted.", "security.", "system.", "user.x");
  private static final int EIGHT = 8;
  private static final int FOUR = 4;
  private static final int TWO = 2;

  private final Map<String, String> words = new LinkedHashMap<>();

  private Dictionary() {}

  /** The dictionary, a line a word. */
  public static String text() {
    Dictionary dictionary = new Dictionary();
    dictionary.constants();
    dictionary.boundaries();
    NAMES.forEach(name -> dictionary.add("name", name.getBytes(StandardCharsets.ISO_8859_1)));
    StringBuilder text = new StringBuilder();
    dictionary.words.forEach(
        (word, name) -> text.append(name).append("=\"").append(word).append("\"\n"));
    return text.toString();
  }

  private void constants() {
    number("magic", NativeLayout.SB_MAGIC, NativeLayout.MAGIC);
    number("version", NativeLayout.SB_VERSION, NativeLayout.VERSION);
    for (Struct struct : Struct.values()) {
      add("size_of_" + struct.name().toLowerCase(java.util.Locale.ROOT), FOUR, struct.size());
    }
    for (int inodes = 1; inodes <= EIGHT; inodes++) {
      long vdata = Struct.SB.size() + (long) inodes * Struct.INODE.size();
      number("vdata_of_" + inodes, NativeLayout.SB_VDATA_OFFSET, vdata);
    }
    for (FileType type : FileType.values()) {
      number("type", NativeLayout.DIRENT_D_TYPE, type.number());
      number("mode", NativeLayout.INODE_ST_MODE, (long) type.number() << 12 | 0644);
    }
    add("digest_size", FOUR, NativeLayout.DIGEST_SIZE);
  }

  /**
   * For each width that a field has: the ends of the range, and where narrower and signed readings
   * turn over.
   */
  private void boundaries() {
    for (NativeLayout field : NativeLayout.values()) {
      if (!field.isReserved()) {
        int bits = field.width() * Byte.SIZE;
        for (int bit = Byte.SIZE - 1; bit < bits; bit += Byte.SIZE / TWO) {
          long power = 1L << bit;
          number("edge", field, power - 1);
          number("edge", field, power);
        }
        number("zero", field, 0);
        number("one", field, 1);
        number("all", field, -1);
        number("all_but_one", field, -2);
      }
    }
  }

  private void number(String name, Field field, long value) {
    add(name, field.width(), value);
  }

  private void add(String name, int width, long value) {
    add(name, littleEndian(width, value));
  }

  /** A word that is there already keeps its first name. */
  private void add(String name, byte[] word) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : word) {
      escaped.append("\\x%02x".formatted(b & 0xff));
    }
    words.putIfAbsent(escaped.toString(), name);
  }

  private static byte[] littleEndian(int width, long value) {
    ByteSink sink = ByteSink.keeping(width);
    sink.put(new Word(width), value);
    return sink.toByteArray();
  }

  /** A number that stands alone. */
  private record Word(int width) implements Field {
    @Override
    public String path() {
      return "word";
    }

    @Override
    public int offset() {
      return 0;
    }
  }
}
