package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.dump.Escape;
import io.takecover.store.ObjectMemory;
import io.takecover.store.WantedObject;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which objects of a store were good when they were read last, in a file of the caller's, a line
 * each: digest, device, inode, size, time of the last change (which only the kernel sets), path. A
 * line that was cut off when a run was killed is not believed.
 */
final class StoreState implements ObjectMemory, Closeable {
  private static final String HEADER = "takecover-store-state 1 ";

  /** A file that changed just now may change again within the same tick of its clock. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final Path store;
  private final Instant since;
  private final Map<String, String> good = new HashMap<>();
  private final BufferedWriter out;
  private IOException lost;

  /**
   * What identifies a version of an object.
   *
   * @param line the fields of its line before the path
   */
  private record Stamp(String line, Instant changed) {}

  private StoreState(Path store, Instant since, BufferedWriter out) {
    this.store = store;
    this.since = since;
    this.out = out;
  }

  /**
   * The state in a file, which is made where it is not there.
   *
   * @param file null where nothing is to be kept
   * @param since what changed before this time was good; or null
   */
  static StoreState open(Path store, String file, Instant since) throws CommandException {
    if (file == null) {
      return new StoreState(store, since, null);
    }
    Path path = Sources.path(file);
    String header = HEADER + Escape.of(store.toAbsolutePath().normalize().toString());
    try {
      boolean isNew = !Files.exists(path) || Files.size(path) == 0;
      List<String> lines = isNew ? List.of() : lines(path);
      if (!isNew && !header.equals(lines.get(0))) {
        throw new CommandException(
            "--state: " + Escape.of(file) + ": this is not the state of this store");
      }
      BufferedWriter out =
          Files.newBufferedWriter(
              path,
              StandardCharsets.US_ASCII,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
      // Ends a line that was cut off; and an empty line says nothing.
      out.write(isNew ? header + "\n" : "\n");
      StoreState state = new StoreState(store, since, out);
      lines.forEach(state::remember);
      return state;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static List<String> lines(Path path) throws IOException {
    String text = Files.readString(path, StandardCharsets.ISO_8859_1);
    return List.of(text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1));
  }

  private static CommandException unusable(String file, IOException e) {
    return new CommandException(
        "--state: " + Escape.of(file) + ": cannot be used: " + ImageFile.reason(e));
  }

  private void remember(String line) {
    int space = line.lastIndexOf(' ');
    if (space > 0) {
      good.put(line.substring(space + 1), line.substring(0, space));
    }
  }

  @Override
  public Object stamp(WantedObject object) {
    if (out == null && since == null) {
      return null;
    }
    byte[] bytes = object.path().getBytes(StandardCharsets.ISO_8859_1);
    try {
      Map<String, Object> all =
          Files.readAttributes(
              store.resolve(new String(bytes, StandardCharsets.UTF_8)),
              "unix:dev,ino,size,ctime",
              LinkOption.NOFOLLOW_LINKS);
      String digest = hex(object.digest());
      Instant changed = ((FileTime) all.get("ctime")).toInstant();
      String line =
          digest + " " + all.get("dev") + " " + all.get("ino") + " " + all.get("size") + " ";
      return new Stamp(line + changed, changed);
    } catch (IOException | InvalidPathException e) {
      // What cannot be told apart is read.
      return null;
    }
  }

  private static String hex(ByteView digest) {
    StringBuilder hex = new StringBuilder();
    if (digest != null) {
      Escape.appendDigits(hex, digest, 0, digest.size());
    }
    return hex.toString();
  }

  @Override
  public synchronized boolean knows(WantedObject object, Object stamp) {
    if (!(stamp instanceof Stamp version)) {
      return false;
    }
    boolean isOld = since != null && version.changed().isBefore(since);
    return isOld || version.line().equals(good.get(escaped(object)));
  }

  @Override
  public synchronized void learn(WantedObject object, Object stamp) {
    boolean isSettled =
        stamp instanceof Stamp version && version.changed().isBefore(Instant.now().minus(TICK));
    if (out != null && isSettled) {
      try {
        out.write(((Stamp) stamp).line() + " " + escaped(object) + "\n");
      } catch (IOException e) {
        // Told at the next flush, which is not in the middle of checking an object.
        lost = e;
      }
    }
  }

  private static String escaped(WantedObject object) {
    return StoreText.escaped(object.path());
  }

  /** Hands on what was learned. */
  synchronized void flush() {
    if (out != null) {
      try {
        out.flush();
      } catch (IOException e) {
        lost = e;
      }
    }
    if (lost != null) {
      throw new OutputLostException(lost);
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
