package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.sign.FormattedDigest;
import io.takecover.sign.SigningKey;
import io.takecover.verity.ParallelVerity;
import io.takecover.verity.VerityHash;
import io.takecover.verity.VerityParameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Sign the fs-verity digest of a file, for tests and small setups: the key is a file too.",
      "An RSA or elliptic key makes a detached CMS message in DER, as `fsverity sign` does; an"
          + " Ed25519 key makes the 64 bytes that OSTree keeps. Whether the file is a good image"
          + " is not asked: `verify` it first."
    })
final class SignCommand implements Callable<Integer> {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "The private key: PEM, not encrypted.")
  private String key;

  @Option(
      names = "--cert",
      paramLabel = "CERT",
      description = "The key's certificate: PEM. Not for Ed25519.")
  private String certificate;

  @Option(
      names = "--hash-alg",
      paramLabel = "HASH",
      description = "The digest's hash: sha256 (default) or sha512.")
  private String hash = VerityHash.SHA_256.label();

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  @Parameters(index = "0", paramLabel = "FILE", description = "What to sign, or - for stdin.")
  private String file;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The signature, a file which is there whole or not at all.")
  private String out;

  private final Console console;

  SignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException {
    VerityHash algorithm = VerityOptions.hash(hash);
    NewFile target = NewFile.at(out, force);
    SigningKey signer = signer();
    Source source = Sources.one(file);
    byte[] digest = digest(source, VerityParameters.of(algorithm));
    try {
      target.write(signer.sign(FormattedDigest.of(algorithm, digest)));
    } catch (RejectedException e) {
      throw new CommandException("--key: " + e.violation());
    }
    console.line(ImageDigest.of(algorithm, digest) + " " + source.label());
    return Exit.DONE;
  }

  private SigningKey signer() throws CommandException {
    ByteView keyFile = SmallFile.read(key);
    ByteView certificateFile = certificate == null ? null : SmallFile.read(certificate);
    try {
      return SigningKey.read(keyFile, certificateFile);
    } catch (RejectedException e) {
      throw new CommandException("--key, --cert: " + e.violation());
    }
  }

  private byte[] digest(Source source, VerityParameters parameters) throws CommandException {
    try (InputStream in = source.path() == null ? console.in() : ImageFile.open(source)) {
      return new ParallelVerity(parameters, Jobs.count(null)).digest(in);
    } catch (IOException e) {
      throw new CommandException(source.label() + ": cannot be read: " + ImageFile.reason(e));
    } catch (RejectedException e) {
      throw new CommandException(source.label() + ": " + e.violation());
    }
  }
}
