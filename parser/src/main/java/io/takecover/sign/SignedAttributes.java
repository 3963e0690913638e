package io.takecover.sign;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.sign.DerReader.Element;
import java.util.EnumSet;
import java.util.Set;

/**
 * The signed attributes of a signer. {@code fsverity sign} makes none, {@code openssl} makes these
 * four; of others nobody could say whether they change what the signature means.
 */
final class SignedAttributes {
  private static final String FIELD = "signer.attributes";

  private SignedAttributes() {}

  /** The hash of what was signed, as the attribute has it. */
  static ByteView messageDigest(Element set) throws RejectedException {
    Set<Oid> met = EnumSet.noneOf(Oid.class);
    ByteView messageDigest = null;
    for (Element attribute : SignedDataReader.ascending(set, DerReader.SEQUENCE, FIELD)) {
      DerReader parts = attribute.parts();
      Oid oid = type(parts.next(DerReader.OID, FIELD));
      DerReader values = parts.next(DerReader.SET, FIELD).parts();
      parts.requireEnd(FIELD);
      require(met.add(oid), attribute.whole(), met.size());
      if (oid == Oid.ATTRIBUTE_CONTENT_TYPE) {
        Element type = values.next(DerReader.OID, FIELD + ".type");
        require(type.is(Oid.DATA), type.whole(), type.content().size());
        values.requireEnd(FIELD + ".type");
      } else if (oid == Oid.ATTRIBUTE_MESSAGE_DIGEST) {
        messageDigest = values.next(DerReader.OCTET_STRING, FIELD + ".hash").content();
        values.requireEnd(FIELD + ".hash");
      }
    }
    boolean complete = messageDigest != null && met.contains(Oid.ATTRIBUTE_CONTENT_TYPE);
    require(complete, set.whole(), met.size());
    return messageDigest;
  }

  private static Oid type(Element type) throws RejectedException {
    for (Oid oid : EnumSet.range(Oid.ATTRIBUTE_CONTENT_TYPE, Oid.ATTRIBUTE_SMIME_CAPABILITIES)) {
      if (type.is(oid)) {
        return oid;
      }
    }
    throw new RejectedException(
        new Violation(
            SignatureRule.ATTRIBUTE, type.whole().offset(), FIELD, type.content().size()));
  }

  private static void require(boolean holds, ByteView where, long found) throws RejectedException {
    DerReader.require(holds, SignatureRule.ATTRIBUTES, where, FIELD, found);
  }
}
