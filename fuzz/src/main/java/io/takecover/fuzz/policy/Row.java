package io.takecover.fuzz.policy;

/**
 * The rows of the table of what kernels really allow, section B of the claims, and what they were
 * taken from.
 */
public enum Row {
  USERXATTR("B-1", "userxattr alone", "overlayfs 7f574368"),
  USERXATTR_METACOPY("B-2", "userxattr,metacopy=on", "overlayfs d4024490"),
  USERXATTR_REDIRECT("B-3", "userxattr,redirect_dir other than nofollow", "overlayfs d4024490"),
  USERXATTR_VERITY("B-4", "userxattr,verity=on or require", "overlayfs d4024490"),
  DATA_WITHOUT_METACOPY("B-5", "data-only layer without metacopy=on", "overlayfs 550ed8f1"),
  USERXATTR_DATA("B-6", "userxattr, data-only layer, absolute redirect", "overlayfs 550ed8f1"),
  OTHER_FORMS("B-7", "userxattr, redirect of any other form", "overlayfs 7f574368"),
  VERITY_WITHOUT_METACOPY("B-8", "metacopy=off,verity=on", "overlayfs d4024490"),
  LAYER_OPTIONS("B-9", "datadir+, lowerdir+", "kernel documentation, overlayfs"),
  LAYER_DESCRIPTORS("B-10", "layers by file descriptor", "kernel documentation, overlayfs"),
  EROFS_USERNS("B-11", "EROFS in a user namespace", "erofs 9ad7b594"),
  METACOPY_REDIRECT(
      "K-1", "metacopy=on,redirect_dir=off or nofollow", "kernel documentation, overlayfs"),
  UNTRUSTED_METACOPY(
      "C-26", "metacopy=on without data-only layer", "kernel documentation, overlayfs"),
  REQUIRE_DIGEST("C-27", "verity=require", "kernel documentation, overlayfs"),
  DIGESTS("C-28", "verity=on", "kernel documentation, overlayfs"),
  XWHITEOUTS("E-510", "whiteouts as xattrs", "specification of the format"),
  ESCAPES("E-505", "escaped overlay xattrs", "specification of the format");

  private final String id;
  private final String subject;
  private final String source;

  Row(String id, String subject, String source) {
    this.id = id;
    this.subject = subject;
    this.source = source;
  }

  /**
   * Number of the row in section B, or the claim or rule that says so; K- for what only the
   * kernel's documentation says.
   */
  public String id() {
    return id;
  }

  /** Which options or images the row is about. */
  public String subject() {
    return subject;
  }

  /** The commit or document behind the row. */
  public String source() {
    return source;
  }
}
