package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.verity.VerityHash;
import io.takecover.verity.VerityParameters;
import java.util.HexFormat;
import picocli.CommandLine.Option;

/** Options for which fs-verity digest a file has; named as those of {@code fsverity}. */
final class VerityOptions {
  @Option(names = "--hash-alg", paramLabel = "HASH", description = "sha256 (default) or sha512.")
  private String hash = "sha256";

  @Option(
      names = "--block-size",
      paramLabel = "N",
      description =
          "Bytes of a block: a power of 2 from 1024 to 65536 (default: ${DEFAULT-VALUE}, as"
              + " composefs has it).")
  private int blockSize = 4096;

  @Option(
      names = "--salt",
      paramLabel = "HEX",
      description = "Up to 32 bytes, in hexadecimal digits (default: none).")
  private String salt = "";

  VerityParameters parameters() throws CommandException {
    VerityHash algorithm = hash(hash);
    try {
      ByteView bytes = ByteView.of(HexFormat.of().parseHex(salt));
      return new VerityParameters(algorithm, blockSize, bytes);
    } catch (IllegalArgumentException e) {
      throw new CommandException("--block-size, --salt: " + e.getMessage());
    }
  }

  /** The hash of that name. */
  static VerityHash hash(String name) throws CommandException {
    return VerityHash.find(name)
        .orElseThrow(
            () ->
                new CommandException(
                    "--hash-alg: sha256 or sha512, for fs-verity has no '" + name + "'"));
  }
}
