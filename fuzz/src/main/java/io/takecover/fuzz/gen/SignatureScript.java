package io.takecover.fuzz.gen;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A signature by one of the test keys, changed element by element as bytes say, with all lengths
 * made right again; whom the verifier trusts; and what time it is. A change of plain bytes seldom
 * adds an element, for each length around it must then be another.
 */
public final class SignatureScript {
  private static final List<DerDraft> SIGNATURES =
      Stream.of(
              "valid/fsverity-rsa",
              "valid/openssl-cms-ecdsa-bare",
              "valid/openssl-cms-rsa",
              "valid/openssl-cms-issued",
              "valid/openssl-cms-two-signers",
              "valid/openssl-cms-rsa-key-identifier",
              "valid/openssl-cms-p384-sha512",
              "valid/fsverity-expired",
              "unfit/openssl-cms-authority",
              "unfit/openssl-cms-by-old",
              "unfit/openssl-cms-by-signer",
              "unfit/openssl-cms-critical",
              "unfit/openssl-cms-encipherment",
              "unfit/openssl-cms-explicit",
              "unfit/openssl-cms-short",
              "unfit/openssl-cms-web")
          .map(name -> DerNode.read(SignedMaterial.file(name + ".sig")).trees().get(0))
          .map(DerDraft::of)
          .toList();

  /** What could stand somewhere: elements that mean something to some reader. */
  private static final List<DerDraft> PIECES =
      Stream.of(
              "0500",
              "020100",
              "020103",
              "0400",
              "3000",
              "3100",
              "a000",
              "a100",
              "8000",
              "0609608648016503040201",
              "0609608648016503040202",
              "0609608648016503040203",
              "300b0609608648016503040203",
              "06092a864886f70d010701",
              "06092a864886f70d010702",
              "06092a864886f70d010703")
          .map(hex -> DerNode.read(HexFormat.of().parseHex(hex)).trees().get(0))
          .map(DerDraft::of)
          .toList();

  private static final List<Instant> TIMES =
      List.of(
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2020-06-01T00:00:00Z"),
          Instant.parse("2019-06-01T00:00:00Z"));

  private static final int MOST_CHANGES = 4;
  private static final int MOST_COPIES = 10;
  private static final int MOST_AROUND = 40;
  private static final int LONGEST = 16_128;

  private final ByteSource source;
  private final DerDraft top = new DerDraft(DerNode.SEQUENCE, new byte[0]);
  private final int trusted;
  private final Instant at;

  private SignatureScript(ByteSource source, int parties) {
    this.source = source;
    top.parts().add(SIGNATURES.get(source.below(SIGNATURES.size())).copy());
    trusted = source.below(parties);
    at = TIMES.get(source.below(TIMES.size()));
    for (int i = 0; i < MOST_CHANGES && !source.isSpent(); i++) {
      change();
    }
  }

  /**
   * Makes a signature.
   *
   * @param parties how many there are who may be trusted
   */
  public static SignatureScript run(byte[] input, int parties) {
    return new SignatureScript(new ByteSource(input), parties);
  }

  /** The signature that bytes describe, whoever is trusted. */
  public static byte[] bytes(byte[] input) {
    return run(input, 1).signature();
  }

  /** The signature. */
  public byte[] signature() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    top.parts().forEach(part -> bytes.writeBytes(part.toBytes()));
    return bytes.toByteArray();
  }

  /** Which party is trusted. */
  public int trusted() {
    return trusted;
  }

  /** What time it is. */
  public Instant at() {
    return at;
  }

  private void change() {
    List<DerDraft> groups = new ArrayList<>();
    top.addGroups(groups);
    if (groups.isEmpty() || signature().length > LONGEST) {
      return;
    }
    List<DerDraft> parts = groups.get(source.below(groups.size())).parts();
    int place = source.below(parts.size());
    DerDraft part = parts.get(place);
    switch (source.below(10)) {
      case 0 -> parts.remove(place);
      case 1 -> repeat(parts, place);
      case 2 -> fan(parts, place);
      case 3 -> parts.add(place, piece());
      case 4 -> parts.add(place + 1, piece());
      case 5 -> parts.set(place, piece());
      case 6 -> Collections.swap(parts, place, (place + 1) % parts.size());
      case 7 -> part.setTag(source.next());
      case 8 -> parts.set(place, wrapped(part));
      default -> rewrite(part.firstLeaf());
    }
  }

  private DerDraft piece() {
    return PIECES.get(source.below(PIECES.size())).copy();
  }

  private void repeat(List<DerDraft> parts, int place) {
    for (int i = source.below(MOST_COPIES); i >= 0; i--) {
      parts.add(place, parts.get(place).copy());
    }
  }

  /** Copies that differ, in ascending order. */
  private void fan(List<DerDraft> parts, int place) {
    DerDraft pattern = parts.remove(place);
    for (int i = source.below(MOST_COPIES); i >= 0; i--) {
      DerDraft copy = pattern.copy();
      byte[] leaf = copy.firstLeaf().content();
      copy.firstLeaf().setContent(leaf.length == 0 ? new byte[] {(byte) i} : withEnd(leaf, i));
      parts.add(place, copy);
    }
  }

  private static byte[] withEnd(byte[] bytes, int end) {
    byte[] changed = bytes.clone();
    changed[changed.length - 1] = (byte) end;
    return changed;
  }

  private DerDraft wrapped(DerDraft part) {
    DerDraft around = part;
    for (int i = source.below(MOST_AROUND); i >= 0; i--) {
      DerDraft next = new DerDraft(DerNode.SEQUENCE, new byte[0]);
      next.parts().add(around);
      around = next;
    }
    return around;
  }

  private void rewrite(DerDraft leaf) {
    byte[] old = leaf.content();
    int choice = source.below(6);
    if (choice == 0 || old.length == 0) {
      leaf.setContent(new byte[] {(byte) source.next()});
    } else if (choice == 1) {
      byte[] flipped = old.clone();
      flipped[source.below(old.length)] ^= (byte) (1 << source.below(Byte.SIZE));
      leaf.setContent(flipped);
    } else if (choice == 2) {
      leaf.setContent(withEnd(old, source.next()));
    } else if (choice == 3) {
      byte[] longer = new byte[old.length + 1];
      System.arraycopy(old, 0, longer, 1, old.length);
      leaf.setContent(longer);
    } else {
      leaf.setContent(Arrays.copyOf(old, choice == 4 ? old.length - 1 : old.length + 1));
    }
  }
}
