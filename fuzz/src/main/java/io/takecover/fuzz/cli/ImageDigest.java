package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.verity.FsVerity;
import io.takecover.verity.VerityHash;
import io.takecover.verity.VerityParameters;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An fs-verity digest as the command line names it: {@code sha256:} and 64 hexadecimal digits, or
 * {@code sha512:} and 128.
 *
 * @param hex lower-case
 */
record ImageDigest(VerityHash hash, String hex) {

  /** Bytes that are hashed between two looks at whether anybody still wants the result. */
  private static final long PIECE = 1 << 20;

  /**
   * @param text in any case; without a prefix it is SHA-256, however long it is (V-010)
   */
  static ImageDigest parse(String text) throws CommandException {
    String lower = text.toLowerCase(Locale.ROOT);
    int colon = lower.indexOf(':');
    VerityHash hash =
        colon < 0
            ? VerityHash.SHA_256
            : VerityHash.find(lower.substring(0, colon)).orElseThrow(() -> unreadable(text));
    String hex = lower.substring(colon + 1);
    if (hex.length() != 2 * hash.size() || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw unreadable(text);
    }
    return new ImageDigest(hash, hex);
  }

  private static CommandException unreadable(String text) {
    return new CommandException(
        "a digest is sha256: and 64 hexadecimal digits, or sha512: and 128, not '" + text + "'");
  }

  static ImageDigest of(VerityHash hash, byte[] digest) {
    return new ImageDigest(hash, HexFormat.of().formatHex(digest));
  }

  /** The digest of all of {@code data}, in blocks of 4096 bytes and without salt. */
  static ImageDigest of(ByteView data, VerityHash hash) {
    return of(hash, FsVerity.of(data, VerityParameters.of(hash)));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hash.label() + ":" + hex;
  }

  /** Works out the digest of {@code data} on a thread of its own. */
  static Pending<ImageDigest> start(ByteView data) {
    return Pending.start("digest", () -> hash(data));
  }

  private static ImageDigest hash(ByteView data) {
    FsVerity verity = new FsVerity();
    for (long at = 0; at < data.size() && !Thread.interrupted(); at += PIECE) {
      verity.update(data, at, Math.min(PIECE, data.size() - at));
    }
    return of(VerityHash.SHA_256, verity.digest());
  }
}
