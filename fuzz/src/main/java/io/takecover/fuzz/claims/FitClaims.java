package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsRule;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a valid tree EROFS has no place for, said a second time: the writer refuses a tree for
 * this, and by the rule that says it.
 */
final class FitClaims {
  private static final long XATTRS_MOST = 32_767;
  private static final int CONTENT_MOST = 5000;
  private static final int CONTENT_ONE_IN = 4;

  /** Names of a tree's xattrs that are stored under the names by which whiteouts are marked. */
  private static final List<String> WHITEOUT_KEYS =
      List.of(
          "trusted.overlay.whiteout",
          "trusted.overlay.whiteouts",
          "user.overlay.whiteout",
          "user.overlay.whiteouts");

  private final Image tree;
  private final Set<Integer> marked = new HashSet<>();

  private FitClaims(Image tree) {
    this.tree = tree;
    for (int inode = 0; inode < tree.inodeCount(); inode++) {
      for (int k = 0; k < tree.entryCount(inode); k++) {
        int target = tree.target(tree.firstEntry(inode) + k);
        if (tree.type(target) == FileType.CHARACTER_DEVICE && tree.rdev(target) == 0) {
          marked.add(inode);
          marked.add(target);
        }
      }
    }
  }

  /** Of a tree that was written. */
  static void written(Image tree) {
    FitClaims claims = new FitClaims(tree);
    require(!claims.hasWhiteoutKey(), ErofsRule.WHITEOUT_KEY, "written");
    require(!claims.hasTooManyXattrs(false), ErofsRule.XATTR_SPACE, "written");
    int chance = tree.bytes().hash(0, tree.bytes().size()) & Integer.MAX_VALUE;
    if (chance % CONTENT_ONE_IN == 0) {
      ofContent(chance / CONTENT_ONE_IN);
    }
  }

  /** Of a tree that was refused. */
  static void refused(Image tree, Rule rule) {
    FitClaims claims = new FitClaims(tree);
    if (rule == ErofsRule.WHITEOUT_KEY) {
      require(claims.hasWhiteoutKey(), ErofsRule.WHITEOUT_KEY, "refused for none");
    } else if (rule == ErofsRule.XATTR_SPACE) {
      require(
          claims.hasTooManyXattrs(true), ErofsRule.XATTR_SPACE, "refused, though there is room");
    }
  }

  /** Of a root with a file whose content has any length, and its size nearly the same. */
  static void ofContent(int chance) {
    int length = 1 + chance % (CONTENT_MOST + 2);
    long size = Math.max(1, length + chance / 8192 % 3 - 1);
    Rule expected =
        length > CONTENT_MOST
            ? ErofsRule.CONTENT_SIZE
            : size == length ? null : ErofsRule.CONTENT_LENGTH;
    Rule found = null;
    try {
      Composefs.write(fileOf(length, size), Format.EROFS, Limits.DEFAULT);
    } catch (RejectedException e) {
      found = e.violation().rule();
    }
    if (found != expected && !(found instanceof LimitRule)) {
      Rule named = expected == null ? found : expected;
      throw new ClaimFailure(Claim.FITS_OR_REFUSED, named.name(), length + " bytes of " + size);
    }
  }

  private static Image fileOf(int length, long size) {
    ImageBuilder builder = new ImageBuilder(ByteView.of(new byte[length]), 2);
    add(builder, FileType.DIRECTORY, 2);
    int file = add(builder, FileType.REGULAR, 1);
    builder.set(file, Part.SIZE, size);
    builder.setContent(file, 0, length);
    builder.beginEntries(Image.ROOT);
    builder.setPrimary(builder.addEntry(Image.ROOT, 0, 1, file), true);
    return builder.build();
  }

  private static int add(ImageBuilder builder, FileType type, long nlink) {
    int inode = builder.addInode();
    builder.set(inode, Part.MODE, (long) type.number() << 12 | 0755);
    builder.set(inode, Part.NLINK, nlink);
    return inode;
  }

  /** Whether an inode has such a name that neither is a whiteout nor holds some. */
  private boolean hasWhiteoutKey() {
    for (int inode = 0; inode < tree.inodeCount(); inode++) {
      int first = tree.firstXattr(inode);
      for (int xattr = first; xattr < first + tree.xattrCount(inode); xattr++) {
        String key = LookupClaims.key(tree, xattr);
        if (WHITEOUT_KEYS.contains(key) && !isMarkedBy(inode, key)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isMarkedBy(int inode, String key) {
    boolean isOfDirectory = key.endsWith("s");
    return marked.contains(inode) && isOfDirectory == (tree.type(inode) == FileType.DIRECTORY);
  }

  /**
   * Counted as the C writer does.
   *
   * @param all whether those count too that a mark may take the place of
   */
  private boolean hasTooManyXattrs(boolean all) {
    for (int inode = 0; inode < tree.inodeCount(); inode++) {
      long space = 12;
      int first = tree.firstXattr(inode);
      for (int xattr = first; xattr < first + tree.xattrCount(inode); xattr++) {
        boolean isMark =
            !all && marked.contains(inode) && LookupClaims.key(tree, xattr).contains(".overlay.");
        space += isMark ? 0 : 7L + tree.keyLength(xattr) + tree.valueLength(xattr);
      }
      if (space > XATTRS_MOST) {
        return true;
      }
    }
    return false;
  }

  private static void require(boolean holds, ErofsRule rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.FITS_OR_REFUSED, rule.name(), "a tree is " + detail);
    }
  }
}
