package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.bytes.Field;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an edit changes: one number of one structure, or one run of bytes. Structures are addressed
 * through the tree, as people think of them: in native images {@code dir[3]} is the directory chunk
 * of inode 3, {@code dirent[3][0]} the first entry in it. A place is only an address: whether an
 * image has it, and where, is seen when it is looked for.
 *
 * <p>In EROFS images inodes have the numbers in which they are found, breadth first: the root is 0,
 * then follow those that its entries lead to, in the order in which the entries stand in its
 * blocks, then those of the first directory among them; "." and "..", where they do not lead
 * elsewhere, lead to what was found already. Both sizes of inodes are {@code inode}. Entry {@code
 * K} of a directory is counted over all its blocks. {@code shared_entry[K]} is the {@code K}-th, by
 * offset, of those shared xattrs that some inode refers to.
 */
public sealed interface Place {

  /** What stands before the indices. */
  String label();

  /** Index of the inode that the place belongs to, or of the shared xattr; 0 in the superblock. */
  int inode();

  /** Index of the entry, xattr or chunk; 0 where the place has none. */
  int entry();

  /** How many of the two indices the place's text has. */
  int indices();

  /**
   * A number.
   *
   * @param struct the label of the structure
   * @param name of the field in it
   * @param word which word of a reserved field that is wider than 32 bits; otherwise -1
   */
  record Cell(String struct, String name, int inode, int entry, int word) implements Place {

    /**
     * @param field the whole field
     * @param word which word of it where it has words, else of no meaning
     */
    public Cell(Field field, int inode, int entry, int word) {
      this(
          field.path().substring(0, field.path().indexOf('.')),
          field.path().substring(field.path().indexOf('.') + 1),
          inode,
          entry,
          Shape.hasWords(field) ? word : Shape.WHOLE);
    }

    @Override
    public String label() {
      return struct;
    }

    @Override
    public int indices() {
      return Shape.indices(struct);
    }

    /** Whether the number is two's complement. */
    public boolean isSigned() {
      return Shape.isSigned(struct, name);
    }

    /** The place without its indices. */
    public String path() {
      return struct + "." + name;
    }

    @Override
    public String toString() {
      String suffix = word == Shape.WHOLE ? "" : "[" + word + "]";
      return struct + indexText(this) + "." + name + suffix;
    }
  }

  /** A run of bytes that has no fields: it can be replaced by as many others. */
  record Run(Content content, int inode, int entry) implements Place {
    @Override
    public String label() {
      return content.label();
    }

    @Override
    public int indices() {
      return content.indices;
    }

    @Override
    public String toString() {
      return content.label() + indexText(this);
    }
  }

  /** What a run of bytes holds. */
  enum Content {
    NAME(2),
    /** Native: the backing path of a file, or a link's target. */
    PAYLOAD(1),
    /** An fs-verity digest; in EROFS images what stands behind {@code metacopy}. */
    DIGEST(1),
    KEY(2),
    VALUE(2),
    /** EROFS: a link's target. */
    TARGET(1),
    /** EROFS: content of a regular file that stands in the image. */
    CONTENT(1),
    /** EROFS: the rest of a target or content whose first blocks stand elsewhere. */
    TAIL(1),
    SHARED_KEY(1),
    SHARED_VALUE(1);

    private final int indices;

    Content(int indices) {
      this.indices = indices;
    }

    int indices() {
      return indices;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static boolean has(Format format, String label) {
      return Arrays.stream(values()).anyMatch(c -> c.isIn(format) && c.label().equals(label));
    }

    private boolean isIn(Format format) {
      return switch (this) {
        case NAME, DIGEST, KEY, VALUE -> true;
        case PAYLOAD -> format == Format.NATIVE;
        case TARGET, CONTENT, TAIL, SHARED_KEY, SHARED_VALUE -> format == Format.EROFS;
      };
    }
  }

  private static String indexText(Place place) {
    return switch (place.indices()) {
      case 0 -> "";
      case 1 -> "[" + place.inode() + "]";
      default -> "[" + place.inode() + "][" + place.entry() + "]";
    };
  }
}
