package io.takecover.fuzz.report;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.ValidInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The accepted images of a corpus, with their trees. */
final class ValidImages {
  private final List<Entry> entries = new ArrayList<>();

  /** One of them. */
  static final class Entry {
    private final String id;
    private final byte[] bytes;
    private final Verdict.Accepted verdict;

    private Entry(String id, byte[] bytes, Verdict.Accepted verdict) {
      this.id = id;
      this.bytes = bytes;
      this.verdict = verdict;
    }

    /** The vector's. */
    String id() {
      return id;
    }

    /** The image; nobody changes it. */
    byte[] bytes() {
      return bytes;
    }

    Verdict.Accepted verdict() {
      return verdict;
    }

    Format format() {
      return verdict.format();
    }
  }

  /** Those that the strict profile accepts; whether it should is another question. */
  static ValidImages of(Corpus corpus) throws IOException {
    ValidImages images = new ValidImages();
    for (Map.Entry<String, byte[]> file : ValidInputs.of(corpus).images().entrySet()) {
      if (Composefs.inspect(file.getValue(), Limits.DEFAULT) instanceof Verdict.Accepted accepted) {
        images.entries.add(new Entry(file.getKey(), file.getValue(), accepted));
      }
    }
    return images;
  }

  List<Entry> all() {
    return entries;
  }

  List<Entry> of(Format format) {
    return entries.stream().filter(entry -> entry.format() == format).toList();
  }

  /** The smallest of a format. */
  List<Entry> smallest(Format format, int count) {
    return of(format).stream()
        .sorted(Comparator.comparingInt((Entry entry) -> entry.bytes().length))
        .limit(count)
        .toList();
  }
}
