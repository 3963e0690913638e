package io.takecover.fuzz.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive that says nothing but names and contents, so that the same inputs give the same.
 */
public final class PlainZip {
  /** The first moment that zip knows. */
  private static final LocalDateTime MADE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PlainZip() {}

  /** The bytes of an archive of these files, by name, in the order of the map. */
  public static byte[] of(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(MADE);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
