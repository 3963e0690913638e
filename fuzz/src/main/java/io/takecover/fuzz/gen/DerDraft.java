package io.takecover.fuzz.gen;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** An element of DER that can be changed: the lengths around it are made when it is written. */
final class DerDraft {
  private static final int SHORT_LENGTH = 0x80;
  private static final int ONE_BYTE = 0x81;
  private static final int TWO_BYTES = 0x82;

  private final List<DerDraft> parts = new ArrayList<>();
  private int tag;
  private byte[] content;

  DerDraft(int tag, byte[] content) {
    this.tag = tag;
    this.content = content;
  }

  static DerDraft of(DerNode node) {
    DerDraft draft =
        new DerDraft(node.tag(), node.parts().isEmpty() ? node.content() : new byte[0]);
    node.parts().forEach(part -> draft.parts.add(of(part)));
    return draft;
  }

  DerDraft copy() {
    DerDraft copy = new DerDraft(tag, content.clone());
    parts.forEach(part -> copy.parts.add(part.copy()));
    return copy;
  }

  List<DerDraft> parts() {
    return parts;
  }

  byte[] content() {
    return content;
  }

  void setContent(byte[] bytes) {
    content = bytes;
  }

  int tag() {
    return tag;
  }

  void setTag(int number) {
    tag = number & 0xff;
  }

  /** The first element in it, at any depth, that has bytes of its own. */
  DerDraft firstLeaf() {
    DerDraft at = this;
    while (!at.parts.isEmpty()) {
      at = at.parts.get(0);
    }
    return at;
  }

  /** This and all in it that holds others, front to back. */
  void addGroups(List<DerDraft> groups) {
    if (!parts.isEmpty()) {
      groups.add(this);
      parts.forEach(part -> part.addGroups(groups));
    }
  }

  byte[] toBytes() {
    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    inside.writeBytes(content);
    parts.forEach(part -> inside.writeBytes(part.toBytes()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = inside.size();
    if (length >= SHORT_LENGTH) {
      out.write(length < 1 << Byte.SIZE ? ONE_BYTE : TWO_BYTES);
      if (length >= 1 << Byte.SIZE) {
        out.write(length >> Byte.SIZE);
      }
    }
    out.write(length);
    out.writeBytes(inside.toByteArray());
    return out.toByteArray();
  }
}
