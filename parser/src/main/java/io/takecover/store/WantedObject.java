package io.takecover.store;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;

/**
 * An object that files of images refer to, and what they state of it. Two files that state
 * different things of one object cannot both be right, and the one that is wrong is not known: so
 * the first statement is kept, and that there is another.
 *
 * <p>Objects are told apart by their paths, and ordered by them. An image may choose paths of one
 * hash; a map looks them up by their order then.
 */
public final class WantedObject implements Comparable<WantedObject> {
  private final int number;
  private final String path;
  private final long size;
  private final long digestLength;

  /** Of a known one its path and its digest, side by side, for both are looked at together. */
  private ByteView bytes;

  private long at;
  private long length;
  private int hash;
  private boolean disputed;

  /** A path that can be set, to look others up with. */
  WantedObject() {
    number = -1;
    path = "";
    size = 0;
    digestLength = 0;
  }

  /** What a file of an image states of an object of that path. */
  WantedObject(int number, WantedObject path, Image image, int inode) {
    this.number = number;
    size = image.size(inode);
    digestLength = image.hasDigest(inode) ? image.digestLength(inode) : 0;
    ByteSink own = ByteSink.keeping(path.length + digestLength);
    own.append(path.bytes, path.at, path.length);
    if (digestLength > 0) {
      own.append(image.bytes(), image.digestAt(inode), digestLength);
    }
    bytes = own.view();
    length = path.length;
    hash = path.hash;
    this.path = new String(bytes.copy(0, length), StandardCharsets.ISO_8859_1);
  }

  /** Sets the path of one to look others up with. */
  void set(ByteView pathBytes, long pathAt, long pathLength) {
    bytes = pathBytes;
    at = pathAt;
    length = pathLength;
    hash = bytes.hash(at, length);
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
    return hasDigest() ? bytes.slice(length, digestLength) : null;
  }

  /** Whether a digest is stated that it must have. */
  boolean hasDigest() {
    return digestLength > 0;
  }

  /** Whether the digest that it must have is {@code other}. */
  boolean isDigest(ByteView other) {
    return isDigest(other, 0, other.size());
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
    disputed |= !isSame(image, inode);
  }

  /** Whether a file of an image states all of this, the path as well. */
  boolean isStatedBy(Image image, int inode) {
    return image.payloadLength(inode) == length
        && bytes.matches(at, length, image.bytes(), image.payloadAt(inode))
        && isSame(image, inode);
  }

  private boolean isSame(Image image, int inode) {
    return image.size(inode) == size
        && (image.hasDigest(inode)
            ? isDigest(image.bytes(), image.digestAt(inode), image.digestLength(inode))
            : !hasDigest());
  }

  private boolean isDigest(ByteView other, long otherAt, long otherLength) {
    return otherLength == digestLength && bytes.matches(length, digestLength, other, otherAt);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WantedObject object
        && object.length == length
        && bytes.matches(at, length, object.bytes, object.at);
  }

  @Override
  public int compareTo(WantedObject other) {
    return bytes.compare(at, length, other.bytes, other.at, other.length);
  }
}
