package io.takecover.store;

import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/** What lies in a store and no image needs. */
public final class Unreferenced {
  /** Who is told of a file. */
  public interface Listener {
    /**
     * @param path in the store, a byte a character
     * @param note says so (O-011), and the file's size in bytes as what was found
     */
    void file(String path, Violation note) throws IOException;
  }

  private Unreferenced() {}

  /**
   * Walks the store, in the order of names; links are not followed, and are files.
   *
   * @throws RejectedException where a directory cannot be opened, or changed into something else
   */
  public static void find(ObjectStore store, WantedObjects wanted, Listener listener)
      throws RejectedException, IOException {
    Deque<String> directories = new ArrayDeque<>();
    directories.push("");
    while (!directories.isEmpty()) {
      String path = directories.pop();
      Deque<String> below = new ArrayDeque<>();
      try (ObjectStore.Directory directory = store.directory(path)) {
        for (Path name : directory.names()) {
          String full = path.isEmpty() ? StorePath.bytes(name) : path + "/" + StorePath.bytes(name);
          BasicFileAttributes attributes = directory.attributes(name);
          if (attributes.isDirectory()) {
            below.push(full);
          } else {
            Violation note = note(wanted, full, attributes.size());
            if (note != null) {
              listener.file(full, note);
            }
          }
        }
      }
      below.forEach(directories::push);
    }
  }

  /** Null where an image needs the file. */
  private static Violation note(WantedObjects wanted, String path, long size) {
    if (wanted.contains(path)) {
      return null;
    }
    return new Violation(StoreRule.UNREFERENCED, Violation.NOWHERE, "object.size", size);
  }
}
