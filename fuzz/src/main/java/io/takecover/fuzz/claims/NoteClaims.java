package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * What is told of an accepted image beside the verdict, said a second time: a note stands there if
 * and only if there is something to note.
 */
final class NoteClaims {
  /** A superblock and one inode. */
  private static final int LEAST_IMAGE = 128 + 96;

  private static final long PAGE = 4096;
  private static final long PAGES = 512;

  private static final int LONGEST_NUMBER = 8;

  private NoteClaims() {}

  static void hold(Trial trial) {
    List<Violation> notes = trial.accepted().notes();
    ofTree(trial.accepted().image(), notes);
    if (trial.accepted().format() == Format.NATIVE) {
      isDue(trial.bytes().length == LEAST_IMAGE, NativeRule.KERNEL_UNMOUNTABLE, notes);
      isDue(hasLargeChunk(trial.bytes()), NativeRule.KERNEL_UNREADABLE, notes);
    }
  }

  /** The notes about the tree, in either format and in texts. */
  static void ofTree(Image image, List<Violation> notes) {
    int[] names = new int[image.inodeCount()];
    for (int entry = 0; entry < image.entryCount(); entry++) {
      names[image.target(entry)]++;
    }
    boolean linkSize = false;
    boolean digestAlone = false;
    boolean morePromised = false;
    for (int inode = 0; inode < names.length; inode++) {
      FileType type = image.type(inode);
      long payload = image.payloadLength(inode);
      linkSize |= type == FileType.SYMLINK && image.size(inode) != payload;
      digestAlone |= type == FileType.REGULAR && image.hasDigest(inode) && payload == 0;
      morePromised |= type != FileType.DIRECTORY && image.nlink(inode) > names[inode];
    }
    isDue(linkSize, TreeRule.LINK_SIZE, notes);
    isDue(digestAlone, TreeRule.DIGEST_WITHOUT_PAYLOAD, notes);
    isDue(morePromised, TreeRule.NLINK_ABOVE_NAMES, notes);
    isDue(isLinkFirst(image), TreeRule.NUMBERED_AT_FIRST_NAME, notes);
  }

  /** Whether an inode is numbered at another of its names than whoever reads all paths meets. */
  private static boolean isLinkFirst(Image image) {
    BitSet met = new BitSet();
    Deque<Integer> names = new ArrayDeque<>();
    pushNames(image, Image.ROOT, names);
    while (!names.isEmpty()) {
      int entry = names.pop();
      int target = image.target(entry);
      if (image.type(target) == FileType.DIRECTORY) {
        pushNames(image, target, names);
      } else if (!met.get(target) && !image.isPrimary(entry)) {
        return true;
      }
      met.set(target);
    }
    return false;
  }

  /** The first name comes to the top. */
  private static void pushNames(Image image, int directory, Deque<Integer> names) {
    int first = image.firstEntry(directory);
    for (int entry = first + image.entryCount(directory) - 1; entry >= first; entry--) {
      names.push(entry);
    }
  }

  /**
   * Where a native image is accepted and is not what is written of it, a note is at the first byte
   * that differs. The lenient profile has more such images than the strict one.
   */
  static void differenceIsTold(Trial trial) throws RejectedException {
    if (trial.verdict().format() != Format.NATIVE || !mayBeLenient(trial.verdict())) {
      return;
    }
    Verdict verdict = Composefs.inspect(trial.bytes(), Limits.DEFAULT, Profile.LENIENT_V3);
    if (!(verdict instanceof Verdict.Accepted lenient)) {
      return;
    }
    byte[] written = Composefs.write(lenient.image(), Format.NATIVE, Limits.DEFAULT);
    int at = Arrays.mismatch(trial.bytes(), written);
    if (at < 0) {
      return;
    }
    boolean isInVdataOffset = at >= 8 && at < 16;
    boolean isTold =
        lenient.notes().stream()
            .anyMatch(
                note ->
                    note.offset() <= at
                        && note.offset() > at - LONGEST_NUMBER
                        && isInVdataOffset == (note.rule() == NativeRule.CANONICAL_SECTIONS));
    if (!isTold) {
      String detail = "byte " + at + " is not what is written, and no note says so";
      throw new ClaimFailure(Claim.DIFFERENCE_TOLD, "difference", detail);
    }
  }

  private static boolean mayBeLenient(Verdict strict) {
    return !(strict instanceof Verdict.Rejected rejected)
        || rejected.first().rule().isFaultOfTheFirstWriter()
        || rejected.first().rule() == NativeRule.NUMBERING;
  }

  static void isDue(boolean due, Rule rule, List<Violation> notes) {
    boolean isGiven = notes.stream().anyMatch(note -> note.rule() == rule);
    if (due != isGiven) {
      String detail = due ? "is due, and not given" : "is given, and not due";
      throw new ClaimFailure(Claim.NOTES_DUE, rule.name(), detail);
    }
  }

  /** Whether a chunk of entries or xattrs touches more pages than the kernel reader maps. */
  private static boolean hasLargeChunk(byte[] bytes) {
    ByteView image = ByteView.of(bytes);
    long vdata = NativeFields.vdata(image);
    boolean isLarge = false;
    for (long at = NativeFields.FIRST_INODE; at < vdata; at += NativeFields.INODE) {
      if (NativeFields.isDirectory(image, at)) {
        long from = vdata + image.get(NativeLayout.INODE_VARIABLE_DATA_OFF, at);
        isLarge |= from % PAGE + image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at) > PAGE * PAGES;
      }
      long from = vdata + image.get(NativeLayout.INODE_XATTRS_OFF, at);
      isLarge |= from % PAGE + image.get(NativeLayout.INODE_XATTRS_LEN, at) > PAGE * PAGES;
    }
    return isLarge;
  }
}
