package io.takecover.fuzz.report;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What stands beside an image: digests, signatures and stores, held to their claims. */
final class GateMeasures {
  private static final int SCRIPTS = 500;
  private static final int SCRIPT_SIZE = 128;
  private static final int MUTANTS = 20;
  private static final long SEED = 20230126;

  private final Corpus corpus;
  private final SplittableRandom chance = new SplittableRandom(SEED);

  GateMeasures(Corpus corpus) {
    this.corpus = corpus;
  }

  List<Measurement> all() throws IOException {
    List<Measurement> all = new ArrayList<>();
    all.add(Measurement.of("C-06", scripts(Claims::ofStore), "stores"));
    all.add(Measurement.of("C-77", scripts(Claims::ofVerity), "files"));
    all.add(Measurement.of("C-78", signatures(), "signatures"));
    return all;
  }

  private Tally scripts(Consumer<byte[]> claim) {
    Tally tally = new Tally();
    for (int i = 0; i < SCRIPTS; i++) {
      byte[] script = new byte[SCRIPT_SIZE];
      chance.nextBytes(script);
      tally.add(claim, script, "script " + i);
    }
    return tally;
  }

  private Tally signatures() throws IOException {
    Tally tally = new Tally();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(corpus.folder().resolve("sign"))) {
      files = walk.filter(file -> file.toString().endsWith(".sig")).sorted().toList();
    }
    for (Path file : files) {
      byte[] signature = Files.readAllBytes(file);
      tally.add(Claims::ofSignature, signature, file.getFileName().toString());
      for (int i = 0; i < MUTANTS && signature.length > 0; i++) {
        byte[] mutant = signature.clone();
        mutant[chance.nextInt(mutant.length)] ^= (byte) (1 << chance.nextInt(Byte.SIZE));
        tally.add(Claims::ofSignature, mutant, file.getFileName().toString());
      }
    }
    return tally;
  }
}
