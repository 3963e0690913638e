package io.takecover.model;

/**
 * Where in the image the parts of a tree stand. Kept apart from the tree: two images can hold one
 * tree.
 */
public interface Origins {

  /** Of a tree that was never an image. */
  Origins NONE =
      new Origins() {
        @Override
        public long offset(Part part, int index) {
          return -1;
        }

        @Override
        public String path(Part part) {
          return "tree." + part.name().toLowerCase(java.util.Locale.ROOT);
        }
      };

  /**
   * Absolute byte offset of a part.
   *
   * @param index of the inode, entry or xattr in the tree
   */
  long offset(Part part, int index);

  /** The part in the format's own names. */
  String path(Part part);
}
