package io.takecover.fuzz.gen;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.rule.RejectedException;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A store of objects and images that need them: sizes from a few bytes to 512 KiB, each power of
 * two as likely as any other; each image needs about half of the objects, so most are shared. The
 * same numbers give the same bytes everywhere.
 */
public final class StoreFixture {
  private static final int SIZE_BITS = 19;
  private static final int FILES_PER_DIRECTORY = 100;

  private final Path folder;
  private final Random random;
  private final String[] lines;

  private StoreFixture(Path folder, int objects, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
    this.lines = new String[objects];
  }

  /**
   * Writes {@code objects/xx/...} and {@code images/N.img} below a folder.
   *
   * @param folder must not have either
   */
  public static void write(Path folder, int objects, int images, long seed) throws IOException {
    StoreFixture fixture = new StoreFixture(folder, objects, seed);
    fixture.writeObjects();
    Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < images; i++) {
      byte[] image = fixture.image(new SplittableRandom(seed + i + 1));
      Files.write(folder.resolve("images").resolve(i + ".img"), image);
    }
  }

  private void writeObjects() throws IOException {
    Path store = Files.createDirectories(folder).resolve("objects");
    Files.createDirectory(store);
    for (int i = 0; i < 256; i++) {
      Files.createDirectory(store.resolve(HexFormat.of().toHexDigits((byte) i)));
    }
    for (int i = 0; i < lines.length; i++) {
      int size = 1 + random.nextInt(1 << (1 + random.nextInt(SIZE_BITS)));
      byte[] content = new byte[size];
      random.nextBytes(content);
      String digest = HexFormat.of().formatHex(FsVerity.sha256(ByteView.of(content)));
      String path = digest.substring(0, 2) + "/" + digest.substring(2);
      Files.write(store.resolve(path), content);
      lines[i] = " " + size + " 100644 1 0 0 0 1.0 " + path + " - " + digest + "\n";
    }
  }

  /** An image of every other object or so. */
  private byte[] image(SplittableRandom chance) {
    StringBuilder dump = new StringBuilder("/ 0 40755 2 0 0 0 1.0 - - -\n");
    int directory = -1;
    for (int i = 0; i < lines.length; i++) {
      if (chance.nextBoolean()) {
        if (i / FILES_PER_DIRECTORY != directory) {
          directory = i / FILES_PER_DIRECTORY;
          dump.append("/d").append(directory).append(" 0 40755 2 0 0 0 1.0 - - -\n");
        }
        dump.append("/d").append(directory).append("/f").append(i).append(lines[i]);
      }
    }
    byte[] text = dump.toString().getBytes(StandardCharsets.US_ASCII);
    DumpVerdict verdict = Composefs.readDump(text, Limits.DEFAULT, false);
    if (!(verdict instanceof DumpVerdict.Accepted accepted)) {
      throw new IllegalStateException("a generated dump is refused: " + verdict);
    }
    try {
      return Composefs.write(accepted.image(), Format.EROFS, Limits.DEFAULT);
    } catch (RejectedException e) {
      throw new IllegalStateException("a generated tree is refused", e);
    }
  }
}
