package io.takecover.store;

import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;

/**
 * An object that files of images refer to, and what they state of it. Two files that state
 * different things of one object cannot both be right, and the one that is wrong is not known: so
 * the first statement is kept, and that there is another.
 */
public final class WantedObject {
  private final String path;
  private final long size;
  private final ByteView digest;
  private final int number;
  private boolean disputed;

  /** What a file of an image states of an object of that path. */
  WantedObject(int number, ByteView path, Image image, int inode) {
    this.number = number;
    this.path = new String(path.copy(0, path.size()), StandardCharsets.ISO_8859_1);
    size = image.size(inode);
    digest =
        image.hasDigest(inode)
            ? ByteView.of(image.bytes().copy(image.digestAt(inode), image.digestLength(inode)))
            : null;
  }

  /** Its path in the store, a byte a character. */
  public String path() {
    return path;
  }

  /** Bytes that it must have. */
  public long size() {
    return size;
  }

  /** The digest that it must have, 32 bytes, or null where none is stated. */
  public ByteView digest() {
    return digest;
  }

  /** Whether files state different things of it. */
  boolean isDisputed() {
    return disputed;
  }

  /** Which one it is of all that are wanted, from 0. */
  public int number() {
    return number;
  }

  /** Holds what a file of an image states against what is known. */
  void dispute(Image image, int inode) {
    boolean same =
        digest == null
            ? !image.hasDigest(inode)
            : image.hasDigest(inode)
                && image.digestLength(inode) == digest.size()
                && digest.matches(0, digest.size(), image.bytes(), image.digestAt(inode));
    disputed |= image.size(inode) != size || !same;
  }

  boolean isDigest(ByteView other) {
    return other.size() == digest.size() && digest.matches(0, digest.size(), other, 0);
  }
}
