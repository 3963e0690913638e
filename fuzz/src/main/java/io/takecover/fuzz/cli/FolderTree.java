package io.takecover.fuzz.cli;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeVerifier;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of a folder: everything below it, breadth first, in the order of the names' bytes, so
 * that it does not depend on how the system lists a folder. No symlink is followed. What changes
 * meanwhile is refused: each file is looked at before and after it is read, and each folder again
 * at the end.
 */
final class FolderTree {
  /** Bytes of the largest file whose content an EROFS image holds itself. */
  static final int INLINE_MAX = 64;

  private static final int PAYLOAD_MAX = 4095;

  private final Path root;
  private final boolean digests;
  private final ObjectFolder objects;
  private final int inlineMax;
  private final ByteSink arena = ByteSink.keeping(1 << 16);
  private final ImageBuilder builder = new ImageBuilder(null, arena, 16);
  private final UserXattrs xattrs = new UserXattrs(arena, builder);
  private final Map<FileState.Key, Integer> linked = new HashMap<>();
  private final Deque<Folder> waiting = new ArrayDeque<>();
  private final List<Folder> done = new ArrayList<>();
  private final List<Integer> names = new ArrayList<>();
  private Image image;

  /** A folder whose entries are still to be read; its path from the root, with a slash behind. */
  private record Folder(Path path, FileState state, int inode, FileName prefix) {}

  private record Child(FileName name, Path path) {}

  /**
   * @param digests whether files have digests, and backing paths made of them
   * @param inlineMax bytes up to which the content of a file comes into the tree
   */
  FolderTree(Path root, boolean digests, int inlineMax) {
    this(root, digests, inlineMax, null);
  }

  /**
   * @param objects what contents are copied into, or null
   */
  FolderTree(Path root, boolean digests, int inlineMax, ObjectFolder objects) {
    this.objects = objects;
    this.root = root;
    this.digests = digests;
    this.inlineMax = inlineMax;
  }

  /** Reads the folder. */
  Image read() throws CommandException {
    FileState state = FileState.of(root);
    if (state.type() != FileType.DIRECTORY) {
      throw new CommandException(FileName.label(root) + ": this is no folder");
    }
    int inode = add(state);
    xattrs.read(root, state, inode);
    waiting.add(new Folder(root, state, inode, new FileName(new byte[0])));
    while (!waiting.isEmpty()) {
      Folder folder = waiting.remove();
      readFolder(folder);
      done.add(folder);
    }
    for (Folder folder : done) {
      folder.state().requireUnchanged(folder.path());
    }
    for (int i = 0; i < names.size(); i++) {
      if (builder.type(i) != FileType.DIRECTORY) {
        builder.set(i, Part.NLINK, names.get(i));
      }
    }
    image = builder.build();
    return image;
  }

  /** What a tree must satisfy and this one does not. */
  List<Violation> violations(Limits limits) {
    Findings findings = new Findings(Profile.STRICT, limits.findings());
    try {
      Budget budget = new Budget(limits, image.bytes().size() + 100L * image.inodeCount());
      TreeVerifier.verify(image, Origins.NONE, budget, findings);
    } catch (RejectedException e) {
      return List.of(e.violation());
    }
    return findings.violations();
  }

  private void readFolder(Folder folder) throws CommandException {
    builder.beginEntries(folder.inode());
    int subfolders = 0;
    for (Child child : children(folder.path())) {
      FileState state = FileState.of(child.path());
      long nameAt = append(child.name().bytes());
      int length = child.name().bytes().length;
      Integer known = state.mayBeLinked() ? linked.get(state.key()) : null;
      int inode = known == null ? add(state) : known;
      int entry = builder.addEntry(folder.inode(), nameAt, length, inode);
      builder.setPrimary(entry, known == null);
      names.set(inode, names.get(inode) + 1);
      if (known != null) {
        continue;
      }
      if (state.mayBeLinked()) {
        linked.put(state.key(), inode);
      }
      readInode(folder, child, state, inode);
      subfolders += state.type() == FileType.DIRECTORY ? 1 : 0;
    }
    builder.set(folder.inode(), Part.NLINK, 2L + subfolders);
  }

  private void readInode(Folder folder, Child child, FileState state, int inode)
      throws CommandException {
    byte[] path = concat(folder.prefix().bytes(), child.name().bytes());
    switch (state.type()) {
      case DIRECTORY -> {
        FileName prefix = new FileName(concat(path, new byte[] {'/'}));
        waiting.add(new Folder(child.path(), state, inode, prefix));
      }
      case REGULAR -> readFile(child.path(), path, state, inode);
      case SYMLINK -> {
        byte[] target = FileName.target(child.path(), state.size());
        builder.setPayload(inode, append(target), target.length);
        builder.set(inode, Part.SIZE, target.length);
      }
      default -> {}
    }
    xattrs.read(child.path(), state, inode);
    state.requireUnchanged(child.path());
  }

  private void readFile(Path file, byte[] path, FileState state, int inode)
      throws CommandException {
    builder.set(inode, Part.SIZE, state.size());
    if (state.size() == 0) {
      return;
    }
    if (state.size() <= inlineMax) {
      byte[] content = FileContent.all(file, state);
      builder.setContent(inode, append(content), content.length);
      return;
    }
    byte[] payload = path;
    if (digests) {
      byte[] digest = objects == null ? FileContent.digest(file, state) : objects.put(file, state);
      builder.setDigest(inode, append(digest));
      payload = FileName.ascii(ObjectFolder.path(digest));
    } else if (path.length > PAYLOAD_MAX) {
      throw new CommandException(
          FileName.label(file) + ": the path has more than " + PAYLOAD_MAX + " bytes");
    }
    builder.setPayload(inode, append(payload), payload.length);
  }

  private List<Child> children(Path folder) throws CommandException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        children.add(new Child(FileName.of(entry), entry));
      }
    } catch (DirectoryIteratorException e) {
      throw FileState.unreadable(folder, e.getCause());
    } catch (IOException e) {
      throw FileState.unreadable(folder, e);
    }
    Collections.sort(children, (one, other) -> one.name().compareTo(other.name()));
    return children;
  }

  private int add(FileState state) {
    int inode = builder.addInode();
    names.add(0);
    state.fill(builder, inode);
    return inode;
  }

  private long append(byte[] bytes) {
    long at = arena.position();
    arena.append(ByteView.of(bytes), 0, bytes.length);
    return at;
  }

  private static byte[] concat(byte[] one, byte[] other) {
    ByteSink both = ByteSink.keeping(one.length + other.length);
    both.append(ByteView.of(one), 0, one.length);
    both.append(ByteView.of(other), 0, other.length);
    return both.toByteArray();
  }
}
