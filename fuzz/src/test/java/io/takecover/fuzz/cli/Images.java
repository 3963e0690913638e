package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import java.nio.charset.StandardCharsets;

/** Small native images, made by our writer. */
final class Images {
  /** Offset of {@code inode.st_size} of inode 1. */
  static final int SIZE_OF_INODE_1 = 128 + 96 + 20;

  /** A name that would colour a terminal and forge a line of ours; bytes as ISO 8859-1. */
  static final String HOSTILE_NAME = "\u001b[31mred\nx.img: accept\u009b\u00ff\\";

  static final String HOSTILE_TARGET = "\u0007to\u001b]0;owned\u0007\r\n";

  private final StringBuilder pool = new StringBuilder();
  private final String text;
  private ImageBuilder builder;

  private Images(String text) {
    this.text = text;
  }

  /** A root and nothing else. */
  static byte[] empty() {
    return tree("");
  }

  /**
   * A tree of many kinds: {@code /bin -> usr/bin}, {@code /usr/bin/tool} with digest and xattrs,
   * {@code /usr/bin/tool2} as its second name, and a symlink with a hostile name and target.
   */
  static byte[] rich() {
    return tree("rich");
  }

  /** As {@link #rich}, with a {@code st_size} of the second inode that is no length of a target. */
  static byte[] noted() {
    byte[] image = rich();
    image[SIZE_OF_INODE_1] = 99;
    return image;
  }

  /** As {@link #rich}, with a wrong {@code st_nlink} of the root, a tree rule. */
  static byte[] wrongLinkCount() {
    byte[] image = rich();
    image[128 + 4] = 77;
    return image;
  }

  private static byte[] tree(String text) {
    try {
      return new Images(text).make();
    } catch (RejectedException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] make() throws RejectedException {
    String digest = "0123456789abcdef0123456789ABCDEF";
    for (String part :
        new String[] {
          HOSTILE_NAME,
          HOSTILE_TARGET,
          digest,
          "bin",
          "usr",
          "usr/bin",
          "tool",
          "tool2",
          "ab/cd",
          "user.k=",
          "a\u0000=b",
          "user.z"
        }) {
      pool.append(part).append('|');
    }
    byte[] bytes = pool.toString().getBytes(StandardCharsets.ISO_8859_1);
    builder = new ImageBuilder(ByteView.of(bytes), 8);
    int root = inode(0040755, text.isEmpty() ? 2 : 3, 0);
    if (!text.isEmpty()) {
      int hostile = inode(0120777, 1, HOSTILE_TARGET.length());
      int bin = inode(0120777, 1, 7);
      int usr = inode(0040755, 3, 0);
      int usrBin = inode(0040755, 2, 0);
      int tool = inode(0100755, 2, 5);
      payload(hostile, HOSTILE_TARGET);
      payload(bin, "usr/bin");
      payload(tool, "ab/cd");
      builder.setDigest(tool, at(digest));
      builder.addXattr(at("user.k="), 7, at("a\u0000=b"), 4);
      builder.addXattr(at("user.z"), 6, at("user.z"), 0);
      builder.setXattrs(tool, builder.endXattrSet());
      builder.beginEntries(root);
      entry(root, HOSTILE_NAME, hostile, true);
      entry(root, "bin", bin, true);
      entry(root, "usr", usr, true);
      builder.beginEntries(usr);
      entry(usr, "bin", usrBin, true);
      builder.beginEntries(usrBin);
      entry(usrBin, "tool", tool, true);
      entry(usrBin, "tool2", tool, false);
    }
    return Composefs.write(builder.build(), Format.NATIVE, Limits.DEFAULT);
  }

  private int inode(long mode, long nlink, long size) {
    int inode = builder.addInode();
    builder.set(inode, Part.MODE, mode);
    builder.set(inode, Part.NLINK, nlink);
    builder.set(inode, Part.SIZE, size);
    return inode;
  }

  private void payload(int inode, String target) {
    builder.setPayload(inode, at(target), target.length());
  }

  private void entry(int directory, String name, int inode, boolean primary) {
    int entry = builder.addEntry(directory, at(name), name.length(), inode);
    builder.setPrimary(entry, primary);
  }

  private int at(String part) {
    return pool.indexOf(part);
  }
}
