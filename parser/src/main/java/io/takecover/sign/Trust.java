package io.takecover.sign;

import static io.takecover.sign.DerReader.require;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.sign.DerReader.Element;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Whom the caller trusts: certificates, each of a signer or of who issued the signer's, and Ed25519
 * public keys.
 */
public final class Trust {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final Pattern BLANK = Pattern.compile("\\s+");
  private static final String FIELD = "trust";

  private final List<Certificate> certificates = new ArrayList<>();
  private final List<Ed25519PublicKeyParameters> keys = new ArrayList<>();

  private Trust() {}

  /**
   * Reads trust files. Each holds PEM blocks, {@code CERTIFICATE} or {@code PUBLIC KEY}, with any
   * text between them; or, as OSTree has them, Ed25519 keys of 32 bytes in base64, one a line.
   *
   * @throws RejectedException where a file holds neither, or anything else besides
   */
  public static Trust of(List<ByteView> files) throws RejectedException {
    Trust trust = new Trust();
    for (ByteView file : files) {
      trust.add(file);
    }
    return trust;
  }

  private void add(ByteView file) throws RejectedException {
    String text = new String(file.copy(0, file.size()), StandardCharsets.ISO_8859_1);
    int known = certificates.size() + keys.size();
    if (text.contains("-----BEGIN")) {
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        addBlock(block.group(1), decode(block.group(2), block.start()), block.start());
      }
    } else {
      for (String word : BLANK.split(text.strip(), -1)) {
        byte[] key = decode(word, 0);
        requireFile(key.length == Ed25519PublicKeyParameters.KEY_SIZE, 0);
        keys.add(new Ed25519PublicKeyParameters(key, 0));
      }
    }
    requireFile(certificates.size() + keys.size() > known, 0);
  }

  private void addBlock(String type, byte[] der, int offset) throws RejectedException {
    if (type.equals("CERTIFICATE")) {
      ByteView certificate = ByteView.of(der);
      DerReader.requireDer(certificate);
      certificates.add(Certificate.read(certificate));
      return;
    }
    requireFile(type.equals("PUBLIC KEY"), offset);
    try {
      boolean isEd25519 =
          PublicKeyFactory.createKey(der) instanceof Ed25519PublicKeyParameters key
              && keys.add(key);
      requireFile(isEd25519, offset);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw refusal(offset);
    }
  }

  private static byte[] decode(String base64, int offset) throws RejectedException {
    try {
      return Base64.getDecoder().decode(BLANK.matcher(base64).replaceAll(""));
    } catch (IllegalArgumentException e) {
      throw refusal(offset);
    }
  }

  private static void requireFile(boolean holds, int offset) throws RejectedException {
    if (!holds) {
      throw refusal(offset);
    }
  }

  private static RejectedException refusal(int offset) {
    return new RejectedException(new Violation(SignatureRule.TRUST_FILE, offset, FIELD, 0));
  }

  List<Ed25519PublicKeyParameters> keys() {
    return keys;
  }

  /** The trusted certificates, and those in a message that one of them has signed. */
  List<Candidate> candidates(List<ByteView> enclosed) throws RejectedException {
    List<Candidate> candidates = new ArrayList<>();
    certificates.forEach(trusted -> candidates.add(new Candidate(trusted, null)));
    for (ByteView certificate : enclosed) {
      Optional<Certificate> issuer = issuer(certificate);
      if (issuer.isPresent()) {
        candidates.add(new Candidate(Certificate.read(certificate), issuer.get()));
      }
    }
    return candidates;
  }

  /**
   * Who of those trusted signed a certificate, of which nothing is looked at but how it is signed.
   */
  private Optional<Certificate> issuer(ByteView certificate) throws RejectedException {
    DerReader parts = new DerReader(certificate).next(DerReader.SEQUENCE, "certificate").parts();
    ByteView signed = parts.next(DerReader.SEQUENCE, "certificate.signed").whole();
    Element algorithm = parts.next(DerReader.SEQUENCE, "certificate.algorithm");
    Element oid = algorithm.parts().next(DerReader.OID, "certificate.algorithm");
    Element bits = parts.next(DerReader.BIT_STRING, "certificate.signature");
    parts.requireEnd("certificate");
    boolean isWhole = bits.content().size() > 1 && bits.content().u8(0) == 0;
    require(isWhole, SignatureRule.STRUCTURE, bits.whole(), "certificate.signature", 0);
    ByteView signature = bits.content().slice(1, bits.content().size() - 1);
    Scheme scheme = Scheme.find(oid.content(), null);
    return certificates.stream()
        .filter(trusted -> scheme != null && scheme.fits(trusted.key()))
        .filter(trusted -> scheme.verify(trusted.key(), signed, signature))
        .findFirst();
  }
}
