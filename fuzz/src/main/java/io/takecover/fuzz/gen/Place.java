package io.takecover.fuzz.gen;

import io.takecover.bytes.Field;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeLayout.Struct;
import java.util.Locale;

/**
 * What an edit changes: one number of one structure, or one run of bytes. Structures are addressed
 * through the tree, as people think of them: {@code dir[3]} is the directory chunk of inode 3,
 * {@code dirent[3][0]} the first entry in it.
 */
public sealed interface Place {

  /** Index of the inode that the place belongs to; 0 in the superblock. */
  int inode();

  /** Index of the entry or xattr; 0 where the place has none. */
  int entry();

  /** How many of the two indices the place's text has. */
  int indices();

  /**
   * A number.
   *
   * @param word which 32-bit word of a reserved field that is wider than that; otherwise 0
   */
  record Cell(NativeLayout layout, int inode, int entry, int word) implements Place, Field {

    /** Bytes of one word of a reserved field. */
    private static final int WORD = 4;

    /** How many words a field is addressed by; 0 when it is addressed as a whole. */
    static int words(NativeLayout layout) {
      return layout.isReserved() && layout.width() > WORD ? layout.width() / WORD : 0;
    }

    /** How many indices address a structure. */
    static int indices(Struct struct) {
      return switch (struct) {
        case SB -> 0;
        case INODE, DIR, XATTR -> 1;
        case DIRENT, XATTR_ENTRY -> 2;
      };
    }

    @Override
    public int indices() {
      return indices(layout.struct());
    }

    @Override
    public String path() {
      return layout.path();
    }

    @Override
    public int offset() {
      return layout.offset() + word * WORD;
    }

    @Override
    public int width() {
      return words(layout) > 0 ? WORD : layout.width();
    }

    @Override
    public boolean isSigned() {
      return layout.isSigned();
    }

    @Override
    public boolean isReserved() {
      return layout.isReserved();
    }

    @Override
    public String toString() {
      String path = layout.path();
      int dot = path.indexOf('.');
      String suffix = words(layout) > 0 ? "[" + word + "]" : "";
      return path.substring(0, dot) + indexText(this) + path.substring(dot) + suffix;
    }
  }

  /** A run of bytes that has no fields: it can be replaced by as many others. */
  record Run(Content content, int inode, int entry) implements Place {
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
    PAYLOAD(1),
    DIGEST(1),
    KEY(2),
    VALUE(2);

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
  }

  private static String indexText(Place place) {
    return switch (place.indices()) {
      case 0 -> "";
      case 1 -> "[" + place.inode() + "]";
      default -> "[" + place.inode() + "][" + place.entry() + "]";
    };
  }
}
