package io.takecover.fuzz.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands that stand before a mount, and the one that makes images, so that Java keeps
 * the classes which they load: see the script {@code class-archive}.
 */
final class ClassArchive {
  private static final List<String> FORMATS = List.of("native", "erofs");

  /** What the signatures of the corpus are over. */
  private static final String SIGNED = "/native/valid/device-null.img";

  private ClassArchive() {}

  /**
   * @param args the folder of the corpus
   */
  public static void main(String[] args) throws IOException {
    String corpus = args[0];
    for (String format : FORMATS) {
      run("verify", corpus + "/" + format + "/valid/each-type.img");
    }
    String signed = corpus + SIGNED;
    run("digest", signed, signed);
    run("fsck", "-q", "--store=" + corpus, signed);
    Path made = Files.createTempFile("takecover", ".img");
    run(
        "mk",
        "--force",
        "--from-dump=" + corpus + "/dump/valid/erofs-each-type.dump",
        made.toString());
    Files.delete(made);
    verifySigned(corpus, "rsa", "rsa");
    verifySigned(corpus, "rsa-bare", "rsa");
    verifySigned(corpus, "ecdsa-bare", "ecdsa");
  }

  private static void verifySigned(String corpus, String signature, String signer) {
    run(
        "verify",
        "--signature=" + corpus + "/sign/valid/openssl-cms-" + signature + ".sig",
        "--trust=" + corpus + "/sign/keys/" + signer + ".pem",
        "--at=2026-01-01T00:00:00Z",
        corpus + SIGNED);
  }

  private static void run(String... command) {
    Console silent =
        Console.of(InputStream.nullInputStream(), OutputStream.nullOutputStream(), System.err);
    if (Main.run(command, silent) != Exit.DONE) {
      throw new IllegalStateException("not done: " + String.join(" ", command));
    }
  }
}
