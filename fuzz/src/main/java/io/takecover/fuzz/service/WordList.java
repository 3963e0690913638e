package io.takecover.fuzz.service;

import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.gen.Dictionary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * The dictionary of a target, as text that libFuzzer reads: that of the layouts where inputs are
 * images or dumps, the object identifiers of the seeds where they are signatures. Other inputs are
 * choices, in which no word means anything; there, the words are the ends of ranges.
 */
final class WordList {
  private static final int MOST_WIDTH = 8;
  private static final int RAW_SIGNATURE = 64;
  private static final String VALID = "valid-";

  private final Map<String, String> words = new LinkedHashMap<>();

  private WordList() {}

  /** The dictionary, a line a word. */
  static String of(Targets target, Path corpus) throws IOException {
    if (target.usesDictionary()) {
      return Dictionary.text();
    }
    WordList list = new WordList();
    if (target.seedFolders().isEmpty()) {
      list.endsOfRanges();
    } else {
      SeedInputs.of(target, corpus).forEach(list::identifiers);
    }
    StringBuilder text = new StringBuilder();
    list.words.forEach((word, name) -> text.append(name).append("=\"").append(word).append("\"\n"));
    return text.toString();
  }

  private void endsOfRanges() {
    for (int width = 1; width <= MOST_WIDTH; width *= 2) {
      add("zero_" + width, "\\x00".repeat(width));
      add("all_" + width, "\\xff".repeat(width));
      add("most_" + width, "\\x7f" + "\\xff".repeat(width - 1));
      add("least_" + width, "\\x80" + "\\x00".repeat(width - 1));
    }
  }

  /** Takes those of a seed that is valid and DER: others need not be, and 64 bytes have none. */
  private void identifiers(String name, byte[] seed) {
    if (name.startsWith(VALID) && seed.length != RAW_SIGNATURE) {
      try {
        identifiers(ASN1Primitive.fromByteArray(seed));
      } catch (IOException e) {
        throw new UncheckedIOException(name, e);
      }
    }
  }

  private void identifiers(ASN1Encodable root) throws IOException {
    Deque<ASN1Encodable> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      ASN1Encodable next = left.pop();
      if (next instanceof ASN1ObjectIdentifier oid) {
        add("oid_" + oid.getId().replace('.', '_'), escaped(oid.getEncoded()));
      } else if (next instanceof ASN1Sequence parts) {
        parts.forEach(left::push);
      } else if (next instanceof ASN1Set parts) {
        parts.forEach(left::push);
      } else if (next instanceof ASN1TaggedObject tagged) {
        left.push(tagged.getBaseObject());
      }
    }
  }

  private static String escaped(byte[] word) {
    return "\\x" + HexFormat.ofDelimiter("\\x").formatHex(word);
  }

  private void add(String name, String word) {
    words.putIfAbsent(word, name);
  }
}
