package io.takecover.sign;

import io.takecover.bytes.ByteView;
import java.util.HexFormat;

/** Object identifiers, as DER has them. */
enum Oid {
  DATA("2a864886f70d010701"),
  SIGNED_DATA("2a864886f70d010702"),
  SHA_256("608648016503040201"),
  SHA_384("608648016503040202"),
  SHA_512("608648016503040203"),
  RSA("2a864886f70d010101"),
  RSA_SHA_256("2a864886f70d01010b"),
  RSA_SHA_384("2a864886f70d01010c"),
  RSA_SHA_512("2a864886f70d01010d"),
  ECDSA_SHA_256("2a8648ce3d040302"),
  ECDSA_SHA_384("2a8648ce3d040303"),
  ECDSA_SHA_512("2a8648ce3d040304"),
  ATTRIBUTE_CONTENT_TYPE("2a864886f70d010903"),
  ATTRIBUTE_MESSAGE_DIGEST("2a864886f70d010904"),
  ATTRIBUTE_SIGNING_TIME("2a864886f70d010905"),
  ATTRIBUTE_SMIME_CAPABILITIES("2a864886f70d01090f");

  private final ByteView content;

  Oid(String hex) {
    this.content = ByteView.of(HexFormat.of().parseHex(hex));
  }

  boolean is(ByteView other) {
    return SameBytes.test(content, other);
  }
}
