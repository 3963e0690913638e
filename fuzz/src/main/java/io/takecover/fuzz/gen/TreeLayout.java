package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.Draft.Xattr;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers drafts breadth first, each where it is at home, and fills an image's tables with them.
 */
final class TreeLayout {
  private final List<Draft> inOrder = new ArrayList<>();
  private final ByteArrayOutputStream pool = new ByteArrayOutputStream();
  private final IdentityHashMap<List<Xattr>, Integer> sets = new IdentityHashMap<>();
  private final IdentityHashMap<byte[], Integer> places = new IdentityHashMap<>();

  private TreeLayout() {}

  static Image lay(Draft root) {
    TreeLayout layout = new TreeLayout();
    layout.number(root);
    layout.gather();
    return layout.build();
  }

  private void number(Draft root) {
    ArrayDeque<Draft> queue = new ArrayDeque<>(List.of(root));
    take(root);
    while (!queue.isEmpty()) {
      Draft directory = queue.remove();
      directory.children.forEach(
          (name, child) -> {
            if (child.isAtHome(directory, name)) {
              take(child);
              if (child.isDirectory()) {
                queue.add(child);
              }
            }
          });
    }
  }

  private void take(Draft draft) {
    draft.index = inOrder.size();
    inOrder.add(draft);
  }

  /** Puts every name and value into one array, as an image has them. */
  private void gather() {
    for (Draft draft : inOrder) {
      draft.children.keySet().forEach(this::put);
      put(draft.payload);
      put(draft.content);
      if (draft.digest != null) {
        put(draft.digest);
      }
      for (Xattr xattr : draft.xattrs) {
        put(xattr.key);
        put(xattr.value);
      }
    }
  }

  private void put(byte[] bytes) {
    places.computeIfAbsent(
        bytes,
        added -> {
          int at = pool.size();
          pool.writeBytes(added);
          return at;
        });
  }

  private Image build() {
    ImageBuilder builder = new ImageBuilder(ByteView.of(pool.toByteArray()), inOrder.size());
    for (Draft draft : inOrder) {
      inode(builder, builder.addInode(), draft);
    }
    int next = 1;
    for (Draft draft : inOrder) {
      if (draft.isDirectory()) {
        builder.beginEntries(draft.index);
        for (Map.Entry<byte[], Draft> child : draft.children.entrySet()) {
          byte[] name = child.getKey();
          int target = child.getValue().index;
          int entry = builder.addEntry(draft.index, places.get(name), name.length, target);
          // The first name at which the number is next is the primary one, whatever the draft says:
          // the images of
          // both are the same bytes.
          if (target == next) {
            builder.setPrimary(entry, true);
            next++;
          }
        }
      }
    }
    return builder.build();
  }

  private void inode(ImageBuilder builder, int inode, Draft draft) {
    builder.set(inode, Part.MODE, (long) draft.type.number() << 12 | draft.permissions);
    builder.set(inode, Part.NLINK, draft.nlink());
    builder.set(inode, Part.UID, draft.uid);
    builder.set(inode, Part.GID, draft.gid);
    builder.set(inode, Part.RDEV, draft.rdev);
    builder.set(inode, Part.SIZE, draft.size);
    builder.set(inode, Part.MTIME_SECONDS, draft.mtimeSeconds);
    builder.set(inode, Part.MTIME_NANOSECONDS, draft.mtimeNanoseconds);
    builder.set(inode, Part.CTIME_SECONDS, draft.ctimeSeconds);
    builder.set(inode, Part.CTIME_NANOSECONDS, draft.ctimeNanoseconds);
    if (draft.payload.length > 0) {
      builder.setPayload(inode, places.get(draft.payload), draft.payload.length);
    }
    if (draft.content.length > 0) {
      builder.setContent(inode, places.get(draft.content), draft.content.length);
    }
    if (draft.digest != null) {
      builder.setDigest(inode, places.get(draft.digest));
    }
    if (!draft.xattrs.isEmpty()) {
      builder.setXattrs(inode, sets.computeIfAbsent(draft.xattrs, set -> xattrs(builder, set)));
    }
  }

  private int xattrs(ImageBuilder builder, List<Xattr> set) {
    for (Xattr xattr : set) {
      int key = places.get(xattr.key);
      int value = places.get(xattr.value);
      builder.addXattr(key, xattr.key.length, value, xattr.value.length);
    }
    return builder.endXattrSet();
  }
}
