package io.takecover.fuzz.corpus;

import java.io.IOException;
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
      files.put(Sums.sha1(image), image);
    }
    return files;
  }
}
