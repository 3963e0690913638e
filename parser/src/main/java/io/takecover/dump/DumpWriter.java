package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;

/**
 * Writes a tree as composefs-dump(5) text: one line an entry, of path, size, mode, nlink, uid, gid,
 * rdev, mtime, payload, content, digest and xattrs. A hard link is {@code @mode} with the path of
 * its primary as payload, and otherwise the fields of the inode (D-077).
 *
 * <p>The image must have passed the verifier. Lines go out as they are made, in pieces of a few
 * KiB: each line repeats the path, so the text of a deep tree is long (D-101), but it is never
 * held.
 */
public final class DumpWriter {
  private static final int PIECE = 8192;

  private final Image image;
  private final ByteView bytes;
  private final Appendable out;
  private final long most;
  private final StringBuilder line = new StringBuilder(2 * PIECE);
  private long written;

  private DumpWriter(Image image, Appendable out, long most) {
    this.image = image;
    this.bytes = image.bytes();
    this.out = out;
    this.most = most;
  }

  /**
   * Writes the whole tree.
   *
   * @throws RejectedException when the text gets longer than {@link Limits#expandedBytes()}
   * @throws IOException from {@code out}
   */
  public static void write(Image image, Appendable out, Limits limits)
      throws IOException, RejectedException {
    write(image, PreOrder.of(image), out, limits);
  }

  /** Writes the places that {@code walk} visits; otherwise as the other one. */
  public static void write(Image image, PreOrder walk, Appendable out, Limits limits)
      throws IOException, RejectedException {
    DumpWriter writer = new DumpWriter(image, out, limits.expandedBytes());
    while (walk.next()) {
      writer.line(walk);
      if (writer.line.length() >= PIECE) {
        writer.flush();
      }
    }
    writer.flush();
  }

  private void line(PreOrder walk) throws RejectedException {
    int inode = walk.inode();
    line.append(walk.path()).append(' ');
    appendUnsigned(image.size(inode));
    line.append(' ');
    if (walk.isLink()) {
      line.append('@');
    }
    appendOctal(image.mode(inode));
    line.append(' ').append(image.nlink(inode));
    line.append(' ').append(image.uid(inode));
    line.append(' ').append(image.gid(inode));
    line.append(' ').append(image.rdev(inode));
    line.append(' ').append(image.mtimeSeconds(inode));
    line.append('.').append(image.mtimeNanoseconds(inode)).append(' ');
    if (walk.isLink()) {
      walk.appendPrimaryPath(line);
    } else {
      Escape.appendOptional(line, bytes, image.payloadAt(inode), image.payloadLength(inode));
    }
    line.append(' ');
    Escape.appendOptional(line, image.copies(), image.contentAt(inode), image.contentLength(inode));
    line.append(' ');
    if (image.hasDigest(inode)) {
      Escape.appendDigits(line, bytes, image.digestAt(inode), image.digestLength(inode));
    } else {
      line.append('-');
    }
    xattrs(inode);
    line.append('\n');
    if (written + line.length() > most) {
      throw new RejectedException(
          new Violation(LimitRule.DUMP_SIZE, Violation.NOWHERE, "dump", written + line.length()));
    }
  }

  private void xattrs(int inode) {
    int end = image.firstXattr(inode) + image.xattrCount(inode);
    for (int xattr = image.firstXattr(inode); xattr < end; xattr++) {
      line.append(' ');
      Escape.appendXattr(line, image.copies(), image.keyAt(xattr), image.keyLength(xattr));
      line.append('=');
      Escape.appendXattr(line, bytes, image.valueAt(xattr), image.valueLength(xattr));
    }
  }

  private void appendUnsigned(long value) {
    if (value >= 0) {
      line.append(value);
    } else {
      line.append(Long.toUnsignedString(value));
    }
  }

  private void appendOctal(int value) {
    int shift = 3 * 10;
    while (shift > 0 && value >>> shift == 0) {
      shift -= 3;
    }
    for (; shift >= 0; shift -= 3) {
      line.append(Character.forDigit(value >>> shift & 7, 8));
    }
  }

  private void flush() throws IOException {
    out.append(line);
    written += line.length();
    line.setLength(0);
  }
}
