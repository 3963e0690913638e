package io.takecover.fuzz.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive that says nothing but names and contents, so that the same inputs give the same.
 */
final class SeedArchive {
  /** The first moment that zip knows. */
  private static final LocalDateTime MADE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private SeedArchive() {}

  /** The bytes of an archive of these files, by name. */
  static byte[] of(SortedMap<String, byte[]> files) throws IOException {
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
