package io.takecover.fuzz.claims;

import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeRule;
import java.util.HashSet;
import java.util.Set;

/**
 * What the references of an accepted native image are, read from its bytes once more: neither the
 * tree nor what is written of it has anything of where chunks stand.
 */
final class ChunkClaims {
  private ChunkClaims() {}

  static void hold(Trial trial) {
    if (trial.accepted().format() != Format.NATIVE) {
      return;
    }
    ByteView image = ByteView.of(trial.bytes());
    Set<Long> chunks = new HashSet<>();
    for (long at = NativeFields.FIRST_INODE;
        at < NativeFields.vdata(image);
        at += NativeFields.INODE) {
      long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
      if (NativeFields.isDirectory(image, at) && length != 0) {
        long chunk = image.get(NativeLayout.INODE_VARIABLE_DATA_OFF, at);
        require(chunk % 4 == 0, NativeRule.DIRENT_CHUNK_ALIGNMENT, at);
        require(chunks.add(chunk), NativeRule.VDATA_SHARED, at);
      } else if (NativeFields.isRegular(image, at)) {
        boolean isEmpty = image.get(NativeLayout.INODE_ST_SIZE, at) == 0;
        require(isEmpty || length != 0, NativeRule.PAYLOAD_MISSING, at);
      }
    }
  }

  private static void require(boolean holds, NativeRule rule, long at) {
    if (!holds) {
      throw new ClaimFailure(Claim.CHUNKS_APART, rule.name(), "accepted, with the inode at " + at);
    }
  }
}
