package io.takecover.sign;

import static io.takecover.sign.Message.SHA_256;
import static io.takecover.sign.Message.SHA_512;
import static io.takecover.sign.Message.contentType;
import static io.takecover.sign.Message.messageDigest;

import io.takecover.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Messages with one defect each. */
final class MessageDefects {
  private static final String SIGNING_TIME = "2a864886f70d010905";

  private final List<Defect> all = new ArrayList<>();

  /** A message, and the rule that it breaks. */
  record Defect(SignatureRule rule, String name, ByteView message) {
    @Override
    public String toString() {
      return rule + " " + name;
    }
  }

  private MessageDefects() {}

  static List<Defect> all() {
    MessageDefects defects = new MessageDefects();
    defects.encodings();
    defects.structures();
    defects.algorithms();
    defects.attributes();
    defects.signatures();
    return defects.all;
  }

  private void add(SignatureRule rule, String name, byte[] message) {
    all.add(new Defect(rule, name, ByteView.of(message)));
  }

  private void add(SignatureRule rule, String name, Consumer<Message> defect) {
    add(rule, name, Message.of("ecdsa", defect));
  }

  private void attributes(SignatureRule rule, String name, byte[]... attributes) {
    add(rule, name, m -> m.signAttributes("ecdsa", attributes));
  }

  private void encodings() {
    add(SignatureRule.SIZE, "nothing", Der.NOTHING);
    add(SignatureRule.SIZE, "16129 bytes", new byte[16_129]);
    add(SignatureRule.STRUCTURE, "16128 bytes", new byte[16_128]);
    add(SignatureRule.DER_BOUNDS, "one byte", Der.raw("30"));
    add(SignatureRule.DER_BOUNDS, "a length that is not there", Der.raw("3082"));
    add(SignatureRule.DER_BOUNDS, "a length of three bytes", Der.raw("3083010000"));
    add(SignatureRule.DER_BOUNDS, "content that is not there", Der.raw("30020500".substring(0, 6)));
    add(SignatureRule.DER_LENGTH, "no length", Der.raw("30800000"));
    add(SignatureRule.DER_LENGTH, "5 in two bytes", Der.raw("308103020101"));
    add(
        SignatureRule.DER_LENGTH,
        "128 in three bytes",
        Der.join(Der.raw("04820080"), new byte[128]));
    add(SignatureRule.DER_LENGTH, "an empty number", m -> m.version = Der.raw("0200"));
    add(SignatureRule.DER_LENGTH, "a zero before a number", m -> m.version = Der.raw("02020001"));
    add(SignatureRule.DER_LENGTH, "ones before a number", m -> m.version = Der.raw("0202ff80"));
    add(SignatureRule.DER_FORM, "a string in parts", m -> m.content = Der.raw("240404020000"));
    add(SignatureRule.DER_FORM, "a long tag", m -> m.content = Der.raw("1f0100"));
    add(SignatureRule.DER_DEPTH, "33 sequences", nested(33));
    add(SignatureRule.STRUCTURE, "31 sequences", nested(31));
    add(SignatureRule.TRAILING, "a byte behind it", m -> m.afterAll = Der.raw("0500"));
    add(SignatureRule.TRAILING, "more behind the signers", m -> m.afterSigners = Der.NULL);
    add(SignatureRule.TRAILING, "more behind the content", m -> m.afterContent = Der.NULL);
    add(SignatureRule.TRAILING, "more in the content", m -> m.afterData = Der.NULL);
    add(
        SignatureRule.TRAILING,
        "more behind a serial number",
        m -> m.identifier = Der.sequence(inside(m.identifier), Der.NULL));
    add(SignatureRule.TRAILING, "more in a signer", m -> m.afterSignature = Der.NULL);
  }

  /** What a short element holds. */
  private static byte[] inside(byte[] element) {
    return Arrays.copyOfRange(element, 2, element.length);
  }

  private static byte[] nested(int depth) {
    byte[] message = Der.NOTHING;
    for (int i = 0; i < depth; i++) {
      message = Der.sequence(message);
    }
    return message;
  }

  private void structures() {
    add(SignatureRule.STRUCTURE, "no version", m -> m.version = Der.NOTHING);
    add(
        SignatureRule.STRUCTURE,
        "a certificate of none",
        m -> m.certificates = Der.raw("a0020500"));
    byte[] short1 = Der.raw("a00b3009" + "3000" + "3003060100" + "030100".substring(0, 2));
    add(SignatureRule.DER_BOUNDS, "a certificate cut short", m -> m.certificates = short1);
    byte[] noBits = Der.raw("a00c300a" + "3000" + "3003060100" + "030100");
    add(SignatureRule.STRUCTURE, "a certificate with no bits", m -> m.certificates = noBits);
    byte[] halfByte = Der.raw("a00d300b" + "3000" + "3003060100" + "03020100");
    add(SignatureRule.STRUCTURE, "a certificate of 7 bits", m -> m.certificates = halfByte);
    byte[] more = Der.raw("a00f300d" + "3000" + "3003060100" + "03020000" + "0500");
    add(SignatureRule.TRAILING, "more in a certificate", m -> m.certificates = more);
    add(SignatureRule.CONTENT_TYPE, "enveloped", m -> m.type = Der.oid("2a864886f70d010703"));
    add(
        SignatureRule.CONTENT_TYPE,
        "over a signature",
        m -> m.content = Der.sequence(Der.oid("2a864886f70d010702")));
    byte[] enclosed = Der.tagged(DerReader.CONTEXT_0, Der.octets(new byte[44]));
    add(SignatureRule.ATTACHED, "content", m -> m.content = Der.sequence(Message.DATA, enclosed));
    add(SignatureRule.VERSION, "2", m -> m.version = Der.number(2));
    add(SignatureRule.VERSION, "3 without a key identifier", m -> m.version = Der.number(3));
    add(SignatureRule.VERSION, "257", m -> m.version = Der.raw("02020101"));
    add(SignatureRule.VERSION, "a signer of 3", m -> m.signerVersion = Der.number(3));
    add(SignatureRule.REVOCATION, "a list", m -> m.revoked = Der.raw("a100"));
    add(SignatureRule.COUNT, "no signer", Message.withSigners(0));
    add(SignatureRule.COUNT, "9 signers", Message.withSigners(9));
    add(SignatureRule.UNTRUSTED, "8 signers", Message.withSigners(8));
    byte[] nine = Der.tagged(DerReader.CONTEXT_0, Der.raw("3000".repeat(9)));
    add(SignatureRule.COUNT, "9 certificates", m -> m.certificates = nine);
  }

  private void algorithms() {
    byte[] sha1 = Der.sequence(Der.oid("2b0e03021a"));
    add(SignatureRule.DIGEST_ALGORITHM, "SHA-1 in the list", m -> m.hashes = Der.set(sha1));
    add(SignatureRule.DIGEST_ALGORITHM, "SHA-1 of a signer", m -> m.hash = sha1);
    add(SignatureRule.DIGEST_ALGORITHMS, "none", m -> m.hashes = Der.set());
    add(SignatureRule.DIGEST_ALGORITHMS, "two", m -> m.hashes = Der.set(SHA_256, SHA_512));
    add(SignatureRule.SET_ORDER, "two, turned", m -> m.hashes = Der.set(SHA_512, SHA_256));
    add(SignatureRule.SET_ORDER, "one twice", m -> m.hashes = Der.set(SHA_256, SHA_256));
    algorithm(SignatureRule.SIGNATURE_ALGORITHM, "RSA-PSS", Der.oid("2a864886f70d01010a"));
    algorithm(SignatureRule.SIGNATURE_ALGORITHM, "of SHA-512", Der.oid("2a8648ce3d040304"));
    byte[] ecdsa = Der.oid("2a8648ce3d040302");
    algorithm(SignatureRule.PARAMETERS, "NULL for ECDSA", ecdsa, Der.NULL);
    byte[] rsa = Der.oid("2a864886f70d01010b");
    algorithm(SignatureRule.PARAMETERS, "a number", rsa, Der.number(0));
    algorithm(SignatureRule.PARAMETERS, "NULL of a byte", rsa, Der.raw("050100"));
    algorithm(SignatureRule.TRAILING, "NULL twice", rsa, Der.NULL, Der.NULL);
    algorithm(SignatureRule.BAD_SIGNATURE, "RSA for ECDSA", rsa, Der.NULL);
  }

  private void algorithm(SignatureRule rule, String name, byte[]... parts) {
    add(rule, name, m -> m.algorithm = Der.sequence(parts));
  }

  private void attributes() {
    add(SignatureRule.UNSIGNED_ATTRIBUTES, "none of them", m -> m.afterSignature = Der.raw("a100"));
    byte[] other = Message.attribute("2a864886f70d01090d", Der.NULL);
    attributes(SignatureRule.ATTRIBUTE, "another", other, contentType(), messageDigest());
    attributes(SignatureRule.ATTRIBUTES, "none");
    attributes(SignatureRule.ATTRIBUTES, "no hash", contentType());
    attributes(SignatureRule.ATTRIBUTES, "no type", messageDigest());
    byte[] time = Message.attribute(SIGNING_TIME, time("260101000000Z"));
    byte[] later = Message.attribute(SIGNING_TIME, time("270101000000Z"));
    attributes(SignatureRule.ATTRIBUTES, "two times", contentType(), time, later, messageDigest());
    byte[] signed = Message.attribute("2a864886f70d010903", Der.oid("2a864886f70d010702"));
    attributes(SignatureRule.ATTRIBUTES, "of another type", signed, messageDigest());
    byte[] twice = Message.attribute("2a864886f70d010903", Message.DATA, Message.DATA);
    attributes(SignatureRule.TRAILING, "two types", twice, messageDigest());
    byte[] hash = Der.octets(new byte[32]);
    byte[] hashes = Message.attribute("2a864886f70d010904", hash, hash);
    attributes(SignatureRule.TRAILING, "two hashes", contentType(), hashes);
    byte[] type = Der.oid("2a864886f70d010903");
    byte[] parts = Der.sequence(type, Der.set(Message.DATA), Der.NULL);
    attributes(SignatureRule.TRAILING, "three parts", parts, messageDigest());
    attributes(SignatureRule.SET_ORDER, "turned", messageDigest(), contentType());
    byte[] zeros = Message.attribute("2a864886f70d010904", Der.octets(new byte[32]));
    attributes(SignatureRule.MESSAGE_DIGEST, "of something else", contentType(), zeros);
    byte[] few = Message.attribute("2a864886f70d010904", Der.octets(new byte[31]));
    attributes(SignatureRule.MESSAGE_DIGEST, "too short", contentType(), few);
    add(
        SignatureRule.BAD_SIGNATURE,
        "attributes that nobody signed",
        m -> m.attributes = Der.tagged(DerReader.CONTEXT_0, contentType(), messageDigest()));
  }

  private static byte[] time(String text) {
    return Der.tagged(0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  private void signatures() {
    form("no sequence", Der.octets(new byte[8]));
    form("empty", Der.NOTHING);
    byte[] one = Der.number(1);
    add(SignatureRule.STRUCTURE, "one number", m -> m.signature = Der.sequence(one));
    add(SignatureRule.TRAILING, "three", m -> m.signature = Der.sequence(one, one, one));
    byte[] two = Der.sequence(one, one);
    add(SignatureRule.TRAILING, "more behind it", m -> m.signature = Der.join(two, one));
    add(SignatureRule.BAD_SIGNATURE, "1, 1", m -> m.signature = two);
    byte[] padded = Der.sequence(Der.raw("02020001"), one);
    add(SignatureRule.DER_LENGTH, "a zero before r", m -> m.signature = padded);
    byte[] zeros = Der.sequence(Der.number(0), Der.number(0));
    add(SignatureRule.BAD_SIGNATURE, "0, 0", m -> m.signature = zeros);
    byte[] negative = Der.sequence(Der.number(-1), Der.number(-1));
    add(SignatureRule.BAD_SIGNATURE, "-1, -1", m -> m.signature = negative);
    byte[] nul = {0};
    byte[] long1 = Message.of("rsa", m -> m.signature = Der.join(nul, m.signature));
    add(SignatureRule.SIGNATURE_FORM, "RSA with a zero before it", long1);
    byte[] ones = Der.raw("ff".repeat(256));
    byte[] large = Message.of("rsa", m -> m.signature = ones);
    add(SignatureRule.BAD_SIGNATURE, "RSA above the modulus", large);
    byte[] zero = Message.of("rsa", m -> m.signature = new byte[256]);
    add(SignatureRule.BAD_SIGNATURE, "RSA of zero", zero);
  }

  private void form(String name, byte[] signature) {
    add(SignatureRule.SIGNATURE_FORM, name, m -> m.signature = signature);
  }
}
