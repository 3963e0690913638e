package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.erofs.ErofsReader;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeReader;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.util.Objects;
import org.apache.commons.io.output.NullAppendable;

/**
 * What an image takes of each limit is counted here once more, and simply. Under a limit of that
 * much it is accepted; with one less, that limit refuses it.
 */
final class LimitClaims {
  private final byte[] bytes;

  LimitClaims(byte[] bytes) {
    this.bytes = bytes;
  }

  static void hold(Trial trial) throws RejectedException {
    LimitClaims claims = new LimitClaims(trial.bytes());
    Image image = trial.accepted().image();
    Limits limits = Limits.DEFAULT;
    int size = trial.bytes().length;
    claims.binds(
        limits.withImageBytes(size), limits.withImageBytes(size - 1L), LimitRule.IMAGE_SIZE);
    int depth = depth(image);
    if (depth > 0) {
      claims.binds(limits.withTreeDepth(depth), limits.withTreeDepth(depth - 1), TreeRule.DEPTH);
    }
    if (trial.accepted().format() == Format.NATIVE) {
      claims.ofNative();
    }
    ofDump(image);
    ofWork(trial);
  }

  /** Sums and maxima of the lengths in the table of inodes. */
  private void ofNative() {
    ByteView image = ByteView.of(bytes);
    long chunk = 0;
    long sum = 0;
    for (long at = NativeFields.FIRST_INODE;
        at < NativeFields.vdata(image);
        at += NativeFields.INODE) {
      long data = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
      long xattrs = image.get(NativeLayout.INODE_XATTRS_LEN, at);
      sum += data + xattrs + image.get(NativeLayout.INODE_DIGEST_LEN, at);
      chunk =
          Math.max(chunk, NativeFields.isDirectory(image, at) ? Math.max(data, xattrs) : xattrs);
    }
    Limits limits = Limits.DEFAULT;
    if (chunk > 0) {
      Rule rule = NativeRule.CHUNK_SIZE;
      binds(limits.withChunkBytes(chunk), limits.withChunkBytes(chunk - 1), rule);
    }
    if (sum > 0) {
      Rule rule = NativeRule.EXPANSION;
      binds(limits.withExpandedBytes(sum), limits.withExpandedBytes(sum - 1), rule);
    }
  }

  /** Held of two limits, of which the image just meets one, and of which the other refuses it. */
  void binds(Limits met, Limits less, Rule rule) {
    require(refusal(met) == null, rule, "refused under the limit that it just meets");
    require(refusal(less) == rule, rule, "one less does not refuse it");
  }

  private Rule refusal(Limits limits) {
    Verdict verdict = Composefs.admit(bytes, limits, Profile.STRICT);
    return verdict instanceof Verdict.Rejected rejected ? rejected.first().rule() : null;
  }

  /** Levels below the root, counted in rounds: a directory is one level below its parent. */
  private static int depth(Image image) {
    int[] depths = new int[image.inodeCount()];
    boolean isSettled = false;
    int deepest = 0;
    while (!isSettled) {
      isSettled = true;
      for (int inode = 0; inode < depths.length; inode++) {
        for (int k = 0; k < image.entryCount(inode); k++) {
          int target = image.target(image.firstEntry(inode) + k);
          if (image.type(target) == FileType.DIRECTORY && depths[target] != depths[inode] + 1) {
            depths[target] = depths[inode] + 1;
            deepest = Math.max(deepest, depths[target]);
            isSettled = false;
          }
        }
      }
    }
    return deepest;
  }

  private static void ofDump(Image image) throws RejectedException {
    StringBuilder text = new StringBuilder();
    try {
      DumpWriter.write(image, text, Limits.DEFAULT);
      long length = text.length();
      DumpWriter.write(image, NullAppendable.INSTANCE, Limits.DEFAULT.withExpandedBytes(length));
      DumpWriter.write(
          image, NullAppendable.INSTANCE, Limits.DEFAULT.withExpandedBytes(length - 1));
      require(false, LimitRule.DUMP_SIZE, "one less does not refuse it");
    } catch (RejectedException e) {
      boolean isExpected = e.violation().rule() == LimitRule.DUMP_SIZE;
      require(
          isExpected && e.violation().found() == text.length(), LimitRule.DUMP_SIZE, e.toString());
    } catch (IOException e) {
      throw new IllegalStateException("a builder has no trouble", e);
    }
  }

  /** Whoever has taken all but the steps of the reader leaves enough for it; one more, too few. */
  private static void ofWork(Trial trial) throws RejectedException {
    Budget free = new Budget(Limits.DEFAULT, trial.bytes().length);
    read(trial, free);
    Budget left = new Budget(Limits.DEFAULT, trial.bytes().length);
    left.work(left.stepsAllowed() - free.steps());
    read(trial, left);
    Budget less = new Budget(Limits.DEFAULT, trial.bytes().length);
    less.work(less.stepsAllowed() - free.steps() + 1);
    try {
      read(trial, less);
    } catch (RejectedException e) {
      require(e.violation().rule() == LimitRule.WORK, LimitRule.WORK, e.toString());
      return;
    }
    require(free.steps() == 0, LimitRule.WORK, "one step less does not refuse it");
  }

  private static void read(Trial trial, Budget budget) throws RejectedException {
    ByteView image = ByteView.of(trial.bytes());
    Findings findings = new Findings(Profile.STRICT, 1);
    if (trial.accepted().format() == Format.NATIVE) {
      Objects.requireNonNull(NativeReader.read(image, budget, findings));
    } else {
      Objects.requireNonNull(ErofsReader.read(image, budget, findings));
    }
  }

  private static void require(boolean holds, Rule rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.LIMITS_BIND, rule.name(), detail);
    }
  }
}
