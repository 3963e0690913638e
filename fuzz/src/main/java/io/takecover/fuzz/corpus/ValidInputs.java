package io.takecover.fuzz.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The accepted images and texts of a corpus, from which a broken one is told apart.
 *
 * @param images by the ids of their vectors
 * @param texts by their files without the suffix, as {@code dump/valid/one-file}
 */
public record ValidInputs(Map<String, byte[]> images, Map<String, byte[]> texts) {
  private static final String TEXTS = "dump/valid";
  private static final String SUFFIX = ".dump";

  /** The one that {@link #of} has under this id; null where there is none. */
  public static byte[] read(Corpus corpus, String id) throws IOException {
    TestVector vector = corpus.byId().get(id);
    if (vector != null) {
      return corpus.read(vector);
    }
    Path text = corpus.folder().resolve(id + SUFFIX);
    return id.startsWith(TEXTS + "/") && Files.exists(text) ? Files.readAllBytes(text) : null;
  }

  /** Those of a corpus. */
  public static ValidInputs of(Corpus corpus) throws IOException {
    Map<String, byte[]> images = new TreeMap<>();
    for (TestVector vector : corpus.vectors()) {
      if (vector.isStrict() && vector.isAccepted()) {
        images.put(vector.id(), corpus.read(vector));
      }
    }
    Map<String, byte[]> texts = new TreeMap<>();
    Path folder = corpus.folder().resolve(TEXTS);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
          String name = file.getFileName().toString();
          String id = TEXTS + "/" + name.substring(0, name.length() - SUFFIX.length());
          texts.put(id, Files.readAllBytes(file));
        }
      }
    }
    return new ValidInputs(images, texts);
  }
}
