package io.takecover.fuzz.claims;

import io.takecover.erofs.ErofsRule;
import java.util.List;
import java.util.Set;

/**
 * What the xattrs of an inode say to overlayfs, by their full names: the first rule that is broken.
 */
final class PlainMarks {
  private static final int REDIRECT_MOST = 4095;
  private static final List<String> READ = List.of("metacopy", "redirect", "opaque");
  private static final Set<Integer> METACOPY_LENGTHS = Set.of(0, 36);

  private final PlainImage image;
  private final PlainXattrs xattrs;

  /** Before the names that overlayfs reads, and before those that it does not. */
  private final String read;

  private final String other;
  private boolean isWhiteout;
  private boolean isMarked;

  PlainMarks(PlainImage image, PlainXattrs xattrs) {
    this.image = image;
    this.xattrs = xattrs;
    read = image.isForUsers() ? "user.overlay." : "trusted.overlay.";
    other = image.isForUsers() ? "trusted.overlay." : "user.overlay.";
  }

  /** Takes in the marks of the inode whose xattrs were read last. */
  ErofsRule of(PlainInode inode, boolean isRoot) {
    isWhiteout = false;
    isMarked = false;
    ErofsRule fault = ofNames();
    if (fault == null && !image.wantsVersion2()) {
      fault = ofWhiteout(inode);
      fault = fault == null ? ofWhiteouts(inode) : fault;
    }
    if (fault != null) {
      return fault;
    }
    String opaque = xattrs.value(read + "opaque");
    if (isRoot && !image.wantsVersion2()) {
      fault = "y".equals(opaque) ? null : ErofsRule.ROOT_OPAQUE;
    } else {
      fault = opaque == null ? null : ErofsRule.OPAQUE;
    }
    return fault != null ? fault : ofContent(inode);
  }

  /** Whether the inode is an empty file that stands for a whiteout. */
  boolean isWhiteout() {
    return isWhiteout;
  }

  /** Whether the inode is marked to hold whiteouts. */
  boolean isMarked() {
    return isMarked;
  }

  private ErofsRule ofNames() {
    for (String key : xattrs.byKey().keySet()) {
      boolean isRead = key.startsWith(read) && !key.startsWith(read + "overlay.");
      if (isRead && !READ.contains(key.substring(read.length()))) {
        return ErofsRule.OVERLAY_NAME;
      }
    }
    for (String name : image.isForUsers() ? READ : List.<String>of()) {
      String ours = xattrs.value(read + name);
      String theirs = xattrs.value(other + name);
      if (ours != null && theirs != null && !ours.equals(theirs)) {
        return ErofsRule.OVERLAY_DIFFERS;
      }
    }
    return null;
  }

  private ErofsRule ofWhiteout(PlainInode inode) {
    String ours = xattrs.value(read + "overlay.whiteout");
    String twin = twin("whiteout");
    if (ours == null && twin == null) {
      return null;
    }
    if (!"".equals(ours) || !"".equals(twin) || !inode.isEmptyFile()) {
      return ErofsRule.WHITEOUT;
    }
    isWhiteout = true;
    return inode.nlink() == 1 ? null : ErofsRule.WHITEOUT_NLINK;
  }

  private ErofsRule ofWhiteouts(PlainInode inode) {
    String ours = xattrs.value(read + "overlay.whiteouts");
    String twin = twin("whiteouts");
    if (ours == null && twin == null) {
      return null;
    }
    if (!"".equals(ours) || !"".equals(twin) || inode.type() != PlainInode.DIRECTORY) {
      return ErofsRule.WHITEOUTS;
    }
    isMarked = true;
    boolean isOpaque = "x".equals(xattrs.value(read + "overlay.opaque"));
    boolean isTwinOpaque = "x".equals(twin("opaque"));
    boolean wanted = image.u32(PlainImage.VERSION) == 1;
    return isOpaque == wanted && isTwinOpaque == wanted ? null : ErofsRule.WHITEOUTS_MARKS;
  }

  /**
   * The value of the mark under the prefix that is not read. Of mounts of users, the escaped name
   * counts there too, and of both that which sorts last.
   */
  private String twin(String name) {
    String plain = xattrs.value(other + name);
    String escaped = image.isForUsers() ? xattrs.value(other + "overlay." + name) : null;
    String last = name.equals("opaque") ? escaped : plain;
    return last != null ? last : plain != null ? plain : escaped;
  }

  private ErofsRule ofContent(PlainInode inode) {
    Long metacopy = xattrs.byKey().get(read + "metacopy");
    String redirect = xattrs.value(read + "redirect");
    if (!inode.isInChunks()) {
      return metacopy == null && redirect == null ? null : ErofsRule.REDIRECT_OF_CONTENT;
    }
    if (metacopy == null) {
      return ErofsRule.METACOPY_MISSING;
    }
    int length = xattrs.valueLength(metacopy);
    if (!METACOPY_LENGTHS.contains(length)) {
      return ErofsRule.METACOPY_SIZE;
    }
    // Version 0, 36 bytes, no flags, SHA-256.
    if (length > 0 && image.u32(xattrs.valueAt(metacopy)) != 0x0100_2400) {
      return ErofsRule.METACOPY;
    }
    boolean leads =
        redirect == null
            || (redirect.startsWith("/")
                && redirect.length() > 1
                && redirect.length() <= REDIRECT_MOST);
    return leads ? null : ErofsRule.REDIRECT;
  }
}
