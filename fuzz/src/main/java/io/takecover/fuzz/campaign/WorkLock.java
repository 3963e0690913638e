package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One campaign at a time in one work folder. The system drops the lock of a process that is killed.
 */
public final class WorkLock implements AutoCloseable {
  private final FileChannel channel;

  private WorkLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a work folder, which is made where there is none.
   *
   * @throws BusyException where another process has it
   */
  public static WorkLock take(Places places) throws IOException {
    Files.createDirectories(places.work());
    return take(places.lock());
  }

  static WorkLock take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isLocked(channel)) {
      return new WorkLock(channel);
    }
    channel.close();
    throw new BusyException("another campaign is at work in " + file.getParent());
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
