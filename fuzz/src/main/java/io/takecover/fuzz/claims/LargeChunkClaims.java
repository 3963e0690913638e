package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.Blob;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.FieldMutator;
import io.takecover.nativefmt.NativeLayout;
import java.io.ByteArrayOutputStream;

/**
 * The kernel reader cannot map a chunk of 2 MiB, and no input of a fuzzer is that large. So the
 * root of an image gets xattrs that take more; the image is as valid as it was, and a note tells.
 */
final class LargeChunkClaims {
  private static final int VALUE = 65535;
  private static final int COUNT = 33;
  private static final int FIRST_LETTER = '0';
  private static final String KEY = "user.";
  private static final int ALIGNMENT = 4;

  private LargeChunkClaims() {}

  static void hold(Trial trial) {
    ByteView image = ByteView.of(trial.bytes());
    if (trial.accepted().format() != Format.NATIVE
        || image.get(NativeLayout.INODE_XATTRS_LEN, NativeFields.FIRST_INODE) != 0) {
      return;
    }
    byte[] bytes = withXattrs(image, trial.bytes());
    Verdict verdict = Composefs.inspect(bytes, Limits.DEFAULT);
    if (verdict instanceof Verdict.Rejected rejected) {
      String rule = rejected.first().rule().name();
      throw new ClaimFailure(Claim.LARGE_CHUNK_TOLD, rule, "refused with more xattrs");
    }
    NoteClaims.hold(new Trial(bytes, verdict));
  }

  private static byte[] withXattrs(ByteView image, byte[] bytes) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    long vdata = NativeFields.vdata(image);
    int padding = Math.toIntExact(-(image.size() - vdata) & (ALIGNMENT - 1));
    put(chunk, 0, padding);
    put(chunk, COUNT, 2);
    for (int k = 0; k < COUNT; k++) {
      put(chunk, KEY.length() + 1, 2);
      put(chunk, VALUE, 2);
    }
    for (int k = 0; k < COUNT; k++) {
      KEY.chars().forEach(chunk::write);
      put(chunk, FIRST_LETTER + k, 1);
      chunk.writeBytes(new byte[VALUE]);
    }
    ByteArrayOutputStream reference = new ByteArrayOutputStream();
    put(reference, image.size() - vdata + padding, 8);
    put(reference, chunk.size() - padding, 4);
    long at = NativeFields.FIRST_INODE + NativeLayout.INODE_XATTRS_OFF.offset();
    try {
      FieldMutator mutator = new FieldMutator(bytes);
      mutator.insert(image.size(), Blob.of(chunk.toByteArray()));
      mutator.overwrite(at, Blob.of(reference.toByteArray()));
      return mutator.image();
    } catch (EditException e) {
      throw new IllegalStateException("an accepted image has room for a reference", e);
    }
  }

  /** A number, the least byte first; more bytes than it has are zero. */
  private static void put(ByteArrayOutputStream out, long number, int width) {
    long left = number;
    for (int k = 0; k < width; k++) {
      out.write((int) (left & 0xff));
      left >>>= Byte.SIZE;
    }
  }
}
