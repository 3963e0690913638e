package io.takecover.nativefmt;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rows of the specification that no image can break here, and why: they bind somebody else,
 * hold by construction, or are kept by another rule.
 */
public enum NativeRemark {
  LITTLE_ENDIAN(
      "N-001",
      "holds by construction: ByteView reads little-endian numbers at the offsets of NativeLayout"),
  INODE_COUNT(
      "N-008", "holds by construction: an image of at most 2 GiB has fewer than 2^25 inodes"),
  EMPTY_VDATA(
      "N-010",
      "permits: an image without vdata is accepted; a reference into it breaks N-011, N-069 or N-0990"),
  RELATIVE_OFFSETS(
      "N-012",
      "holds by construction: vdata is a view of its own, and references are positions in it"),
  ONE_ERROR(
      "N-014",
      "binds a reader's errors: every refusal is one RejectedException, every range rule is MALFORMED"),
  INODE_OFFSET(
      "N-016",
      "holds by construction: inode offsets are computed in 64 bits, from numbers that passed N-020"),
  EMPTY_PATH(
      "N-027", "kept by N-052 and N-062: no payload has a NUL byte, the first byte included"),
  SECONDS("N-029", "permits: mtime and ctime seconds are signed, and any value is accepted"),
  ATIME("N-031", "binds a mount: the format stores no atime"),
  SIZE_WITHOUT_MEANING(
      "N-033",
      "permits: the size of a directory is any number that N-025 accepts; nothing is sized by it"),
  DEVICE_PRIVILEGE("N-034", "binds a mount: who may open a device is not for the image to say"),
  INODE_NUMBERS("N-036", "binds a mount: an inode's number is its index in the table"),
  SEARCH_BOUNDS(
      "N-056",
      "binds our lookup: Lookup bisects with signed bounds, and a claim probes every gap between names"),
  SEARCH_CHECKS(
      "N-057",
      "binds our lookup: a directory is checked once, when it is read, and only then searched"),
  LISTING_COST("N-058", "binds a reader: each directory is read once, in one pass"),
  SYNTHETIC_DOTS("N-059", "binds a mount: \".\" and \"..\" are not stored; N-046 refuses them"),
  RAW_PATHS(
      "N-064",
      "holds by construction: names, paths and targets are bytes from end to end, never strings"),
  UNALIGNED_PAYLOADS(
      "N-065", "permits: payloads start anywhere, and one range may be several payloads (N-110)"),
  EMPTY_FILE(
      "N-066", "permits: a regular file of size 0 without backing path is an empty file (N-026)"),
  BACKING_SIZE(
      "N-067",
      "binds the check of an object store: the image alone does not say how long a backing file is"),
  DIGEST_VALUE(
      "N-0691",
      "binds the check of an object store: whether a digest is right is not in the image"),
  DIGEST_POLICY(
      "N-0692", "binds a mount and the check of an object store: whether a digest must be there"),
  DIGEST_OPTION("N-0693", "binds the command line: an expected digest is 64 hexadecimal digits"),
  HARD_LINKS("N-073", "permits: several entries may name one inode that is no directory (N-055)"),
  DEVICE_NUMBERS(
      "N-080",
      "permits: every 32-bit device number decodes; the kernel reader decodes it otherwise"),
  SMALL_BUFFER("N-099", "binds a mount: what getxattr returns for a small buffer"),
  XATTR_VALUES("N-0991", "permits: an xattr's value is any bytes"),
  INODE_ORDER("N-120", "binds the writer, and N-1201 keeps it: inodes stand breadth first"),
  UNSET_REFERENCES(
      "N-124", "binds the writer, and N-013 keeps it: a reference of length 0 has offset 0"),
  COUNTED_LINKS(
      "N-125",
      "binds the writer, and N-070 and N-095 keep it: nlink of directories, order of xattrs"),
  FILE_END("N-126", "binds the writer, and N-113 keeps it: the file ends with the last chunk");

  private final String id;
  private final String reason;

  NativeRemark(String id, String reason) {
    this.id = id;
    this.reason = reason;
  }

  /** The row's id; no {@link NativeRule} has it. */
  public String id() {
    return id;
  }

  /** Why there is no rule, as a clause. */
  public String reason() {
    return reason;
  }

  /** The remark with this id. */
  public static Optional<NativeRemark> find(String id) {
    return Arrays.stream(values()).filter(remark -> remark.id.equalsIgnoreCase(id)).findFirst();
  }
}
