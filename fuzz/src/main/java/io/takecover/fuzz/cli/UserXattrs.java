package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.ImageBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The extended attributes that Java can read: those named user.*, which only regular files and
 * folders have.
 */
final class UserXattrs {
  private static final String NAMESPACE = "user.";

  private final ByteSink arena;
  private final ImageBuilder builder;

  /** Of each device met, whether its file system has such attributes. */
  private final Map<Long, Boolean> supported = new HashMap<>();

  UserXattrs(ByteSink arena, ImageBuilder builder) {
    this.arena = arena;
    this.builder = builder;
  }

  /** Gives the inode the file's attributes. */
  void read(Path file, FileState state, int inode) throws CommandException {
    boolean mayHave = state.type() == FileType.REGULAR || state.type() == FileType.DIRECTORY;
    try {
      if (mayHave && isSupported(file, state.key().device())) {
        read(file, inode);
      }
    } catch (IOException e) {
      throw FileState.unreadable(file, e);
    }
  }

  private boolean isSupported(Path file, long device) throws IOException {
    Boolean known = supported.get(device);
    if (known == null) {
      known =
          Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class);
      supported.put(device, known);
    }
    return known;
  }

  private void read(Path file, int inode) throws IOException, CommandException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    TreeMap<FileName, byte[]> sorted = new TreeMap<>();
    for (String name : view.list()) {
      if (name.indexOf('\ufffd') >= 0) {
        throw new CommandException(
            FileName.label(file) + ": Java cannot tell the bytes of the name of an attribute");
      }
      ByteBuffer value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      if (value.hasRemaining()) {
        throw new IOException("an attribute changed while it was read");
      }
      sorted.put(new FileName((NAMESPACE + name).getBytes(StandardCharsets.UTF_8)), value.array());
    }
    for (Map.Entry<FileName, byte[]> xattr : sorted.entrySet()) {
      byte[] key = xattr.getKey().bytes();
      byte[] value = xattr.getValue();
      long keyAt = append(key);
      builder.addXattr(keyAt, key.length, append(value), value.length);
    }
    if (!sorted.isEmpty()) {
      builder.setXattrs(inode, builder.endXattrSet());
    }
  }

  private long append(byte[] bytes) {
    long at = arena.position();
    arena.append(ByteView.of(bytes), 0, bytes.length);
    return at;
  }
}
