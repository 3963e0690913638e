package io.takecover;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the gate allocates, garbage included, for each byte of an image of files with a path and a
 * digest: counted, so the same on every machine. A million files take a verdict of some 700 MB at
 * most, the image of 207 MB included.
 */
class MemoryTest {
  /**
   * A sixteenth of a million: tables whose size is a power of two are as full as they are there.
   */
  private static final int FILES = 1_000_000 / 16;

  /** Bytes of the heap for a byte of the image, of which one is the image's own. */
  private static final double MOST = 3.2;

  @ParameterizedTest
  @EnumSource
  void heapIsASmallMultipleOfTheImage(Format format) throws RejectedException {
    byte[] image = Composefs.write(files(), format, Limits.DEFAULT);
    Inspection.accepted(image, Profile.STRICT);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
    double allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    assertThat(1 + allocated / image.length).isLessThan(MOST);
  }

  /** A directory of files; texts and digests are all different. */
  private static Image files() {
    StringBuilder text = new StringBuilder();
    for (int file = 0; file < FILES; file++) {
      text.append(String.format(Locale.ROOT, "%08x%02x/%062x%032x", file, file % 256, file, file));
    }
    ByteView bytes = ByteView.of(text.toString().getBytes(StandardCharsets.US_ASCII));
    ImageBuilder builder = new ImageBuilder(bytes, FILES + 1);
    builder.addInode();
    builder.set(0, Part.MODE, (long) FileType.DIRECTORY.number() << 12 | 0755);
    builder.set(0, Part.NLINK, 2);
    for (int file = 0; file < FILES; file++) {
      long at = file * 105L;
      int inode = builder.addInode();
      builder.set(inode, Part.MODE, (long) FileType.REGULAR.number() << 12 | 0644);
      builder.set(inode, Part.NLINK, 1);
      builder.set(inode, Part.SIZE, 1 + file);
      builder.setPayload(inode, at + 8, 65);
      builder.setDigest(inode, at + 73);
    }
    builder.beginEntries(0);
    for (int file = 0; file < FILES; file++) {
      int entry = builder.addEntry(0, file * 105L, 8, file + 1);
      builder.setPrimary(entry, true);
    }
    return builder.build();
  }
}
