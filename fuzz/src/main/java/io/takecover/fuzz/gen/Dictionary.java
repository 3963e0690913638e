package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout;
import io.takecover.model.FileType;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeLayout.Struct;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words of both formats, and of texts, as a libFuzzer dictionary, made from their layouts: what
 * their fields hold and where they turn over, sizes of their structures, file types, the names that
 * matter to somebody.
 */
public final class Dictionary {
  private static final List<String> NAMES =
      List.of(
          ".",
          "..",
          "/",
          "a/b",
          "../",
          "user.",
          "trusted.",
          "security.",
          "system.",
          "user.x",
          "overlay.",
          "overlay.metacopy",
          "overlay.redirect",
          "overlay.opaque",
          "overlay.overlay.",
          "overlay.whiteout",
          "overlay.whiteouts");

  /** Of texts: what is escaped, and a line of each kind. */
  private static final List<String> TEXTS =
      List.of(
          "\\x2f",
          "\\x00",
          "\\x41",
          "\\n",
          "/d 0 40755 2 0 0 0 0.0 - - -\n",
          "/d/f 1 100644 1 0 0 0 0.0 - a -\n",
          "/s 1 120777 1 0 0 0 0.0 t - -\n",
          "/w 0 20644 2 0 0 0 0.0 - - -\n",
          "/v 0 @20644 2 0 0 0 0.0 /w - -\n",
          "/l 0 @100644 2 0 0 0 0.0 /f - -\n",
          "/k 0 @100644 2 0 0 0 0.0 /l - -\n");

  private static final int EIGHT = 8;
  private static final int FOUR = 4;
  private static final int TWO = 2;
  private static final byte DIGEST_AND_HEADER = 36;
  private static final int LARGEST_KEY_PREFIX = 6;
  private static final long FIRST_NID = ErofsLayout.FIRST_INODE_OFFSET / ErofsLayout.SLOT_SIZE;

  private final Map<String, String> words = new LinkedHashMap<>();

  private Dictionary() {}

  /** The dictionary, a line a word. */
  public static String text() {
    Dictionary dictionary = new Dictionary();
    dictionary.nativeConstants();
    dictionary.erofsConstants();
    Arrays.stream(NativeLayout.values()).forEach(dictionary::boundaries);
    Arrays.stream(ErofsLayout.values()).forEach(dictionary::boundaries);
    NAMES.forEach(name -> dictionary.add("name", name.getBytes(StandardCharsets.ISO_8859_1)));
    TEXTS.forEach(word -> dictionary.add("text", word.getBytes(StandardCharsets.ISO_8859_1)));
    StringBuilder text = new StringBuilder();
    dictionary.words.forEach(
        (word, name) -> text.append(name).append("=\"").append(word).append("\"\n"));
    return text.toString();
  }

  private void nativeConstants() {
    number("magic", NativeLayout.SB_MAGIC, NativeLayout.MAGIC);
    number("version", NativeLayout.SB_VERSION, NativeLayout.VERSION);
    for (Struct struct : Struct.values()) {
      add("size_of_" + struct.name().toLowerCase(Locale.ROOT), FOUR, struct.size());
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

  private void erofsConstants() {
    number("header_magic", ErofsLayout.HEADER_MAGIC, ErofsLayout.MAGIC);
    number("erofs_magic", ErofsLayout.SB_MAGIC, ErofsLayout.EROFS_MAGIC);
    number("features", ErofsLayout.SB_FEATURE_COMPAT, ErofsLayout.FEATURE_COMPAT);
    for (ErofsLayout.Struct struct : ErofsLayout.Struct.values()) {
      String name = "size_of_erofs_" + struct.name().toLowerCase(Locale.ROOT);
      add(name, TWO, struct.size());
      add(name, FOUR, struct.size());
    }
    number("first_nid", ErofsLayout.SB_ROOT_NID, FIRST_NID);
    number("first_nid", ErofsLayout.DIRENT_NID, FIRST_NID);
    add("block", TWO, ErofsLayout.BLOCK_SIZE);
    add("block", FOUR, ErofsLayout.BLOCK_SIZE);
    List<Integer> layouts =
        List.of(ErofsLayout.FLAT_PLAIN, ErofsLayout.FLAT_INLINE, ErofsLayout.CHUNK_BASED);
    for (int layout : layouts) {
      number("format", ErofsLayout.COMPACT_I_FORMAT, (long) layout << 1);
      long extended = (long) layout << 1 | ErofsLayout.FORMAT_EXTENDED;
      number("format", ErofsLayout.EXTENDED_I_FORMAT, extended);
    }
    for (FileType type : FileType.values()) {
      number("erofs_mode", ErofsLayout.COMPACT_I_MODE, (long) type.number() << 12 | 0644);
    }
    for (int key = 0; key <= LARGEST_KEY_PREFIX; key++) {
      number("key_prefix", ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, key);
    }
    number("filter_seed", ErofsLayout.XATTR_HEADER_H_NAME_FILTER, ErofsLayout.FILTER_SEED);
    byte[] metacopy = {0, DIGEST_AND_HEADER, 0, 1};
    add("metacopy", metacopy);
  }

  /** The ends of a field's range, and where narrower and signed readings turn over. */
  private void boundaries(Field field) {
    if (field.isReserved()) {
      return;
    }
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
