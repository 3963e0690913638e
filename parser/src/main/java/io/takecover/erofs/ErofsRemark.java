package io.takecover.erofs;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rows of the specification that no image can break here, and why: they bind somebody else,
 * hold by construction, or are kept by another rule.
 */
public enum ErofsRemark {
  SIZE_CAP("E-026", "kept by L-001: the size of an image has one cap, whatever its format"),
  STRADDLING_INODE(
      "E-104",
      "permits: an inode may cross from one block into the next, for the image is one array here"),
  LINK_COUNTS(
      "E-110", "kept by N-070, N-071 and N-072: nlink of directories, and of what has names"),
  MTIME_NANOSECONDS("E-111", "kept by N-030: the nanoseconds of a time are less than 10^9"),
  COMPACT_MTIME(
      "E-112", "holds by construction: the mtime of a compact inode is read from the superblock"),
  DEVICE_NUMBERS("E-115", "permits: every 32-bit device number decodes"),
  HIDDEN_INODES(
      "E-118", "kept by E-117 and E-021: what no name leads to is a gap, and a gap is zero"),
  NAME_BYTES(
      "E-303", "kept by N-046, N-047 and N-048: no slash, no NUL, no dots but those of E-305"),
  ONE_PARENT(
      "E-308", "kept by N-055 and N-035: a directory has one name, and a path from the root"),
  NAME_ENDS(
      "E-310", "kept by E-309 and N-048: behind a name that ends at a NUL is nothing but zeros"),
  DIRENT_NIDS("E-311", "kept by E-100 to E-103: each entry's inode is read when the entry is"),
  DEPTH("E-312", "kept by N-0591: directories are nested no deeper than the configured limit"),
  BACKING_SIZE(
      "E-503",
      "binds the check of an object store: the image does not say how long a backing file is"),
  ACL_OPTION("E-507", "kept by E-004: the flag by which a mount turns access control lists on"),
  VERSION_CHOICE(
      "E-600",
      "binds the writer: the version is 1 where there are whiteouts; E-510 ties their marks to it"),
  VERSION_RANGE(
      "E-601", "binds the command line: versions from 0 to 1 unless somebody asks for others"),
  VERSION_IDENTITY(
      "E-603", "binds whoever compares digests: an image depends on the versions asked for"),
  ORDER_OF_WRITING(
      "E-700", "binds the writer, and the comparison with our writer's bytes keeps it"),
  DIRENTS_PACKED("E-741", "kept by E-309: an entry stands in the first block that has room for it"),
  IMAGE_END("E-751", "kept by E-020, E-019 and E-202: no block is behind the last that is owned"),
  LEVELS(
      "E-772",
      "kept by E-114 and E-771: numbered at all, and numbered at the first of an inode's names"),
  SHARED_INODES(
      "E-800",
      "holds by construction: an inode with many names is read once, and holds its content once"),
  CHUNK_LOOPS(
      "E-801",
      "holds by construction: nothing is sized or looped by a size before E-109, E-200 or E-214"),
  DIRECTORY_GRAPHS(
      "E-802", "kept by N-055: each directory is read once, whatever names lead to it"),
  LARGE_SIZES("E-803", "kept by E-109: stored data is no longer than the image"),
  SHARED_IDS("E-804", "holds by construction: a shared xattr is checked, hashed and ordered once"),
  SHARED_BLOCKS("E-805", "kept by E-202 and E-117: bytes have one owner"),
  UNSORTED_NAMES(
      "E-806", "kept by N-049 and E-304: names are compared with the one before, never searched");

  private final String id;
  private final String reason;

  ErofsRemark(String id, String reason) {
    this.id = id;
    this.reason = reason;
  }

  /** The row's id; no {@link ErofsRule} has it. */
  public String id() {
    return id;
  }

  /** Why there is no rule, as a clause. */
  public String reason() {
    return reason;
  }

  /** The remark with this id. */
  public static Optional<ErofsRemark> find(String id) {
    return Arrays.stream(values()).filter(remark -> remark.id.equalsIgnoreCase(id)).findFirst();
  }
}
