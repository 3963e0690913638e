package io.takecover.sign;

import static io.takecover.sign.DerReader.require;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.sign.DerReader.Element;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a CMS message (RFC 5652) apart, of the one shape that a detached signature over an
 * fs-verity digest has:
 *
 * <pre>
 * SEQUENCE { signedData, [0] { SEQUENCE {
 *   version, SET { hashes }, SEQUENCE { data }, [0] { certificates } OPTIONAL,
 *   SET { signers: SEQUENCE {
 *     version, SEQUENCE { issuer, serial } or [0] key identifier, hash,
 *     [0] { signed attributes } OPTIONAL, algorithm, signature } } } } }
 * </pre>
 */
final class SignedDataReader {
  private static final int MAX_COUNT = 8;
  private static final int VERSION_OF_SERIAL = 1;
  private static final int VERSION_OF_KEY_IDENTIFIER = 3;

  private final List<SignedData.SignerInfo> signers = new ArrayList<>();
  private final List<ByteView> certificates = new ArrayList<>();
  private final Set<HashAlgorithm> hashes = EnumSet.noneOf(HashAlgorithm.class);
  private final Set<HashAlgorithm> used = EnumSet.noneOf(HashAlgorithm.class);

  private SignedDataReader() {}

  static SignedData read(ByteView message) throws RejectedException {
    DerReader.requireDer(message);
    SignedDataReader reader = new SignedDataReader();
    reader.readMessage(new DerReader(message));
    return new SignedData(List.copyOf(reader.signers), List.copyOf(reader.certificates));
  }

  private void readMessage(DerReader message) throws RejectedException {
    DerReader info = message.next(DerReader.SEQUENCE, "signature").parts();
    message.requireEnd("signature");
    requireType(info.next(DerReader.OID, "signature.type"), Oid.SIGNED_DATA, "signature.type");
    DerReader content = info.next(DerReader.CONTEXT_0, "signature.content").parts();
    info.requireEnd("signature");
    DerReader data = content.next(DerReader.SEQUENCE, "signed_data").parts();
    content.requireEnd("signature.content");

    Element version = data.next(DerReader.INTEGER, "signed_data.version");
    Element list = data.next(DerReader.SET, "signed_data.hashes");
    readHashes(list);
    readContentInfo(data.next(DerReader.SEQUENCE, "signed_data.content"));
    if (data.has(DerReader.CONTEXT_0)) {
      readCertificates(data.next(DerReader.CONTEXT_0, "signed_data.certificates"));
    }
    boolean listsRevoked = data.has(DerReader.CONTEXT_1);
    Element last = listsRevoked ? data.next(DerReader.CONTEXT_1, "signed_data.crls") : version;
    require(!listsRevoked, SignatureRule.REVOCATION, last.whole(), "signed_data.crls", last.tag());
    readSigners(data.next(DerReader.SET, "signed_data.signers"));
    data.requireEnd("signed_data");

    boolean byKey = signers.stream().anyMatch(signer -> signer.keyIdentifier() != null);
    requireVersion(version, byKey, "signed_data.version");
    require(
        used.equals(hashes),
        SignatureRule.DIGEST_ALGORITHMS,
        list.whole(),
        "signed_data.hashes",
        hashes.size());
  }

  private static void requireType(Element type, Oid wanted, String field) throws RejectedException {
    require(
        type.is(wanted), SignatureRule.CONTENT_TYPE, type.whole(), field, type.content().size());
  }

  private static void requireVersion(Element version, boolean byKey, String field)
      throws RejectedException {
    ByteView number = version.content();
    long wanted = byKey ? VERSION_OF_KEY_IDENTIFIER : VERSION_OF_SERIAL;
    boolean holds = number.size() == 1 && number.u8(0) == wanted;
    require(holds, SignatureRule.VERSION, version.whole(), field, number.u8(0));
  }

  private void readHashes(Element list) throws RejectedException {
    String field = "signed_data.hashes";
    for (Element each : ascending(list, DerReader.SEQUENCE, field)) {
      hashes.add(readHash(each, field));
    }
  }

  private static HashAlgorithm readHash(Element identifier, String field) throws RejectedException {
    DerReader parts = identifier.parts();
    Element oid = parts.next(DerReader.OID, field);
    HashAlgorithm hash = HashAlgorithm.find(oid.content());
    require(hash != null, SignatureRule.DIGEST_ALGORITHM, oid.whole(), field, oid.content().size());
    requireParameters(parts, true, oid, field);
    return hash;
  }

  /** No parameters, or NULL, where that is allowed. */
  private static void requireParameters(
      DerReader parts, boolean maybeNull, Element oid, String field) throws RejectedException {
    if (!parts.isAtEnd()) {
      boolean isNull = parts.has(DerReader.NULL) && maybeNull;
      require(isNull, SignatureRule.PARAMETERS, oid.whole(), field, oid.content().size());
      Element parameters = parts.next(DerReader.NULL, field);
      long size = parameters.content().size();
      require(size == 0, SignatureRule.PARAMETERS, parameters.whole(), field, size);
    }
    parts.requireEnd(field);
  }

  private static void readContentInfo(Element info) throws RejectedException {
    DerReader parts = info.parts();
    requireType(parts.next(DerReader.OID, "content.type"), Oid.DATA, "content.type");
    require(
        parts.isAtEnd(), SignatureRule.ATTACHED, info.whole(), "content", info.content().size());
  }

  private void readCertificates(Element set) throws RejectedException {
    DerReader parts = set.parts();
    while (!parts.isAtEnd()) {
      certificates.add(parts.next(DerReader.SEQUENCE, "signed_data.certificates").whole());
      requireCount(certificates.size(), set, "signed_data.certificates");
    }
  }

  private static void requireCount(long count, Element set, String field) throws RejectedException {
    require(count <= MAX_COUNT, SignatureRule.COUNT, set.whole(), field, count);
  }

  private void readSigners(Element set) throws RejectedException {
    List<Element> all = ascending(set, DerReader.SEQUENCE, "signed_data.signers");
    require(!all.isEmpty(), SignatureRule.COUNT, set.whole(), "signed_data.signers", 0);
    requireCount(all.size(), set, "signed_data.signers");
    for (Element each : all) {
      readSigner(each);
    }
  }

  private void readSigner(Element info) throws RejectedException {
    DerReader parts = info.parts();
    Element version = parts.next(DerReader.INTEGER, "signer.version");
    ByteView issuer = null;
    ByteView serial = null;
    ByteView keyIdentifier = null;
    if (parts.has(DerReader.CONTEXT_0_BYTES)) {
      keyIdentifier = parts.next(DerReader.CONTEXT_0_BYTES, "signer.key_identifier").content();
    } else {
      DerReader identifier = parts.next(DerReader.SEQUENCE, "signer.identifier").parts();
      issuer = identifier.next(DerReader.SEQUENCE, "signer.issuer").whole();
      serial = identifier.next(DerReader.INTEGER, "signer.serial").content();
      identifier.requireEnd("signer.identifier");
    }
    requireVersion(version, keyIdentifier != null, "signer.version");
    HashAlgorithm hash = readHash(parts.next(DerReader.SEQUENCE, "signer.hash"), "signer.hash");
    used.add(hash);
    ByteView attributes = null;
    ByteView messageDigest = null;
    if (parts.has(DerReader.CONTEXT_0)) {
      Element set = parts.next(DerReader.CONTEXT_0, "signer.attributes");
      attributes = set.whole();
      messageDigest = SignedAttributes.messageDigest(set);
    }
    Scheme scheme = readScheme(parts.next(DerReader.SEQUENCE, "signer.algorithm"), hash);
    ByteView signature = parts.next(DerReader.OCTET_STRING, "signer.signature").content();
    require(
        !parts.has(DerReader.CONTEXT_1),
        SignatureRule.UNSIGNED_ATTRIBUTES,
        info.whole(),
        "signer.unsigned_attributes",
        DerReader.CONTEXT_1);
    parts.requireEnd("signer");
    signers.add(
        new SignedData.SignerInfo(
            info.whole(),
            issuer,
            serial,
            keyIdentifier,
            scheme,
            attributes,
            messageDigest,
            signature));
  }

  private static Scheme readScheme(Element identifier, HashAlgorithm hash)
      throws RejectedException {
    DerReader parts = identifier.parts();
    Element oid = parts.next(DerReader.OID, "signer.algorithm");
    Scheme scheme = Scheme.find(oid.content(), hash);
    boolean isKnown = scheme != null && scheme.hash() == hash;
    long size = oid.content().size();
    require(isKnown, SignatureRule.SIGNATURE_ALGORITHM, oid.whole(), "signer.algorithm", size);
    requireParameters(parts, scheme.rsa(), oid, "signer.algorithm");
    return scheme;
  }

  /** The elements of a set, which DER puts in ascending order. */
  static List<Element> ascending(Element set, int tag, String field) throws RejectedException {
    List<Element> elements = new ArrayList<>();
    DerReader parts = set.parts();
    ByteView before = null;
    while (!parts.isAtEnd()) {
      Element element = parts.next(tag, field);
      ByteView here = element.whole();
      boolean ascends =
          before == null || before.compare(0, before.size(), here, 0, here.size()) < 0;
      require(ascends, SignatureRule.SET_ORDER, here, field, elements.size());
      elements.add(element);
      before = here;
    }
    return elements;
  }
}
