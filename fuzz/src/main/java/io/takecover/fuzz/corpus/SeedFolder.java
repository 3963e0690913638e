package io.takecover.fuzz.corpus;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images by the SHA-1 of their bytes, as libFuzzer names what it keeps. */
final class SeedFolder {
  private SeedFolder() {}

  static Map<String, byte[]> of(Corpus corpus, List<TestVector> vectors) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (TestVector vector : vectors) {
      byte[] image = corpus.read(vector);
      files.put(sha1(image), image);
    }
    return files;
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java machine has SHA-1", e);
    }
  }
}
