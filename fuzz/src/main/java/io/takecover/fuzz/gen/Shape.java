package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout;
import io.takecover.nativefmt.NativeLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of structure, with its fields as edits name them. A structure is addressed by its label
 * and as many indices as it has; a label that both formats have takes as many in both.
 */
enum Shape {
  NATIVE_SB(Format.NATIVE, "sb", 0, NativeLayout.Struct.SB.fields()),
  NATIVE_INODE(Format.NATIVE, "inode", 1, NativeLayout.Struct.INODE.fields()),
  NATIVE_DIR(Format.NATIVE, "dir", 1, NativeLayout.Struct.DIR.fields()),
  NATIVE_DIRENT(Format.NATIVE, "dirent", 2, NativeLayout.Struct.DIRENT.fields()),
  NATIVE_XATTR(Format.NATIVE, "xattr", 1, NativeLayout.Struct.XATTR.fields()),
  NATIVE_XATTR_ENTRY(Format.NATIVE, "xattr_entry", 2, NativeLayout.Struct.XATTR_ENTRY.fields()),
  EROFS_HEADER(Format.EROFS, "header", 0, ErofsLayout.Struct.HEADER.fields()),
  EROFS_SB(Format.EROFS, "sb", 0, ErofsLayout.Struct.SB.fields()),
  EROFS_COMPACT(Format.EROFS, "inode", 1, ErofsLayout.Struct.COMPACT.fields()),
  EROFS_EXTENDED(Format.EROFS, "inode", 1, ErofsLayout.Struct.EXTENDED.fields()),
  EROFS_XATTR_HEADER(Format.EROFS, "xattr_header", 1, ErofsLayout.Struct.XATTR_HEADER.fields()),
  EROFS_SHARED_ID(Format.EROFS, "shared_xattr", 2, ErofsLayout.Struct.SHARED_ID.fields()),
  EROFS_XATTR_ENTRY(Format.EROFS, "xattr_entry", 2, ErofsLayout.Struct.XATTR_ENTRY.fields()),
  EROFS_CHUNK(Format.EROFS, "chunk", 2, ErofsLayout.Struct.CHUNK.fields()),
  EROFS_DIRENT(Format.EROFS, "dirent", 2, ErofsLayout.Struct.DIRENT.fields()),
  EROFS_METACOPY(Format.EROFS, "metacopy", 1, ErofsLayout.Struct.METACOPY.fields()),
  EROFS_SHARED_ENTRY(Format.EROFS, "shared_entry", 1, ErofsLayout.Struct.XATTR_ENTRY.fields());

  /** The word of a field that is addressed as a whole. */
  static final int WHOLE = -1;

  private static final int WORD = 4;

  private final Format format;
  private final String label;
  private final int indices;
  private final int size;
  private final List<Member> members;

  Shape(Format format, String label, int indices, List<? extends Field> fields) {
    this.format = format;
    this.label = label;
    this.indices = indices;
    Field last = fields.get(fields.size() - 1);
    this.size = last.offset() + last.width();
    this.members = fields.stream().flatMap(field -> members(field).stream()).toList();
  }

  /**
   * A field of a structure, or a part of one that is too wide to be one number.
   *
   * @param field of the width that is read and written
   * @param name without the structure
   * @param word which part, or {@link #WHOLE}
   */
  record Member(Field field, String name, int word) {}

  /** A part of a reserved field. */
  private record Word(Field whole, int offset, int width) implements Field {
    @Override
    public String path() {
      return whole.path();
    }

    @Override
    public boolean isReserved() {
      return true;
    }
  }

  String label() {
    return label;
  }

  /** Bytes of the structure. */
  int size() {
    return size;
  }

  /** The fields in the order of their offsets; together they are the whole structure. */
  List<Member> members() {
    return members;
  }

  /** How many indices address a structure; 0 for a label that there is not. */
  static int indices(String label) {
    return Arrays.stream(values())
        .filter(shape -> shape.label.equals(label))
        .mapToInt(shape -> shape.indices)
        .findFirst()
        .orElse(0);
  }

  /** Whether the numbers in a field, in any format, are two's complement. */
  static boolean isSigned(String label, String name) {
    return named(label, name).stream().anyMatch(member -> member.field().isSigned());
  }

  /** All fields of that path, in whichever structures of whichever format. */
  static List<Member> named(String label, String name) {
    List<Member> named = new ArrayList<>();
    for (Shape shape : values()) {
      if (shape.label.equals(label)) {
        shape.members.stream().filter(m -> m.name().equals(name)).forEach(named::add);
      }
    }
    return named;
  }

  /** The paths of all fields of all formats. */
  static List<String> paths() {
    return Arrays.stream(values())
        .flatMap(shape -> shape.members.stream().map(shape::path))
        .distinct()
        .toList();
  }

  /** Whether a format has structures of that label. */
  static boolean has(Format format, String label) {
    return Arrays.stream(values()).anyMatch(s -> s.format == format && s.label.equals(label));
  }

  /** Whether a field is too wide to be one number: it is addressed by words. */
  static boolean hasWords(Field field) {
    return field.isReserved() && field.width() > WORD;
  }

  private String path(Member member) {
    return label + "." + member.name();
  }

  /** Words of 4 bytes; what is left of the field then, in words of 2 and of 1. */
  private static List<Member> members(Field field) {
    String name = field.path().substring(field.path().indexOf('.') + 1);
    if (!hasWords(field)) {
      return List.of(new Member(field, name, WHOLE));
    }
    List<Member> words = new ArrayList<>();
    for (int from = 0; from < field.width(); ) {
      int width = Math.min(WORD, Integer.highestOneBit(field.width() - from));
      words.add(new Member(new Word(field, field.offset() + from, width), name, words.size()));
      from += width;
    }
    return words;
  }
}
