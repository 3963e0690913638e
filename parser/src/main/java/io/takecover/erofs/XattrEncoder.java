package io.takecover.erofs;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;

/** The bytes of an xattr, from what it is made of: see {@link XattrList}. */
final class XattrEncoder {
  private static final int SHA256 = 1;

  private final StoredTree tree;
  private final Image image;
  private final StoredKeys keys;
  private final XattrList list;
  private final OverlayMark[] marks = OverlayMark.values();
  private final ByteView escape;
  private final ByteView slash;
  private final ByteSink scratch = ByteSink.keeping(256);
  private final ErofsOutput scratchOut = ErofsOutput.keeping(scratch);

  XattrEncoder(StoredTree tree, StoredKeys keys, XattrList list) {
    this.tree = tree;
    this.image = tree.image();
    this.keys = keys;
    this.list = list;
    escape = OverlayMark.METACOPY.key().slice(KeyPrefix.TRUSTED.length(), StoredKeys.ESCAPE_LENGTH);
    slash = ByteView.of("/".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Bytes of an entry, with its padding. */
  long size(int kind, int source) {
    long bytes = ErofsLayout.Struct.XATTR_ENTRY.size();
    if (kind == XattrList.OF_TREE) {
      bytes += keys.suffixLength(source) + image.valueLength(source);
    } else {
      OverlayMark mark = marks[kind];
      bytes += mark.key().size() - mark.prefix().length() + list.valueLength(mark, source);
    }
    return roundUp(bytes, 4);
  }

  void write(int kind, int source, ErofsOutput out) {
    if (kind == XattrList.OF_TREE) {
      out.put(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, keys.suffixLength(source));
      out.put(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, keys.prefix(source).index());
      out.put(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, image.valueLength(source));
      putSuffix(source, out);
      out.put(
          ErofsSection.XATTR_VALUE,
          image.bytes(),
          image.valueAt(source),
          image.valueLength(source));
      pad(keys.suffixLength(source) + image.valueLength(source), out);
    } else {
      OverlayMark mark = marks[kind];
      long from = mark.prefix().length();
      long nameLength = mark.key().size() - from;
      long valueLength = list.valueLength(mark, source);
      out.put(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, nameLength);
      out.put(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, mark.prefix().index());
      out.put(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, valueLength);
      out.put(ErofsSection.XATTR_NAME, mark.key(), from, nameLength);
      putValue(mark, tree.id(source), out);
      pad(nameLength + valueLength, out);
    }
  }

  /** The bit that an xattr clears in its inode's filter. */
  int filterBit(int kind, int source) {
    if (kind != XattrList.OF_TREE) {
      return marks[kind].filterBit();
    }
    KeyPrefix prefix = keys.prefix(source);
    if (!keys.isEscaped(source)) {
      return NameHash.filterBit(
          image.copies(),
          image.keyAt(source) + prefix.length(),
          keys.suffixLength(source),
          prefix.index());
    }
    scratch.reset();
    putSuffix(source, scratchOut);
    ByteView suffix = scratch.view();
    return NameHash.filterBit(suffix, 0, suffix.size(), prefix.index());
  }

  static long roundUp(long bytes, int unit) {
    return (bytes + unit - 1) / unit * unit;
  }

  private void putSuffix(int xattr, ErofsOutput out) {
    if (keys.isEscaped(xattr)) {
      out.put(ErofsSection.XATTR_NAME, escape, 0, escape.size());
    }
    long from = keys.prefix(xattr).length();
    out.put(
        ErofsSection.XATTR_NAME,
        image.copies(),
        image.keyAt(xattr) + from,
        image.keyLength(xattr) - from);
  }

  private void putValue(OverlayMark mark, int inode, ErofsOutput out) {
    switch (mark) {
      case METACOPY -> {
        if (image.hasDigest(inode)) {
          long length = image.digestLength(inode);
          out.put(ErofsLayout.METACOPY_VERSION, 0);
          out.put(ErofsLayout.METACOPY_LEN, ErofsLayout.Struct.METACOPY.size() + length);
          out.put(ErofsLayout.METACOPY_FLAGS, 0);
          out.put(ErofsLayout.METACOPY_DIGEST_ALGO, SHA256);
          out.put(ErofsSection.XATTR_VALUE, image.bytes(), image.digestAt(inode), length);
        }
      }
      case REDIRECT -> {
        out.put(ErofsSection.XATTR_VALUE, slash, 0, 1);
        out.put(
            ErofsSection.XATTR_VALUE,
            image.bytes(),
            image.payloadAt(inode),
            image.payloadLength(inode));
      }
      default -> out.put(ErofsSection.XATTR_VALUE, mark.value(), 0, mark.value().size());
    }
  }

  private static void pad(long written, ErofsOutput out) {
    out.zero(ErofsSection.XATTR_PADDING, roundUp(written, 4) - written);
  }
}
