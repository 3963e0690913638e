package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.fuzz.report.Measurement;
import io.takecover.rule.Profile;
import io.takecover.verity.VerityHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the digest, or the demand for a signature, is settled before anything of an image is
 * parsed, and nothing is parsed where it is broken. The gate is the one of {@code verify}; what it
 * asks of is noted on the way.
 */
final class VerifiedOrder {
  private static final String SETTLED = "settled";
  private static final String PARSED = "parsed";

  private final List<String> asked = new ArrayList<>();
  private final Map<String, Object> figures = new TreeMap<>();
  private final Console console =
      Console.of(
          InputStream.nullInputStream(),
          OutputStream.nullOutputStream(),
          OutputStream.nullOutputStream());
  private long trials;
  private long counterexamples;
  private long parsed;

  private VerifiedOrder() {}

  /**
   * Holds each image of a corpus that is not empty, refused ones too, against its own digest,
   * against another, and against the demand for a signature that is not there.
   *
   * @throws CommandException where an image cannot be read
   */
  static Measurement measure(Corpus corpus) throws CommandException, IOException {
    VerifiedOrder order = new VerifiedOrder();
    Set<String> files = new LinkedHashSet<>();
    for (TestVector vector : corpus.vectors()) {
      if (corpus.read(vector).length > 0) {
        files.add(vector.file());
      }
    }
    for (String file : files) {
      Path image = corpus.folder().resolve(file);
      order.tryOn(new Source(file, image));
    }
    order.figures.put("parsed after the digest held", order.parsed);
    return new Measurement(
        "C-12", order.trials, order.counterexamples, "judgements of images", order.figures);
  }

  private void tryOn(Source source) throws CommandException {
    ImageDigest own = digest(source);
    char last = own.hex().charAt(own.hex().length() - 1);
    String end = last == '0' ? "1" : "0";
    ImageDigest other =
        new ImageDigest(own.hash(), own.hex().substring(0, own.hex().length() - 1) + end);
    for (boolean telling : new boolean[] {false, true}) {
      tryOn(source, Promise.ofDigest(own), telling, List.of(SETTLED, PARSED));
      tryOn(source, Promise.ofDigest(other), telling, List.of(SETTLED));
      tryOn(source, Promise.UNSIGNED, telling, List.of(SETTLED));
    }
  }

  private ImageDigest digest(Source source) throws CommandException {
    byte[] bytes = ImageFile.read(source, console, Limits.DEFAULT.imageBytes(), head -> true);
    return ImageDigest.of(ByteView.of(bytes), VerityHash.SHA_256);
  }

  private void tryOn(Source source, Promise promise, boolean telling, List<String> expected)
      throws CommandException {
    asked.clear();
    Promise noted =
        image -> {
          asked.add(SETTLED);
          return promise.settle(image);
        };
    Gate.Parser parser =
        bytes -> {
          asked.add(PARSED);
          return Composefs.inspect(bytes, Limits.DEFAULT, Profile.STRICT);
        };
    new Gate(console, new GateOptions(), noted, telling, parser).judge(source);
    trials++;
    parsed += asked.contains(PARSED) ? 1 : 0;
    if (!asked.equals(expected)) {
      counterexamples++;
      figures.putIfAbsent("first", source.label() + ": " + asked);
    }
  }
}
