package io.takecover.sign;

import io.takecover.bytes.ByteView;
import java.util.List;

/**
 * A detached CMS signature, taken apart. What it says is believed of nothing yet.
 *
 * @param certificates the whole of each
 */
record SignedData(List<SignerInfo> signers, List<ByteView> certificates) {

  /**
   * One signer.
   *
   * @param where the whole of it
   * @param issuer of the certificate, or null where {@code keyIdentifier} names it
   * @param serial of the certificate, or null likewise
   * @param keyIdentifier of the certificate, or null where the issuer and the serial number name it
   * @param attributes the signed ones, with tag and length, or null where there are none
   * @param messageDigest the attribute, or null where there are none
   */
  record SignerInfo(
      ByteView where,
      ByteView issuer,
      ByteView serial,
      ByteView keyIdentifier,
      Scheme scheme,
      ByteView attributes,
      ByteView messageDigest,
      ByteView signature) {}
}
