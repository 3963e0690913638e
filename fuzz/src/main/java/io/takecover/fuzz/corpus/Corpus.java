package io.takecover.fuzz.corpus;

import io.takecover.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder {@code corpus/}: images, and {@code vectors.json} that says what must be said of each.
 */
public final class Corpus {
  static final String VECTORS = "vectors.json";
  static final String SUFFIX = ".img";
  private static final String VALID = "/valid/";
  private static final String MALFORMED = "/malformed/";

  private final Path folder;
  private final List<TestVector> vectors;

  /** The start of the ids of a format's accepted images. */
  static String valid(Format format) {
    return format.label() + VALID;
  }

  /** The start of the ids of a format's refused images. */
  static String malformed(Format format) {
    return format.label() + MALFORMED;
  }

  static boolean isInValid(String id) {
    return id.contains(VALID);
  }

  private Corpus(Path folder, List<TestVector> vectors) {
    this.folder = folder;
    this.vectors = List.copyOf(vectors);
  }

  /**
   * Reads the list of vectors, but no image. A folder without a list is a corpus without vectors.
   */
  public static Corpus open(Path folder) throws IOException, CorpusException {
    if (!Files.isDirectory(folder)) {
      throw new CorpusException(folder + " is no folder");
    }
    Path list = folder.resolve(VECTORS);
    if (!Files.exists(list)) {
      return new Corpus(folder, List.of());
    }
    return new Corpus(folder, VectorFile.parse(Files.readString(list)));
  }

  /** All vectors, in the order of the file. */
  public List<TestVector> vectors() {
    return vectors;
  }

  /** The vectors by id; where two have one id, the first. */
  public Map<String, TestVector> byId() {
    Map<String, TestVector> byId = new LinkedHashMap<>();
    vectors.forEach(vector -> byId.putIfAbsent(vector.id(), vector));
    return byId;
  }

  public Path folder() {
    return folder;
  }

  /** The bytes of a vector's image. */
  public byte[] read(TestVector vector) throws IOException {
    return Files.readAllBytes(folder.resolve(vector.file()));
  }

  /** The images that are there, relative to the folder, whether listed or not. */
  List<String> imageFiles() throws IOException {
    List<String> files = new ArrayList<>();
    for (Format format : Format.values()) {
      Path images = folder.resolve(format.label());
      if (Files.exists(images)) {
        try (Stream<Path> walk = Files.walk(images)) {
          walk.filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  /** Writes an image so that it is there whole or not at all. */
  void writeImage(String file, byte[] image) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    WholeFile.write(path, image);
  }

  void deleteImage(String file) throws IOException {
    Files.deleteIfExists(folder.resolve(file));
  }

  /** Replaces the list of vectors, whole or not at all. */
  void writeVectors(List<TestVector> replacement) throws IOException {
    WholeFile.write(folder.resolve(VECTORS), VectorFile.format(replacement));
  }
}
