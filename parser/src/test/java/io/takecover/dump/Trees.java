package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import java.nio.charset.StandardCharsets;

/** Makes small trees by hand; texts are ISO 8859-1, one character a byte. */
final class Trees {
  private final ImageBuilder builder;
  private final String pool;

  /**
   * @param pool every name, payload, digest and xattr of the tree, one after the other
   */
  Trees(String pool) {
    this.pool = pool;
    this.builder = new ImageBuilder(ByteView.of(pool.getBytes(StandardCharsets.ISO_8859_1)), 4);
  }

  int inode(int mode) {
    int inode = builder.addInode();
    builder.set(inode, Part.MODE, mode);
    builder.set(inode, Part.NLINK, 1);
    return inode;
  }

  Trees set(int inode, Part part, long value) {
    builder.set(inode, part, value);
    return this;
  }

  Trees payload(int inode, String text) {
    builder.setPayload(inode, at(text), text.length());
    return this;
  }

  Trees digest(int inode, String text) {
    builder.setDigest(inode, at(text));
    return this;
  }

  Trees begin(int directory) {
    builder.beginEntries(directory);
    return this;
  }

  Trees primary(int directory, String name, int target) {
    builder.setPrimary(builder.addEntry(directory, at(name), name.length(), target), true);
    return this;
  }

  Trees link(int directory, String name, int target) {
    builder.addEntry(directory, at(name), name.length(), target);
    return this;
  }

  Trees xattrs(int inode, String... keysAndValues) {
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = keysAndValues[i];
      String value = keysAndValues[i + 1];
      builder.addXattr(at(key), key.length(), at(value), value.length());
    }
    builder.setXattrs(inode, builder.endXattrSet());
    return this;
  }

  Image build() {
    return builder.build();
  }

  private int at(String text) {
    int at = pool.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException("not in the pool: " + text);
    }
    return at;
  }
}
