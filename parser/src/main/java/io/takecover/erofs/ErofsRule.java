package io.takecover.erofs;

import static io.takecover.rule.Cwe.CWE_1284;
import static io.takecover.rule.Cwe.CWE_20;
import static io.takecover.rule.Cwe.CWE_22;
import static io.takecover.rule.Cwe.CWE_436;
import static io.takecover.rule.Cwe.CWE_770;
import static io.takecover.rule.Cwe.CWE_789;
import static io.takecover.rule.Cwe.CWE_834;
import static io.takecover.rule.Cwe.NONE;
import static io.takecover.rule.Kind.INVALID;
import static io.takecover.rule.Kind.LIMIT;
import static io.takecover.rule.Kind.MALFORMED;
import static io.takecover.rule.Kind.NONCANONICAL;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/**
 * What the bytes of a composefs image over EROFS must satisfy; what the tree in them must satisfy
 * is in {@code TreeRule}.
 */
public enum ErofsRule implements Rule {
  BUILD_TIME("E-023", NONCANONICAL, NONE, "the build time is the earliest mtime of all inodes"),
  INODE_FORM("E-113", NONCANONICAL, NONE, "an inode is compact where its values permit that"),
  NUMBERING(
      "E-114", NONCANONICAL, NONE, "inodes are numbered breadth first, in the order of the names"),
  DATA_ORDER(
      "E-202", NONCANONICAL, NONE, "data blocks stand in the order of the inodes, without a gap"),
  CONTENT_SIZE("E-208", INVALID, CWE_789, "content in the image has at most 5000 bytes"),
  CONTENT_LENGTH("E-208", INVALID, CWE_1284, "content in the image is as long as the file's size"),
  CHUNK_COUNT("E-214", INVALID, CWE_834, "a file has at most 1024 chunks"),
  SHARED_COUNT_MOST("E-403", NONCANONICAL, NONE, "an inode refers to at most 128 shared xattrs"),
  ACL_SUFFIX("E-408", INVALID, CWE_436, "an access control list's name is its prefix"),
  KEY_LENGTH("E-409", MALFORMED, CWE_20, "an xattr's full name has at most 255 bytes"),
  XATTR_SIZE("E-411", NONCANONICAL, NONE, "the xattrs of an inode have at most 32767 bytes"),
  XATTR_SPACE("E-411", LIMIT, CWE_770, "the xattrs of an inode have at most 32767 bytes"),
  XATTR_ORDER(
      "E-412", NONCANONICAL, NONE, "xattrs stand in the order of their names, shared ones first"),
  SHARED_ORDER(
      "E-413", NONCANONICAL, NONE, "shared xattrs stand in descending order, each used twice"),
  SHARED_USE("E-414", NONCANONICAL, NONE, "an xattr that several inodes have is shared"),
  REDIRECT("E-502", INVALID, CWE_22, "a redirect is a slash and a path, at most 4095 bytes"),
  WHITEOUT_KEY(
      "E-506", INVALID, CWE_436, "no xattr of a tree has a name by which a whiteout is marked"),
  WHITEOUT_NLINK("E-511", INVALID, CWE_436, "a whiteout has one name"),
  STUB_MTIME("E-521", NONCANONICAL, NONE, "a stub has the mtime of the root"),
  INODE_ORDER(
      "E-710", NONCANONICAL, NONE, "inodes stand breadth first, each at the next multiple of 32"),
  INODE_PADDING(
      "E-715", NONCANONICAL, NONE, "an inode is moved on only to keep its tail in one block"),
  SYMLINK_PLACE(
      "E-716",
      NONCANONICAL,
      NONE,
      "a symlink and its target share a block, or the target has a block of its own"),
  CONTENT_TAIL(
      "E-720", NONCANONICAL, NONE, "up to half a block of a file's content follows the inode"),
  DIRECTORY_TAIL(
      "E-721", NONCANONICAL, NONE, "up to half a block of a directory's entries follows the inode"),
  DIRENTS_PACKED(
      "E-741", NONCANONICAL, NONE, "a block of a directory holds as many entries as fit"),
  IMAGE_END("E-751", NONCANONICAL, NONE, "the image ends with the last data block");

  private final String id;
  private final Kind kind;
  private final Cwe cwe;
  private final String title;

  ErofsRule(String id, Kind kind, Cwe cwe, String title) {
    this.id = id;
    this.kind = kind;
    this.cwe = cwe;
    this.title = title;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Cwe cwe() {
    return cwe;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String anchor() {
    return "erofs-composefs, rule " + id;
  }
}
