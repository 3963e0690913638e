package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.sign.SignatureRule;
import io.takecover.verity.VerityHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code verify} and {@code sign} with digests and signatures: what is asked, and in which order.
 */
class VerifiedModeTest {
  private static final String WHEN = "--at=2026-01-01T00:00:00Z";

  @TempDir Path folder;

  private static Path sign(String name) {
    return ProjectFolder.corpus().resolve("sign").resolve(name);
  }

  private static Path key(String name) {
    return sign("keys/" + name);
  }

  private static Path image() {
    return ProjectFolder.corpus().resolve("native/valid/device-null.img");
  }

  private static String ruleOf(Cli cli) {
    return cli.out().replaceAll("(?s).*: reject (\\S+) .*", "$1");
  }

  @ParameterizedTest
  @CsvSource({
    "valid/fsverity-rsa.sig, rsa.pem",
    "valid/openssl-cms-ecdsa-bare.sig, ecdsa.pem",
    "valid/openssl-cms-issued.sig, authority.pem",
    "valid/openssl-ed25519.sig, ed25519.ostree"
  })
  void aTrustedSignatureIsAccepted(String signature, String trust) {
    Cli cli =
        Cli.run("verify", WHEN, "--signature", sign(signature), "--trust", key(trust), image());
    assertThat(cli.out()).endsWith(": accept native v1, 2 inodes\n");
    assertThat(cli.exit()).isZero();
  }

  /** Each cause has its own rule, and none is exit code 0. */
  @ParameterizedTest
  @CsvSource({
    "valid/fsverity-rsa.sig, stranger.pem, device-null, S-031",
    "valid/fsverity-expired.sig, expired.pem, device-null, S-034",
    "valid/fsverity-rsa.sig, rsa.pem, fifo, S-032",
    "make.sh, rsa.pem, device-null, S-004",
    "malformed/openssl-cms-attached.sig, rsa.pem, device-null, S-009"
  })
  void causesAreToldApart(String signature, String trust, String name, String rule) {
    Path image = ProjectFolder.corpus().resolve("native/valid/" + name + ".img");
    Cli cli = Cli.run("verify", WHEN, "--signature", sign(signature), "--trust", key(trust), image);
    assertThat(ruleOf(cli)).isEqualTo(rule);
    assertThat(cli.exit()).isEqualTo(1);
  }

  @Test
  void thePolicyWantsASignature() {
    Path trust = key("rsa.pem");
    Cli cli = Cli.run("verify", "--trust", trust, image());
    assertThat(ruleOf(cli)).isEqualTo("S-030");
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(Cli.run("verify", "--policy=require", "--trust", trust, image())).isEqualTo(cli);
    Cli allowed = Cli.run("verify", "--policy=allow-unsigned", "--trust", trust, image());
    assertThat(allowed.exit()).isZero();
    Cli bad =
        Cli.run(
            "verify",
            "--policy=allow-unsigned",
            WHEN,
            "--signature",
            sign("valid/fsverity-expired.sig"),
            "--trust",
            key("expired.pem"),
            image());
    assertThat(ruleOf(bad)).isEqualTo("S-034");
  }

  @Test
  void aDigestIsAskedBesidesTheSignature() {
    Path signature = sign("valid/fsverity-rsa.sig");
    String right = Cli.run("digest", image()).out().split(" ", 2)[0];
    String wrong = right.substring(0, right.length() - 1) + (right.endsWith("0") ? "1" : "0");
    Path trust = key("rsa.pem");
    assertThat(
            Cli.run(
                    "verify",
                    "--digest",
                    right,
                    "--signature",
                    signature,
                    "--trust",
                    trust,
                    image())
                .exit())
        .isZero();
    assertThat(
            ruleOf(
                Cli.run(
                    "verify",
                    "--digest",
                    wrong,
                    "--signature",
                    signature,
                    "--trust",
                    trust,
                    image())))
        .isEqualTo("V-014");
  }

  @Test
  void offsetsOfASignatureAreNotThoseOfTheImage() throws IOException {
    Path signature = sign("malformed/openssl-cms-attached.sig");
    Cli cli = Cli.run("verify", "--signature", signature, "--trust", key("rsa.pem"), image());
    assertThat(cli.out()).contains("device-null.img: reject S-009 (signature:");
    Cli told =
        Cli.run("verify", "--json", "--signature", signature, "--trust", key("rsa.pem"), image());
    JsonNode violation = new ObjectMapper().readTree(told.out()).at("/violations/0");
    assertThat(violation.get("rule").asText()).isEqualTo("S-009");
    assertThat(violation.get("offset").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "--policy=require, --policy",
    "--at=2026-01-01T00:00:00Z, --at",
    "--signature=x.sig, --trust",
    "--trust=/no/such/file, /no/such/file",
    "--hash-alg=sha512, --hash-alg"
  })
  void optionsThatMakeNoSense(String option, String named) {
    Cli cli = Cli.run("verify", option, image());
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains(named);
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--policy=lax", "--at=yesterday", "--trust=make.sh"})
  void valuesThatMakeNoSense(String option) {
    String given = option.replace("make.sh", sign("make.sh").toString());
    Cli cli = Cli.run("verify", "--trust", key("rsa.pem"), given, image());
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains(option.substring(0, option.indexOf('=')));
  }

  /** A parser and a promise that note when they are asked. */
  @Test
  void theDigestIsSettledBeforeAnythingIsParsed() throws Exception {
    List<String> asked = new ArrayList<>();
    Gate.Parser parser =
        bytes -> {
          asked.add("parsed");
          return Composefs.inspect(bytes, Limits.DEFAULT, Profile.STRICT, Format.NATIVE);
        };
    Promise kept =
        image -> {
          asked.add("settled");
          return ImageDigest.of(image, VerityHash.SHA_256);
        };
    Promise broken =
        image -> {
          asked.add("settled");
          throw new RejectedException(new Violation(SignatureRule.UNTRUSTED, 0, "signer", 0));
        };
    Source source = Sources.one(image().toString());
    for (boolean telling : new boolean[] {false, true}) {
      asked.clear();
      assertThat(gate(broken, telling, parser).judge(source).verdict())
          .isInstanceOf(Verdict.Rejected.class);
      assertThat(asked).containsExactly("settled");
      asked.clear();
      assertThat(gate(kept, telling, parser).judge(source).isAccepted()).isTrue();
      assertThat(asked).containsExactly("settled", "parsed");
    }
  }

  /** However large: not even the head of a file is looked at before its digest is known. */
  @Test
  void notEvenTheHeadIsParsedFirst() throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[3 * ImageFile.HEAD_SIZE]);
    Promise broken =
        image -> {
          assertThat(image.size()).isEqualTo(3L * ImageFile.HEAD_SIZE);
          throw new RejectedException(new Violation(SignatureRule.UNTRUSTED, 0, "signer", 0));
        };
    Gate.Parser never =
        bytes -> {
          throw new AssertionError("parsed");
        };
    assertThat(gate(broken, false, never).judge(Sources.one(large.toString())).isAccepted())
        .isFalse();
  }

  private static Gate gate(Promise promise, boolean telling, Gate.Parser parser)
      throws CommandException {
    Console console =
        Console.of(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream());
    return new Gate(console, new GateOptions(), promise, telling, parser);
  }

  /** Whatever one bit of an image is changed to, the signature is no longer over it. */
  @Test
  void everyBitOfASignedImageCounts() throws Exception {
    byte[] image = Files.readAllBytes(image());
    Holder holder = new Holder();
    new CommandLine(holder)
        .parseArgs(
            WHEN,
            "--signature=" + sign("valid/openssl-ed25519.sig"),
            "--trust=" + key("ed25519.ostree"));
    Promise promise = holder.options.promise();
    assertThat(promise.settle(ByteView.of(image))).isNotNull();
    for (int bit = 0; bit < 8 * image.length; bit++) {
      image[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(isKept(promise, image)).as("bit %d", bit).isFalse();
      image[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static boolean isKept(Promise promise, byte[] image) {
    try {
      promise.settle(ByteView.of(image));
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  @Command
  private static final class Holder {
    @Mixin private PromiseOptions options = new PromiseOptions();
  }

  @ParameterizedTest
  @CsvSource({"rsa, sha256", "ecdsa, sha256", "p384, sha512", "ed25519, sha512"})
  void whatSignMakesVerifyAccepts(String name, String hash) {
    Path signature = folder.resolve("x.sig");
    boolean isRaw = name.equals("ed25519");
    List<Object> words = new ArrayList<>(List.of("sign", "--hash-alg", hash, "--key"));
    words.add(key(name + ".key"));
    if (!isRaw) {
      words.addAll(List.of("--cert", key(name + ".pem")));
    }
    words.addAll(List.of(image(), signature));
    Cli signed = Cli.run(words.toArray());
    assertThat(signed.out()).startsWith(hash + ":");
    assertThat(Cli.run(words.toArray()).err()).contains("there already");
    Path trust = key(isRaw ? "ed25519.pub" : name + ".pem");
    Cli verified =
        Cli.run(
            "verify",
            "--hash-alg",
            hash,
            WHEN,
            "--signature",
            signature,
            "--trust",
            trust,
            image());
    assertThat(verified.exit()).isZero();
    String other = hash.equals("sha256") ? "sha512" : "sha256";
    Cli confused =
        Cli.run(
            "verify",
            "--hash-alg",
            other,
            WHEN,
            "--signature",
            signature,
            "--trust",
            trust,
            image());
    assertThat(confused.exit()).isEqualTo(1);
  }

  @Test
  void signingNeedsAKeyThatCanSign() {
    Path out = folder.resolve("x.sig");
    Cli none = Cli.run("sign", "--key", key("rsa.key"), image(), out);
    assertThat(none.err()).contains("S-051");
    Cli other = Cli.run("sign", "--key", key("rsa.key"), "--cert", key("ecdsa.pem"), image(), out);
    assertThat(other.err()).contains("S-053");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(other.exit()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
