package io.takecover.fuzz.corpus;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.Blob;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a {@link Sketch} into the tables of an {@link Image}, its inodes numbered breadth first.
 */
final class SketchImage {
  private final List<Sketch> inodes = new ArrayList<>();
  private final IdentityHashMap<Sketch, Integer> numbers = new IdentityHashMap<>();
  private final ByteArrayOutputStream arena = new ByteArrayOutputStream();
  private final IdentityHashMap<byte[], Integer> placed = new IdentityHashMap<>();
  private ImageBuilder builder;

  SketchImage(Sketch root) {
    number(root);
    for (int i = 0; i < inodes.size(); i++) {
      for (Sketch.Entry entry : inodes.get(i).entries.values()) {
        if (entry.isPrimary()) {
          number(entry.node());
        }
      }
    }
    for (Sketch node : inodes) {
      place(node.payload);
      place(node.digest);
      place(node.content);
      node.entries.keySet().forEach(this::place);
      node.xattrs.forEach(
          (key, value) -> {
            place(key);
            place(value);
          });
    }
  }

  Image build() {
    builder = new ImageBuilder(ByteView.of(arena.toByteArray()), inodes.size());
    for (Sketch node : inodes) {
      addInode(node);
    }
    for (Sketch node : inodes) {
      if (node.type == FileType.DIRECTORY) {
        addEntries(node);
      }
    }
    addXattrs();
    return builder.build();
  }

  private void number(Sketch node) {
    if (numbers.put(node, inodes.size()) != null) {
      throw new IllegalArgumentException("a node has one primary name; further names are links");
    }
    inodes.add(node);
  }

  private void place(byte[] bytes) {
    placed.put(bytes, arena.size());
    arena.writeBytes(bytes);
  }

  private int at(byte[] bytes) {
    return placed.get(bytes);
  }

  private void addInode(Sketch node) {
    int inode = builder.addInode();
    builder.set(inode, Part.MODE, node.mode());
    builder.set(inode, Part.NLINK, node.nlink());
    builder.set(inode, Part.UID, node.uid);
    builder.set(inode, Part.GID, node.gid);
    builder.set(inode, Part.RDEV, node.rdev);
    builder.set(inode, Part.SIZE, node.size);
    builder.set(inode, Part.MTIME_SECONDS, node.mtimeSeconds);
    builder.set(inode, Part.MTIME_NANOSECONDS, node.mtimeNanoseconds);
    builder.set(inode, Part.CTIME_SECONDS, node.ctimeSeconds);
    builder.set(inode, Part.CTIME_NANOSECONDS, node.ctimeNanoseconds);
    if (node.payload.length > 0) {
      builder.setPayload(inode, at(node.payload), node.payload.length);
    }
    if (node.digest.length > 0) {
      builder.setDigest(inode, at(node.digest));
    }
    if (node.content.length > 0) {
      builder.setContent(inode, at(node.content), node.content.length);
    }
  }

  private void addEntries(Sketch directory) {
    int inode = numbers.get(directory);
    builder.beginEntries(inode);
    for (Map.Entry<byte[], Sketch.Entry> named : directory.inOrder()) {
      byte[] name = named.getKey();
      Integer target = numbers.get(named.getValue().node());
      if (target == null) {
        throw new IllegalArgumentException("a link's node has no primary name");
      }
      int entry = builder.addEntry(inode, at(name), name.length, target);
      builder.setPrimary(entry, named.getValue().isPrimary());
    }
  }

  private void addXattrs() {
    Map<Map<Blob, Blob>, Integer> sets = new HashMap<>();
    for (int inode = 0; inode < inodes.size(); inode++) {
      Sketch node = inodes.get(inode);
      if (node.xattrs.isEmpty()) {
        continue;
      }
      Map<Blob, Blob> content = new HashMap<>();
      node.xattrs.forEach((key, value) -> content.put(Blob.of(key), Blob.of(value)));
      Integer set = sets.get(content);
      if (set == null) {
        node.xattrs.forEach(
            (key, value) -> builder.addXattr(at(key), key.length, at(value), value.length));
        set = builder.endXattrSet();
        sets.put(content, set);
      }
      builder.setXattrs(inode, set);
    }
  }
}
