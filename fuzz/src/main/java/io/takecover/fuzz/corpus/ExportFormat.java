package io.takecover.fuzz.corpus;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shapes in which other projects keep test data. */
public enum ExportFormat {
  /** One JSON file in the shape of Project Wycheproof's test vectors. */
  WYCHEPROOF {
    @Override
    public boolean isOneFile() {
      return true;
    }

    @Override
    public Map<String, byte[]> files(Corpus corpus, List<TestVector> vectors)
        throws IOException, CorpusException {
      return Map.of("composefs_image_test.json", WycheproofFile.of(corpus, vectors));
    }
  },
  /** A seed corpus for libFuzzer and its kin: each image once, named by its SHA-1. */
  LIBFUZZER {
    @Override
    public Map<String, byte[]> files(Corpus corpus, List<TestVector> vectors) throws IOException {
      return SeedFolder.of(corpus, vectors);
    }
  },
  /** EROFS images as seeds of a cargo-fuzz folder, and a list that a Rust test reads. */
  EROFS_RS {
    @Override
    public Map<String, byte[]> files(Corpus corpus, List<TestVector> vectors)
        throws IOException, CorpusException {
      return RustFixtures.of(corpus, vectors);
    }
  };

  /** As it is written on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether all is in one file, and no folder is needed. */
  public boolean isOneFile() {
    return false;
  }

  /**
   * The files, by their path in a folder, in order.
   *
   * @throws CorpusException where the parser says otherwise than a vector
   */
  public abstract Map<String, byte[]> files(Corpus corpus, List<TestVector> vectors)
      throws IOException, CorpusException;
}
