package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.sign.FormattedDigest;
import io.takecover.sign.Signatures;
import io.takecover.sign.Trust;
import io.takecover.verity.FsVerity;
import io.takecover.verity.VerityHash;
import java.time.Instant;

/**
 * What the bytes of an image must be, whatever they mean: it is settled before anything of them is
 * parsed, and nothing in them can change what is demanded.
 */
interface Promise {
  /** Nothing is demanded. */
  Promise NONE = image -> null;

  /** A signature is demanded, and none was given. */
  Promise UNSIGNED =
      image -> {
        Signatures.requirePresent(null);
        return null;
      };

  /**
   * Holds an image to the promise.
   *
   * @return the digest, or null where none was needed
   * @throws RejectedException where the promise is broken
   */
  ImageDigest settle(ByteView image) throws RejectedException;

  /** The digest is this one. */
  static Promise ofDigest(ImageDigest expected) {
    return image -> {
      ImageDigest digest = ImageDigest.of(image, expected.hash());
      require(digest, expected);
      return digest;
    };
  }

  private static void require(ImageDigest digest, ImageDigest expected) throws RejectedException {
    FsVerity.requireSame(digest.bytes(), expected.bytes());
  }

  /**
   * The digest is signed by somebody who is trusted.
   *
   * @param expected the digest itself, or null where any will do that is signed
   * @param at when certificates are to be valid
   */
  record Signed(VerityHash hash, ImageDigest expected, ByteView signature, Trust trust, Instant at)
      implements Promise {
    @Override
    public ImageDigest settle(ByteView image) throws RejectedException {
      ImageDigest digest = ImageDigest.of(image, hash);
      if (expected != null) {
        require(digest, expected);
      }
      Signatures.require(signature, FormattedDigest.of(hash, digest.bytes()), trust, at);
      return digest;
    }
  }
}
