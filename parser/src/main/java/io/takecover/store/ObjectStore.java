package io.takecover.store;

import com.sun.nio.file.ExtendedOpenOption;
import io.takecover.rule.RejectedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A directory of objects. Each is opened step by step relative to the directory before, and no step
 * follows a symbolic link: so nothing outside is ever opened, whoever moves things about meanwhile.
 */
public final class ObjectStore implements Closeable {
  private static final Set<OpenOption> THROUGH_CACHE =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> PAST_CACHE =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, ExtendedOpenOption.DIRECT);

  private final SecureDirectoryStream<Path> root;
  private final FileSystem system;

  ObjectStore(SecureDirectoryStream<Path> root, FileSystem system) {
    this.root = root;
    this.system = system;
  }

  /**
   * Opens a store; the path itself is the caller's, and may have links in it.
   *
   * @throws IOException where that is no directory, or one that files cannot be opened relative to
   */
  public static ObjectStore open(Path path) throws IOException {
    DirectoryStream<Path> stream =
        path.getFileSystem().provider().newDirectoryStream(path, entry -> true);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new ObjectStore(secure, path.getFileSystem());
    }
    stream.close();
    throw new IOException("this system cannot open files relative to a directory");
  }

  @Override
  public void close() throws IOException {
    root.close();
  }

  /**
   * A directory of the store.
   *
   * @param path a byte a character; empty for the store itself
   * @throws RejectedException where it is not there, or no directory, or led to by a link
   */
  Directory directory(String path) throws RejectedException, IOException {
    Directory at = new Directory(root, false);
    if (!path.isEmpty()) {
      for (Path name : StorePath.names(path, system)) {
        try (Directory before = at) {
          at = before.directory(name);
        }
      }
    }
    return at;
  }

  /** The name that is the last of a path; what is before it is for {@link #directory} to judge. */
  Path name(String path) throws RejectedException {
    return StorePath.last(path, system);
  }

  /** One directory, open. */
  static final class Directory implements Closeable {
    private final SecureDirectoryStream<Path> stream;
    private final boolean isOwn;

    private Directory(SecureDirectoryStream<Path> stream, boolean isOwn) {
      this.stream = stream;
      this.isOwn = isOwn;
    }

    @Override
    public void close() throws IOException {
      if (isOwn) {
        stream.close();
      }
    }

    private Directory directory(Path name) throws RejectedException, IOException {
      // Looked at before, for whoever opens a pipe waits for its other end.
      requireType(attributes(name).isDirectory(), "object.directory");
      try {
        return new Directory(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), true);
      } catch (IOException e) {
        requireType(attributes(name).isDirectory(), "object.directory");
        throw refusal(e);
      }
    }

    private static void requireType(boolean holds, String field) throws RejectedException {
      if (!holds) {
        throw StorePath.refusal(StoreRule.TYPE, field, 0);
      }
    }

    /** What is behind a name, which is not followed where it is a link. */
    BasicFileAttributes attributes(Path name) throws RejectedException {
      try {
        return stream
            .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
      } catch (IOException e) {
        throw refusal(e);
      }
    }

    /** Opens a file, unless a link has the name. */
    SeekableByteChannel open(Path name) throws RejectedException {
      try {
        return stream.newByteChannel(name, THROUGH_CACHE);
      } catch (IOException e) {
        requireType(attributes(name).isRegularFile(), "object.type");
        throw refusal(e);
      }
    }

    /**
     * Opens a file to be read past the page cache, unless a link has the name.
     *
     * @throws IOException where it cannot be opened, or not so
     * @throws UnsupportedOperationException where no file can be read so
     */
    SeekableByteChannel openPastCache(Path name) throws IOException {
      return stream.newByteChannel(name, PAST_CACHE);
    }

    /** The names in it, sorted. */
    List<Path> names() throws IOException {
      List<Path> names = new ArrayList<>();
      try {
        stream.forEach(entry -> names.add(entry.getFileName()));
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      Collections.sort(names);
      return names;
    }

    /** Why a name could not be looked at or opened. */
    private static RejectedException refusal(IOException e) {
      StoreRule rule = e instanceof NoSuchFileException ? StoreRule.ABSENT : StoreRule.UNREADABLE;
      return StorePath.refusal(rule, "object", 0);
    }
  }
}
