package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsRule;
import io.takecover.rule.RejectedException;
import java.util.Optional;
import java.util.zip.CRC32;

/** One input, and what the parser says of it. */
final class Trial {
  private final byte[] bytes;
  private final long hash;
  private Verdict verdict;
  private Optional<byte[]> written;

  Trial(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    this.bytes = bytes;
    this.hash = crc.getValue();
  }

  /** Of which this verdict is known. */
  Trial(byte[] bytes, Verdict verdict) {
    this(bytes);
    this.verdict = verdict;
  }

  void inspect() {
    verdict = Composefs.inspect(bytes, Limits.DEFAULT);
  }

  /** The input; nobody changes it. */
  byte[] bytes() {
    return bytes;
  }

  /** What chance is made of: depends on the bytes and on nothing else. Not negative. */
  long hash() {
    return hash;
  }

  Verdict verdict() {
    return verdict;
  }

  boolean isAccepted() {
    return verdict instanceof Verdict.Accepted;
  }

  Verdict.Accepted accepted() {
    return (Verdict.Accepted) verdict;
  }

  /**
   * What our writer makes of the accepted tree, in the same format and version; nobody changes it.
   * Nothing, where an inode has more xattrs than are written, which may be read all the same.
   */
  Optional<byte[]> written() throws RejectedException {
    if (written == null) {
      written = write();
    }
    return written;
  }

  private Optional<byte[]> write() throws RejectedException {
    Verdict.Accepted read = accepted();
    int version = Math.toIntExact(read.version());
    try {
      return Optional.of(Composefs.write(read.image(), read.format(), version, Limits.DEFAULT));
    } catch (RejectedException e) {
      if (e.violation().rule() != ErofsRule.XATTR_SPACE) {
        throw e;
      }
      FitClaims.refused(read.image(), ErofsRule.XATTR_SPACE);
      return Optional.empty();
    }
  }
}
