package io.takecover.fuzz.policy;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;

/**
 * What of an image a kernel's answer depends on.
 *
 * @param userMarks overlay marks stand under {@code user.overlay.}
 * @param external regular files whose content is in another layer
 * @param withoutDigest how many of these have no digest
 * @param withoutPath how many of these name no backing file
 * @param whiteouts character devices 0:0
 * @param escaped xattrs {@code trusted.overlay.*} of files that the image stores escaped
 */
public record ImageFacts(
    boolean userMarks,
    int external,
    int withoutDigest,
    int withoutPath,
    int whiteouts,
    int escaped) {
  private static final ByteView OVERLAY =
      ByteView.of("trusted.overlay.".getBytes(StandardCharsets.US_ASCII));

  /** Counts over all inodes. */
  public static ImageFacts of(Image image, boolean userMarks) {
    int external = 0;
    int withoutDigest = 0;
    int withoutPath = 0;
    int whiteouts = 0;
    int escaped = 0;
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      FileType type = image.type(inode);
      boolean isExternal =
          type == FileType.REGULAR && image.size(inode) > 0 && image.contentLength(inode) == 0;
      if (isExternal) {
        external++;
        withoutDigest += image.hasDigest(inode) ? 0 : 1;
        withoutPath += image.payloadLength(inode) > 0 ? 0 : 1;
      }
      if (type == FileType.CHARACTER_DEVICE && image.rdev(inode) == 0) {
        whiteouts++;
      }
      escaped += hasOverlayXattr(image, inode) ? 1 : 0;
    }
    return new ImageFacts(userMarks, external, withoutDigest, withoutPath, whiteouts, escaped);
  }

  private static boolean hasOverlayXattr(Image image, int inode) {
    int end = image.firstXattr(inode) + image.xattrCount(inode);
    for (int xattr = image.firstXattr(inode); xattr < end; xattr++) {
      if (image.keyLength(xattr) > OVERLAY.size()
          && image.copies().matches(image.keyAt(xattr), OVERLAY.size(), OVERLAY, 0)) {
        return true;
      }
    }
    return false;
  }
}
