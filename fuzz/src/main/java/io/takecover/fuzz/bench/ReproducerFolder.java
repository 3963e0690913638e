package io.takecover.fuzz.bench;

import io.takecover.fuzz.corpus.Sums;
import io.takecover.fuzz.corpus.ValidInputs;
import io.takecover.fuzz.gen.EditException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A folder of reproducers as several fuzzers would leave it: names of all of their kinds, causes
 * mixed, and among them some files on which nothing fails.
 */
public final class ReproducerFolder {
  /** One file in so many is one on which nothing fails. */
  private static final int HARMLESS = 20;

  private static final int MOST_ATTEMPTS = 2000;

  private final ValidInputs valid;
  private final Random chance;
  private final Path folder;
  private final List<Path> harmful = new ArrayList<>();
  private int harmless;

  private ReproducerFolder(ValidInputs valid, long seed, Path folder) {
    this.valid = valid;
    this.chance = new Random(seed);
    this.folder = folder;
  }

  /**
   * What was made.
   *
   * @param harmful files on which a fault shows, by turns of the faults
   * @param harmless how many files were made on which none does
   */
  public record Made(List<Path> harmful, int harmless) {}

  /**
   * Makes a folder.
   *
   * @param faults whose reproducers are made, as many of each
   * @param count files in all
   * @param seed of all chance
   */
  public static Made make(
      List<PlantedFault> faults, int count, ValidInputs valid, long seed, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    ReproducerFolder maker = new ReproducerFolder(valid, seed, folder);
    for (int i = 0; i < count; i++) {
      if (i % HARMLESS == HARMLESS - 1) {
        maker.addHarmless(i);
      } else {
        maker.add(faults.get(maker.harmful.size() % faults.size()), i);
      }
    }
    return new Made(List.copyOf(maker.harmful), maker.harmless);
  }

  private void add(PlantedFault fault, int index) throws IOException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        byte[] input = fault.trigger().input(valid, chance);
        if (input != null) {
          Path file = file(input, index);
          if (!harmful.contains(file)) {
            harmful.add(Files.write(file, input));
            return;
          }
        }
      } catch (EditException e) {
        throw new IllegalStateException(fault.id() + " makes edits that cannot be applied", e);
      }
    }
    throw new IllegalStateException("no input was found for " + fault.id());
  }

  private void addHarmless(int index) throws IOException {
    List<byte[]> images = List.copyOf(valid.images().values());
    byte[] image = images.get(chance.nextInt(images.size())).clone();
    byte[] cut = Arrays.copyOf(image, chance.nextInt(image.length));
    Files.write(file(cut, index), cut);
    harmless++;
  }

  /** A name as one fuzzer or another would give it. */
  private Path file(byte[] input, int index) throws IOException {
    String sum = Sums.sha1(input);
    String name =
        switch (index % 5) {
          case 0 -> "crash-" + sum;
          case 1 ->
              "aflplusplus/default/crashes/id:%06d,sig:06,src:000000,op:havoc".formatted(index);
          case 2 -> "SIGSEGV.PC.%s.STACK.0.CODE.1.fuzz".formatted(sum.substring(0, 12));
          case 3 -> "clusterfuzz-testcase-minimized-erofs_read-" + (4_503_599_627_370_496L + index);
          default -> "oom-" + sum;
        };
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }
}
