package io.takecover.fuzz.cli;

import io.takecover.bytes.U32;
import io.takecover.model.FileType;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the system says of a file, of the link itself where it is one.
 *
 * @param links names that it has, in the folder or elsewhere
 * @param changed when anything of it changed last, which nobody can set back
 */
record FileState(
    int mode,
    long links,
    long owner,
    long group,
    long device,
    long size,
    Instant modified,
    Instant changed,
    Key key) {

  /** Which file it is. */
  record Key(long device, long number) {}

  static FileState of(Path path) throws CommandException {
    try {
      Map<String, Object> all = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
      FileState state =
          new FileState(
              number(all, "mode").intValue(),
              number(all, "nlink").longValue(),
              Integer.toUnsignedLong(number(all, "uid").intValue()),
              Integer.toUnsignedLong(number(all, "gid").intValue()),
              number(all, "rdev").longValue(),
              number(all, "size").longValue(),
              ((FileTime) all.get("lastModifiedTime")).toInstant(),
              ((FileTime) all.get("ctime")).toInstant(),
              new Key(number(all, "dev").longValue(), number(all, "ino").longValue()));
      state.requireSense(path);
      return state;
    } catch (IOException e) {
      throw unreadable(path, e);
    } catch (UnsupportedOperationException e) {
      throw new CommandException("mk of a folder: this system has no Unix attributes of files");
    }
  }

  static CommandException unreadable(Path path, IOException e) {
    return new CommandException(FileName.label(path) + ": cannot be read: " + ImageFile.reason(e));
  }

  FileType type() {
    return FileType.ofMode(mode);
  }

  boolean mayBeLinked() {
    return links > 1 && type() != FileType.DIRECTORY;
  }

  /** Refuses a file of which anything changed since. */
  void requireUnchanged(Path path) throws CommandException {
    if (!equals(of(path))) {
      throw new CommandException(FileName.label(path) + ": it changed while it was read");
    }
  }

  /** Sets the fields of an inode, but for its size, which is not the same thing for each type. */
  void fill(ImageBuilder builder, int inode) {
    builder.set(inode, Part.MODE, mode);
    builder.set(inode, Part.UID, owner);
    builder.set(inode, Part.GID, group);
    builder.set(inode, Part.RDEV, type().isDevice() ? device : 0);
    builder.set(inode, Part.MTIME_SECONDS, modified.getEpochSecond());
    builder.set(inode, Part.MTIME_NANOSECONDS, modified.getNano());
  }

  private void requireSense(Path path) throws CommandException {
    if (type() == null || mode >>> 16 != 0) {
      throw new CommandException(FileName.label(path) + ": this is a file of an unknown type");
    }
    if (type().isDevice() && (device < 0 || device > U32.MAX)) {
      throw new CommandException(
          FileName.label(path) + ": an image holds device numbers of 32 bits only");
    }
  }

  private static Number number(Map<String, Object> all, String name) {
    return (Number) all.get(name);
  }
}
