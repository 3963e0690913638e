package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock on a file. The system drops the lock of a process that is killed. */
public final class WorkLock implements AutoCloseable {
  private final FileChannel channel;

  private WorkLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a work folder, in which one campaign at a time may be.
   *
   * @throws BusyException where another process has it
   */
  public static WorkLock take(Places places) throws IOException {
    return take(places.lock());
  }

  /**
   * Takes the lock of the working corpora, from which something may be taken away.
   *
   * @throws BusyException where a campaign adds to them
   */
  public static WorkLock takeCorpus(Places places) throws IOException {
    return alone(places.corpusLock())
        .orElseThrow(
            () -> new BusyException("another campaign is at work over " + places.gathered()));
  }

  static WorkLock take(Path file) throws IOException {
    return alone(file)
        .orElseThrow(() -> new BusyException("another campaign is at work in " + file.getParent()));
  }

  /** A lock that excludes all others, if there are none. */
  static Optional<WorkLock> alone(Path file) throws IOException {
    FileChannel channel = open(file);
    if (isLocked(channel)) {
      return Optional.of(new WorkLock(channel));
    }
    channel.close();
    return Optional.empty();
  }

  /** A lock beside others that are shared, as soon as nobody excludes it. */
  static WorkLock shared(Path file) throws IOException {
    return awaited(file, true);
  }

  /** A lock that excludes all others, as soon as they are gone. */
  static WorkLock await(Path file) throws IOException {
    return awaited(file, false);
  }

  private static WorkLock awaited(Path file, boolean shared) throws IOException {
    FileChannel channel = open(file);
    try {
      FileLock lock = channel.lock(0, Long.MAX_VALUE, shared);
      return new WorkLock((FileChannel) lock.acquiredBy());
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new BusyException("this process is at work in " + file.getParent() + " already");
    }
  }

  private static FileChannel open(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
