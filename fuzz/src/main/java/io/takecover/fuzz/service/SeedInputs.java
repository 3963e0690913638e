package io.takecover.fuzz.service;

import io.takecover.fuzz.campaign.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The inputs that a target starts from. Where they are files of a format, those of {@code corpus/};
 * where they are choices that something is made of, a few that are drawn, always the same.
 */
final class SeedInputs {
  private static final int DRAWN = 32;

  private SeedInputs() {}

  /**
   * Inputs by name. None is longer than the target takes, for the fuzzer would cut it; and none is
   * empty, for it tries that anyway, and counts no such file.
   */
  static SortedMap<String, byte[]> of(Targets target, Path corpus) throws IOException {
    SortedMap<String, byte[]> inputs = new TreeMap<>();
    for (String folder : target.seedFolders()) {
      add(corpus.resolve(folder), target.maxLength(), inputs);
    }
    if (target.seedFolders().isEmpty()) {
      draw(target, inputs);
    }
    if (inputs.isEmpty()) {
      throw new IllegalStateException(target.label() + " has nothing to start from");
    }
    return inputs;
  }

  /** Names are flat, {@code valid-fifo.img}: the service throws folders away. */
  private static void add(Path folder, int most, SortedMap<String, byte[]> inputs)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        long size = Files.size(file);
        if (size > 0 && size <= most) {
          inputs.put(folder.getFileName() + "-" + file.getFileName(), Files.readAllBytes(file));
        }
      }
    }
  }

  /** Lengths grow evenly to the longest; what makes the same image as another is left out. */
  private static void draw(Targets target, SortedMap<String, byte[]> inputs) {
    SplittableRandom random = new SplittableRandom(target.label().hashCode());
    SortedMap<byte[], String> images = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 1; i <= DRAWN; i++) {
      byte[] input = new byte[Math.max(1, target.maxLength() * i / DRAWN)];
      random.nextBytes(input);
      String name = "drawn-" + HexFormat.of().toHexDigits((byte) i);
      if (images.putIfAbsent(target.image(input), name) == null) {
        inputs.put(name, input);
      }
    }
  }
}
