package io.takecover.sign;

import static io.takecover.sign.Der.NOTHING;

import io.takecover.bytes.ByteView;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;

/** A CMS message, made part by part, so that each part can be made wrong. */
final class Message {
  static final byte[] DATA = Der.oid("2a864886f70d010701");
  static final byte[] SHA_256 = Der.sequence(Der.oid("608648016503040201"));
  static final byte[] SHA_512 = Der.sequence(Der.oid("608648016503040203"));
  private static final byte[] ECDSA_SHA_256 = Der.sequence(Der.oid("2a8648ce3d040302"));
  private static final byte[] RSA_SHA_256 = Der.sequence(Der.oid("2a864886f70d01010b"), Der.NULL);

  byte[] type = Der.oid("2a864886f70d010702");
  byte[] version = Der.number(1);
  byte[] hashes = Der.set(SHA_256);
  byte[] content = Der.sequence(DATA);
  byte[] certificates = NOTHING;
  byte[] revoked = NOTHING;
  byte[] afterSigners = NOTHING;
  byte[] afterData = NOTHING;
  byte[] afterContent = NOTHING;
  byte[] afterAll = NOTHING;
  byte[] signerVersion = Der.number(1);
  byte[] identifier;
  byte[] hash = SHA_256;
  byte[] attributes = NOTHING;
  byte[] algorithm;
  byte[] signature;
  byte[] afterSignature = NOTHING;

  /** Of a signer of {@code corpus/sign/keys}. */
  private Message(String signer) {
    X509Certificate certificate = TestKeys.certificate(signer);
    boolean rsa = certificate.getPublicKey().getAlgorithm().equals("RSA");
    identifier =
        Der.sequence(
            certificate.getIssuerX500Principal().getEncoded(),
            Der.tagged(DerReader.INTEGER, certificate.getSerialNumber().toByteArray()));
    algorithm = rsa ? RSA_SHA_256 : ECDSA_SHA_256;
    ByteView digest = TestKeys.digest().bytes();
    signature = sign(signer, digest.copy(0, digest.size()));
  }

  private byte[] sign(String signer, byte[] message) {
    boolean rsa = algorithm == RSA_SHA_256;
    return TestKeys.sign(signer, rsa ? "SHA256withRSA" : "SHA256withECDSA", message);
  }

  /** A message with one thing wrong. */
  static byte[] of(String signer, Consumer<Message> defect) {
    Message message = new Message(signer);
    defect.accept(message);
    return message.bytes();
  }

  /** Gives the signer these attributes, and the signature over them. */
  void signAttributes(String signer, byte[]... each) {
    attributes = Der.tagged(DerReader.CONTEXT_0, each);
    signature = sign(signer, Der.set(each));
  }

  static byte[] attribute(String oid, byte[]... values) {
    return Der.sequence(Der.oid(oid), Der.set(values));
  }

  static byte[] contentType() {
    return attribute("2a864886f70d010903", DATA);
  }

  static byte[] messageDigest() {
    ByteView hash = HashAlgorithm.SHA_256.hash(TestKeys.digest().bytes());
    return attribute("2a864886f70d010904", Der.octets(hash.copy(0, hash.size())));
  }

  byte[] signer() {
    return Der.sequence(
        signerVersion,
        identifier,
        hash,
        attributes,
        algorithm,
        Der.octets(signature),
        afterSignature);
  }

  byte[] bytes() {
    return bytes(signer());
  }

  byte[] bytes(byte[]... signers) {
    byte[] data =
        Der.sequence(
            version, hashes, content, certificates, revoked, Der.set(signers), afterSigners);
    byte[] tagged = Der.tagged(DerReader.CONTEXT_0, data, afterData);
    return Der.join(Der.sequence(type, tagged, afterContent), afterAll);
  }

  /** Messages with other signers than the one. */
  static byte[] withSigners(int count) {
    byte[][] all = new byte[count][];
    Message message = new Message("ecdsa");
    for (int i = 0; i < count; i++) {
      message.identifier = Der.tagged(DerReader.CONTEXT_0_BYTES, new byte[] {(byte) i});
      message.signerVersion = Der.number(3);
      all[i] = message.signer();
    }
    message.version = Der.number(3);
    message.hashes = count == 0 ? Der.set() : message.hashes;
    return message.bytes(all);
  }
}
