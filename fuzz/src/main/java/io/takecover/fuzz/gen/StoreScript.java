package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.verity.FsVerity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small store and an image that needs it, and what is done to the store as bytes say: objects are
 * changed, cut, made longer, deleted, swapped, and replaced by links and folders; folders are
 * replaced by links. What is outside the store has the right content, so following a link is
 * noticed.
 */
public final class StoreScript {
  private static final int OBJECTS = 6;
  private static final int MOST_DEEDS = 8;
  private static final int LONGEST = 9000;

  private final ByteSource source;
  private final Path store;
  private final Path outside;
  private final List<String> paths = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();

  private StoreScript(ByteSource source, FileSystem system) throws IOException {
    this.source = source;
    store = Files.createDirectory(system.getPath("/store"));
    outside = Files.createDirectory(system.getPath("/outside"));
  }

  /** Makes a store in an empty file system, and does to it what the bytes say. */
  public static StoreScript run(ByteSource source, FileSystem system) throws IOException {
    StoreScript script = new StoreScript(source, system);
    script.make();
    for (int i = 0; i < MOST_DEEDS && !source.isSpent(); i++) {
      script.deed();
    }
    return script;
  }

  /** The store's folder. */
  public Path store() {
    return store;
  }

  private void make() throws IOException {
    for (int i = 0; i < OBJECTS; i++) {
      byte[] content = new byte[1 + source.below(LONGEST)];
      Arrays.fill(content, (byte) source.next());
      content[0] = (byte) i;
      String path = (i < OBJECTS / 2 ? "a/" : "b/c/") + i;
      for (Path root : List.of(store, outside)) {
        Files.createDirectories(root.resolve(path).getParent());
        Files.write(root.resolve(path), content);
      }
      paths.add(path);
      contents.add(content);
    }
  }

  private void deed() throws IOException {
    String path = paths.get(source.below(OBJECTS));
    Path object = store.resolve(path);
    switch (source.below(9)) {
      case 0 -> flip(object);
      case 1 -> resize(object, -1);
      case 2 -> resize(object, 1);
      case 3 -> delete(object);
      case 4 -> link(object, outside.resolve(path));
      case 5 -> folder(object);
      case 6 -> swap(object, store.resolve(paths.get(source.below(OBJECTS))));
      case 7 -> link(object.getParent(), outside.resolve(path).getParent());
      default -> restore(path, object);
    }
  }

  private void flip(Path object) throws IOException {
    if (isFile(object)) {
      byte[] content = Files.readAllBytes(object);
      if (content.length > 0) {
        content[source.below(content.length)] ^= (byte) (1 << source.below(8));
        Files.write(object, content);
      }
    }
  }

  private void resize(Path object, int by) throws IOException {
    if (isFile(object)) {
      byte[] content = Files.readAllBytes(object);
      Files.write(object, Arrays.copyOf(content, Math.max(0, content.length + by)));
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path inside : children(path)) {
        delete(inside);
      }
    }
    Files.deleteIfExists(path);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (var stream = Files.list(folder)) {
      return stream.toList();
    }
  }

  private void link(Path path, Path target) throws IOException {
    if (isInStore(path.getParent())) {
      delete(path);
      Files.createSymbolicLink(path, target);
    }
  }

  private void folder(Path path) throws IOException {
    if (isInStore(path.getParent())) {
      delete(path);
      Files.createDirectory(path);
    }
  }

  private void swap(Path one, Path other) throws IOException {
    if (isFile(one) && isFile(other) && !one.equals(other)) {
      byte[] content = Files.readAllBytes(one);
      Files.write(one, Files.readAllBytes(other));
      Files.write(other, content);
    }
  }

  private void restore(String path, Path object) throws IOException {
    if (isInStore(object.getParent())) {
      delete(object);
      Files.write(object, contents.get(paths.indexOf(path)));
    }
  }

  private boolean isFile(Path object) {
    return isInStore(object.getParent()) && Files.isRegularFile(object, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a folder is one of the store's own, with no link on the way. */
  private boolean isInStore(Path folder) {
    for (Path at = folder; !at.equals(store); at = at.getParent()) {
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  /** For each object, whether it is what the image states. */
  public Map<String, Boolean> expected() throws IOException {
    Map<String, Boolean> expected = new HashMap<>();
    for (int i = 0; i < OBJECTS; i++) {
      Path object = store.resolve(paths.get(i));
      boolean isRight =
          isFile(object) && Arrays.equals(Files.readAllBytes(object), contents.get(i));
      expected.put(paths.get(i), isRight);
    }
    return expected;
  }

  /** A root with one file an object. */
  public Image image() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] at = new int[OBJECTS];
    for (int i = 0; i < OBJECTS; i++) {
      at[i] = bytes.size();
      bytes.writeBytes(paths.get(i).getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(FsVerity.sha256(ByteView.of(contents.get(i))));
    }
    ImageBuilder builder = new ImageBuilder(ByteView.of(bytes.toByteArray()), 1 + OBJECTS);
    builder.set(builder.addInode(), Part.MODE, (long) FileType.DIRECTORY.number() << 12 | 0755);
    for (int i = 0; i < OBJECTS; i++) {
      int inode = builder.addInode();
      int length = paths.get(i).length();
      builder.set(inode, Part.MODE, (long) FileType.REGULAR.number() << 12 | 0644);
      builder.set(inode, Part.SIZE, contents.get(i).length);
      builder.setPayload(inode, at[i], length);
      builder.setDigest(inode, (long) at[i] + length);
    }
    return builder.build();
  }
}
