package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.sign.Trust;
import io.takecover.verity.VerityHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for what an image must be before anything of it is parsed. */
final class PromiseOptions {
  @Option(
      names = "--digest",
      paramLabel = "DIGEST",
      description =
          "The fs-verity digest that the image must have, sha256:HEX or sha512:HEX; checked before"
              + " anything is parsed.")
  private String digest;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description =
          "A signature over the image's fs-verity digest: CMS in DER, or 64 bytes of Ed25519. Checked"
              + " before anything is parsed; needs --trust.")
  private String signature;

  @Option(
      names = "--trust",
      paramLabel = "CERT",
      description =
          "Whose signature counts: PEM certificates, of signers or of those who issued theirs, or"
              + " Ed25519 public keys. May be given several times.")
  private List<String> trust = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "When certificates are to be valid, such as 2026-01-01T00:00:00Z (default: now).")
  private String at;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "With --trust: require (default) rejects an image that comes without --signature;"
              + " allow-unsigned does not. A signature that is given must be right under both.")
  private String policy;

  @Option(
      names = "--hash-alg",
      paramLabel = "HASH",
      description = "The hash of the digest that was signed: sha256 (default) or sha512.")
  private String hash;

  /** What the options demand. */
  Promise promise() throws CommandException {
    requireSense();
    ImageDigest expected = digest == null ? null : ImageDigest.parse(digest);
    VerityHash algorithm = algorithm(expected);
    Promise ofDigest = expected == null ? Promise.NONE : Promise.ofDigest(expected);
    if (trust.isEmpty()) {
      return ofDigest;
    }
    Trust trusted = trusted();
    Instant when = at == null ? Instant.now() : TimeText.parse(at, "--at");
    boolean isRequired = isSignatureRequired();
    if (signature != null) {
      ByteView bytes = SmallFile.read(signature);
      return new Promise.Signed(algorithm, expected, bytes, trusted, when);
    }
    return isRequired ? Promise.UNSIGNED : ofDigest;
  }

  private void requireSense() throws CommandException {
    if (signature != null && trust.isEmpty()) {
      throw new CommandException(
          "--signature: without --trust, a signature by anybody at all would do");
    }
    if (trust.isEmpty() && (at != null || policy != null)) {
      throw new CommandException("--at, --policy: these are for signatures, and need --trust");
    }
    if (hash != null && signature == null) {
      throw new CommandException("--hash-alg: this is for a --signature");
    }
  }

  /** The algorithm is what the caller says, and nothing that comes with the image (V-010). */
  private VerityHash algorithm(ImageDigest expected) throws CommandException {
    if (hash == null) {
      return expected == null ? VerityHash.SHA_256 : expected.hash();
    }
    VerityHash algorithm = VerityOptions.hash(hash);
    if (expected != null && expected.hash() != algorithm) {
      throw new CommandException("--hash-alg: the --digest has another hash");
    }
    return algorithm;
  }

  private Trust trusted() throws CommandException {
    List<ByteView> files = new ArrayList<>();
    for (String name : trust) {
      files.add(SmallFile.read(name));
    }
    try {
      return Trust.of(files);
    } catch (RejectedException e) {
      throw new CommandException("--trust: " + e.violation());
    }
  }

  private boolean isSignatureRequired() throws CommandException {
    if (policy == null || policy.equals("require")) {
      return true;
    }
    if (policy.equals("allow-unsigned")) {
      return false;
    }
    throw new CommandException("--policy: require or allow-unsigned, not '" + policy + "'");
  }
}
