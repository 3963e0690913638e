package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.store.StoreRule;
import io.takecover.store.VerityPolicy;
import io.takecover.verity.FsVerity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

  /** Paths that are broken, or that lead out, or that lead to an object by a way of their own. */
  private static final List<String> STRAYS =
      List.of(
          "../outside/a/0",
          "a/../../outside/a/0",
          "a/../a/0",
          "a/./0",
          "./a/0",
          "a//0",
          "/a/0",
          "a/0/",
          "a/..",
          "..",
          "",
          "a/0\0",
          "a/\u00ff",
          "\u00ff/0",
          "none/0",
          "b/none");

  private static final List<Meanwhile> MEANWHILE = List.of(Meanwhile.values());

  private final ByteSource source;
  private final Path store;
  private final Path outside;
  private final List<String> paths = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();

  /** What files of the image state; at first, one file an object, and the truth. */
  private final List<Statement> statements = new ArrayList<>();

  private Meanwhile meanwhile;
  private String changed;

  /**
   * What a file of the image states of an object.
   *
   * @param path a byte a character
   * @param number of the content that it states the digest of, or -1 where it states none
   */
  private record Statement(String path, long size, int number) {}

  /** What becomes of an object between the look at it and the reading. */
  private enum Meanwhile {
    LONGER,
    SHORTER,
    REWRITTEN
  }

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
    // Few bytes, so that most of an input are deeds.
    int size = source.below(LONGEST);
    int fill = source.next();
    for (int i = 0; i < OBJECTS; i++) {
      byte[] content = new byte[1 + size * (2 * i + 1) % LONGEST];
      Arrays.fill(content, (byte) (fill + i));
      content[0] = (byte) i;
      String path = (i < OBJECTS / 2 ? "a/" : "b/c/") + i;
      for (Path root : List.of(store, outside)) {
        Files.createDirectories(root.resolve(path).getParent());
        Files.write(root.resolve(path), content);
      }
      paths.add(path);
      contents.add(content);
      statements.add(new Statement(path, content.length, i));
    }
  }

  private void deed() throws IOException {
    String path = paths.get(source.below(OBJECTS));
    Path object = store.resolve(path);
    switch (source.below(13)) {
      case 0 -> flip(object);
      case 1 -> resize(object, -1);
      case 2 -> resize(object, 1);
      case 3 -> delete(object);
      case 4 -> link(object, outside.resolve(path));
      case 5 -> folder(object);
      case 6 -> swap(object, store.resolve(paths.get(source.below(OBJECTS))));
      case 7 -> link(object.getParent(), outside.resolve(path).getParent());
      case 8 -> restore(path, object);
      case 9 -> stray();
      case 10 -> silence(source.below(OBJECTS));
      case 11 -> contradict(source.below(OBJECTS));
      default -> {
        changed = path;
        meanwhile = MEANWHILE.get(source.below(MEANWHILE.size()));
      }
    }
  }

  /** A file whose path is none of the store's, though something right may lie where it leads. */
  private void stray() {
    String path = STRAYS.get(source.below(STRAYS.size()));
    statements.removeIf(statement -> statement.path().equals(path));
    statements.add(new Statement(path, contents.get(0).length, 0));
  }

  /** A file that states no digest. */
  private void silence(int object) {
    Statement told = statements.get(object);
    statements.set(object, new Statement(told.path(), told.size(), -1));
  }

  /** One more file of an object that states something else of it, or just the same. */
  private void contradict(int object) {
    Statement told = statements.get(object);
    int number = source.below(3) == 0 ? source.below(OBJECTS) : told.number();
    statements.add(new Statement(told.path(), told.size() + source.below(2), number));
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

  /**
   * Does to the store what was to happen while an object is read, where something was.
   *
   * @param path of the object that is about to be read
   */
  public void whileRead(String path) {
    if (!path.equals(changed)) {
      return;
    }
    Path object = store.resolve(path);
    try {
      byte[] content = Files.readAllBytes(object);
      int size = content.length + (meanwhile == Meanwhile.LONGER ? 1 : 0);
      content = Arrays.copyOf(content, meanwhile == Meanwhile.SHORTER ? size - 1 : size);
      if (content.length > 0) {
        content[0] ^= (byte) 0xff;
      }
      Files.write(object, content);
      Files.setLastModifiedTime(object, FileTime.fromMillis(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an object changes while it is read: so a check is repeated only where none does. */
  public boolean isUnsteady() {
    return changed != null;
  }

  /** For each path that the image states, the rule that its object breaks, or none. */
  public Map<String, Optional<StoreRule>> expected(VerityPolicy policy) throws IOException {
    Map<String, Optional<StoreRule>> expected = new HashMap<>();
    for (Statement first : statements) {
      if (!expected.containsKey(first.path())) {
        boolean isDisputed =
            statements.stream()
                .anyMatch(other -> other.path().equals(first.path()) && !other.equals(first));
        StoreRule rule = isDisputed ? StoreRule.STATEMENTS : rule(first, policy);
        expected.put(first.path(), Optional.ofNullable(rule));
      }
    }
    return expected;
  }

  private StoreRule rule(Statement told, VerityPolicy policy) throws IOException {
    List<String> names = List.of(told.path().split("/", -1));
    StoreRule rule = ofNames(names.subList(0, names.size() - 1));
    Path at = store;
    for (String name : names.subList(0, names.size() - 1)) {
      if (rule == null) {
        at = at.resolve(name);
        rule = ofType(at, Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS));
      }
    }
    if (rule == null) {
      rule = ofNames(names);
    }
    if (rule == null && told.number() < 0 && policy == VerityPolicy.REQUIRE) {
      rule = StoreRule.NO_DIGEST;
    }
    if (rule != null) {
      return rule;
    }
    Path object = at.resolve(names.get(names.size() - 1));
    rule = ofType(object, Files.isRegularFile(object, LinkOption.NOFOLLOW_LINKS));
    return rule == null ? ofContent(told, policy, Files.readAllBytes(object)) : rule;
  }

  private StoreRule ofContent(Statement told, VerityPolicy policy, byte[] content) {
    if (content.length != told.size()) {
      return StoreRule.SIZE;
    } else if (told.number() < 0 || policy == VerityPolicy.OFF) {
      return null;
    } else if (told.path().equals(changed)) {
      return StoreRule.CHANGED;
    }
    return Arrays.equals(content, contents.get(told.number())) ? null : StoreRule.DIGEST;
  }

  private static StoreRule ofNames(List<String> names) {
    for (String name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf(0) >= 0) {
        return StoreRule.PATH;
      } else if (name.chars().anyMatch(c -> c > 0x7f)) {
        return StoreRule.UNREADABLE;
      }
    }
    return null;
  }

  private static StoreRule ofType(Path path, boolean holds) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return StoreRule.ABSENT;
    }
    return holds ? null : StoreRule.TYPE;
  }

  /** The files of the store that no file of the image states, links among them. */
  public Set<String> unreferenced() throws IOException {
    Set<String> files = new TreeSet<>();
    Deque<Path> folders = new ArrayDeque<>(List.of(store));
    while (!folders.isEmpty()) {
      for (Path path : children(folders.pop())) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          folders.push(path);
        } else {
          files.add(store.relativize(path).toString());
        }
      }
    }
    statements.forEach(statement -> files.remove(statement.path()));
    return files;
  }

  /** A root with one file a statement. */
  public Image image() {
    return image(statements, contents);
  }

  /** A root with one file, which states the truth of an object. */
  public static Image imageOf(String path, byte[] content) {
    return image(List.of(new Statement(path, content.length, 0)), List.of(content));
  }

  private static Image image(List<Statement> statements, List<byte[]> contents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] at = new int[statements.size()];
    for (int i = 0; i < statements.size(); i++) {
      Statement told = statements.get(i);
      at[i] = bytes.size();
      bytes.writeBytes(told.path().getBytes(StandardCharsets.ISO_8859_1));
      if (told.number() >= 0) {
        bytes.writeBytes(FsVerity.sha256(ByteView.of(contents.get(told.number()))));
      }
    }
    ImageBuilder builder = new ImageBuilder(ByteView.of(bytes.toByteArray()), 1 + at.length);
    builder.set(builder.addInode(), Part.MODE, (long) FileType.DIRECTORY.number() << 12 | 0755);
    for (int i = 0; i < at.length; i++) {
      Statement told = statements.get(i);
      int inode = builder.addInode();
      int length = told.path().length();
      builder.set(inode, Part.MODE, (long) FileType.REGULAR.number() << 12 | 0644);
      builder.set(inode, Part.SIZE, told.size());
      builder.setPayload(inode, at[i], length);
      if (told.number() >= 0) {
        builder.setDigest(inode, (long) at[i] + length);
      }
    }
    return builder.build();
  }
}
