package io.takecover.fuzz.claims;

import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeReader;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether the rule that refuses a native image is the right one. What the verdict names says how
 * far the reader had come; of what comes before that place, rules hold that are said here once
 * more, of the bytes and in any order. So a check is missed whose images are refused anyway, for
 * another reason and behind it.
 */
final class NativeDiagnosis {
  /** Refuse before the table of inodes may be looked at. */
  private static final Set<Rule> OF_START =
      Set.of(
          NativeRule.IMAGE_TOO_SHORT,
          NativeRule.MAGIC,
          NativeRule.VERSION,
          NativeRule.VDATA_OFFSET_RANGE,
          NativeRule.VDATA_OFFSET_ALIGNMENT);

  /** Refuse before the first inode is read; the last, wherever a range is met. */
  private static final Set<Rule> UNPLACED =
      Set.of(NativeRule.INODE_TABLE_SIZE, NativeRule.SUPERBLOCK_UNUSED, NativeRule.VDATA_OVERLAP);

  /** Refuse only an image whose tree is right. */
  private static final Set<Rule> OF_LAYOUT =
      Set.of(
          NativeRule.UNSET_REFERENCE_OFFSET,
          NativeRule.NAMES_PACKED,
          NativeRule.DIRENT_TYPE,
          NativeRule.XATTR_CHUNK_ALIGNMENT,
          NativeRule.VDATA_GAP,
          NativeRule.VDATA_TAIL,
          NativeRule.NUMBERING);

  /** Of the sixteen numbers that a mode has room for, the seven that are types. */
  private static final int TYPES = 0b1_0101_0101_0110;

  private static final int TYPE_SHIFT = 12;

  private static final int LEAST_DIRECTORY = 16;
  private static final int LEAST_XATTRS = 6;
  private static final int DIGEST = 32;
  private static final int DIR = 4;
  private static final int DIRENT = 12;

  /** What is read of an inode, in that order; an inode is read to its end before the next. */
  private enum Step {
    MODE,
    TYPE,
    REST,
    DIGEST,
    XATTRS,
    END
  }

  private final ByteView image;
  private final long vdata;
  private final Violation named;

  private NativeDiagnosis(byte[] bytes, Violation named) {
    this.image = ByteView.of(bytes);
    this.vdata = NativeFields.vdata(image);
    this.named = named;
  }

  /** Holds of an image that is refused, or is none. */
  static void hold(Trial trial) {
    if (trial.verdict().format() == Format.NATIVE
        && trial.verdict() instanceof Verdict.Rejected rejected
        && !(rejected.first().rule() instanceof LimitRule)
        && !OF_START.contains(rejected.first().rule())) {
      new NativeDiagnosis(trial.bytes(), rejected.first()).check();
    }
  }

  /** Where only its layout refuses an image, its tree satisfies all that accepted ones do. */
  static void treeIsRight(Trial trial) throws RejectedException {
    if (trial.verdict() instanceof Verdict.Rejected rejected
        && OF_LAYOUT.contains(rejected.first().rule())) {
      Budget budget = new Budget(Limits.DEFAULT, trial.bytes().length);
      Findings findings = new Findings(Profile.STRICT, 1);
      NativeReader.Result read = NativeReader.read(ByteView.of(trial.bytes()), budget, findings);
      // How inodes are numbered is layout too, and may be wrong as well.
      TreeInvariants.hold(read.image(), false);
    }
  }

  private void check() {
    require(vdata % 4 == 0, NativeRule.VDATA_OFFSET_ALIGNMENT);
    if (UNPLACED.contains(named.rule())) {
      return;
    }
    boolean isBelow = named.rule() == TreeRule.NLINK_BELOW_NAMES;
    require(!isBelow || named.found() != 0, TreeRule.NLINK_ZERO);
    if (named.rule() instanceof TreeRule || OF_LAYOUT.contains(named.rule())) {
      inodesBefore(vdata);
      directories();
      if (named.rule() == TreeRule.DIRECTORY_NLINK) {
        parents();
      }
    } else if (named.offset() < vdata) {
      inInode(named.offset() - (named.offset() - NativeFields.FIRST_INODE) % NativeFields.INODE);
    } else if (named.field().startsWith("dir")) {
      inodesBefore(vdata);
      if (named.field().equals(NativeLayout.DIR_N_DIRENTS.path())) {
        directory(owner(NativeLayout.INODE_VARIABLE_DATA_OFF, true));
      }
    } else if (named.field().equals(NativeLayout.XATTR_N_ATTR.path())) {
      long at = owner(NativeLayout.INODE_XATTRS_OFF, false);
      inodesBefore(at);
      inode(at, Step.END);
    }
  }

  /** The named field is in this inode. */
  private void inInode(long at) {
    boolean isOfEntries =
        NativeFields.isDirectory(image, at) && named.field().startsWith("inode.variable_data");
    if (!isOfEntries) {
      inodesBefore(at);
      inode(at, step());
      return;
    }
    inodesBefore(vdata);
    if (named.rule() != NativeRule.DIRENT_CHUNK_TOO_SHORT) {
      long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
      require(length >= LEAST_DIRECTORY, NativeRule.DIRENT_CHUNK_TOO_SHORT);
    }
    if (named.rule() == NativeRule.VDATA_SHARED || named.rule() == NativeRule.CHUNK_SIZE) {
      directory(at);
    }
  }

  /** The last step that was still taken, of the inode that is named. */
  private Step step() {
    String field = named.field();
    if (named.rule() == NativeRule.MODE_HIGH_BITS || named.rule() == NativeRule.MODE_TYPE) {
      return Step.MODE;
    } else if (field.startsWith("inode.digest")) {
      return named.rule() == NativeRule.DIGEST_LENGTH ? Step.REST : Step.DIGEST;
    } else if (field.startsWith("inode.xattrs")) {
      return named.rule() == NativeRule.XATTR_CHUNK_TOO_SHORT ? Step.XATTRS : Step.END;
    }
    return Step.TYPE;
  }

  private void inodesBefore(long end) {
    for (long at = NativeFields.FIRST_INODE; at < end; at += NativeFields.INODE) {
      inode(at, Step.END);
    }
  }

  /** Holds of an inode of which at least {@code last} was read. */
  private void inode(long at, Step last) {
    if (last.compareTo(Step.TYPE) >= 0) {
      long number = NativeFields.type(image, at) >>> TYPE_SHIFT;
      require((TYPES >>> number & 1) == 1, NativeRule.MODE_TYPE);
    }
    if (last.compareTo(Step.REST) >= 0 && NativeFields.isRegular(image, at)) {
      boolean isEmpty = image.get(NativeLayout.INODE_ST_SIZE, at) == 0;
      boolean hasPath = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at) != 0;
      require(isEmpty || hasPath, NativeRule.PAYLOAD_MISSING);
    }
    if (last.compareTo(Step.DIGEST) >= 0) {
      long length = image.get(NativeLayout.INODE_DIGEST_LEN, at);
      require(length == 0 || length == DIGEST, NativeRule.DIGEST_LENGTH);
    }
    if (last.compareTo(Step.END) >= 0) {
      long length = image.get(NativeLayout.INODE_XATTRS_LEN, at);
      require(length == 0 || length >= LEAST_XATTRS, NativeRule.XATTR_CHUNK_TOO_SHORT);
    }
  }

  /** The first inode whose chunk starts where the named field is. */
  private long owner(NativeLayout offsetField, boolean isDirectory) {
    for (long at = NativeFields.FIRST_INODE; at < vdata; at += NativeFields.INODE) {
      boolean isKind = !isDirectory || NativeFields.isDirectory(image, at);
      long lengthAt = at + offsetField.offset() + offsetField.width();
      if (isKind
          && image.u32(lengthAt) != 0
          && vdata + image.get(offsetField, at) == named.offset()) {
        return at;
      }
    }
    throw new ClaimFailure(Claim.NATIVE_DIAGNOSIS, "owner", "nobody has a chunk there: " + named);
  }

  /** Holds of a directory whose chunk was looked into. */
  private void directory(long at) {
    long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
    require(length >= LEAST_DIRECTORY, NativeRule.DIRENT_CHUNK_TOO_SHORT);
    long offset = image.get(NativeLayout.INODE_VARIABLE_DATA_OFF, at);
    require(offset % 4 == 0, NativeRule.DIRENT_CHUNK_ALIGNMENT);
  }

  /** Holds where every directory was read. */
  private void directories() {
    Set<Long> chunks = new HashSet<>();
    for (long at = NativeFields.FIRST_INODE; at < vdata; at += NativeFields.INODE) {
      long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
      if (NativeFields.isDirectory(image, at) && length != 0) {
        directory(at);
        long chunk = image.get(NativeLayout.INODE_VARIABLE_DATA_OFF, at);
        require(chunks.add(chunk), NativeRule.VDATA_SHARED);
        require(image.holds(vdata + chunk, length), NativeRule.REFERENCE_RANGE);
        entries(vdata + chunk, length);
      }
    }
  }

  private void entries(long chunkAt, long length) {
    long count = image.get(NativeLayout.DIR_N_DIRENTS, chunkAt);
    require(count != 0, NativeRule.DIRENT_COUNT_ZERO);
    require(DIR + count * DIRENT <= length, NativeRule.DIRENT_COUNT);
    for (long at = chunkAt + DIR; at < chunkAt + DIR + count * DIRENT; at += DIRENT) {
      require(image.get(NativeLayout.DIRENT_NAME_LEN, at) != 0, NativeRule.NAME_LENGTH);
    }
  }

  /** Of all entries, one names a directory that the way down comes by. */
  private void parents() {
    Set<Long> reached = new HashSet<>(Set.of(NativeFields.FIRST_INODE));
    Deque<Long> left = new ArrayDeque<>(reached);
    while (!left.isEmpty()) {
      long directory = left.pop();
      long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, directory);
      long chunkAt = vdata + image.get(NativeLayout.INODE_VARIABLE_DATA_OFF, directory);
      long count = length == 0 ? 0 : image.get(NativeLayout.DIR_N_DIRENTS, chunkAt);
      for (long k = 0; k < count; k++) {
        long number = image.get(NativeLayout.DIRENT_INODE_NUM, chunkAt + DIR + k * DIRENT);
        long at = NativeFields.FIRST_INODE + number * NativeFields.INODE;
        require(at < vdata, NativeRule.INODE_NUMBER);
        if (NativeFields.isDirectory(image, at)) {
          require(reached.add(at), TreeRule.ONE_PARENT);
          left.add(at);
        }
      }
    }
  }

  private void require(boolean holds, Rule rule) {
    if (!holds) {
      String detail = "is broken, and the verdict names " + named;
      throw new ClaimFailure(Claim.NATIVE_DIAGNOSIS, rule.name(), detail);
    }
  }
}
