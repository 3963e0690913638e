package io.takecover.nativefmt;

import static io.takecover.rule.Cwe.CWE_125;
import static io.takecover.rule.Cwe.CWE_1284;
import static io.takecover.rule.Cwe.CWE_190;
import static io.takecover.rule.Cwe.CWE_197;
import static io.takecover.rule.Cwe.CWE_20;
import static io.takecover.rule.Cwe.CWE_405;
import static io.takecover.rule.Cwe.CWE_704;
import static io.takecover.rule.Cwe.CWE_770;
import static io.takecover.rule.Cwe.CWE_787;
import static io.takecover.rule.Cwe.CWE_843;
import static io.takecover.rule.Cwe.CWE_908;
import static io.takecover.rule.Cwe.NONE;
import static io.takecover.rule.Kind.INVALID;
import static io.takecover.rule.Kind.LIMIT;
import static io.takecover.rule.Kind.MALFORMED;
import static io.takecover.rule.Kind.NONCANONICAL;
import static io.takecover.rule.Kind.NOTE;
import static io.takecover.rule.Kind.UNSUPPORTED;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/**
 * What the bytes of a native image must satisfy; what the tree in them must satisfy is in {@code
 * TreeRule}.
 */
public enum NativeRule implements Rule {
  IMAGE_TOO_SHORT(
      "N-002", MALFORMED, CWE_125, "an image holds a superblock and the root's inode: 224 bytes"),
  KERNEL_UNMOUNTABLE(
      "N-002", NOTE, NONE, "the kernel reader refuses an image of exactly 224 bytes"),
  MAGIC("N-003", UNSUPPORTED, CWE_843, "the magic number is 0xc078629a"),
  VERSION("N-004", UNSUPPORTED, CWE_20, "the version is 1"),
  VDATA_OFFSET_RANGE(
      "N-005",
      MALFORMED,
      CWE_190,
      "vdata starts behind the superblock and not behind the end of the file"),
  VDATA_OFFSET_ALIGNMENT("N-006", MALFORMED, CWE_704, "vdata starts at a multiple of 4"),
  INODE_TABLE_SIZE(
      "N-007", MALFORMED, CWE_1284, "the inode table is a whole number of inodes, at least one"),
  SUPERBLOCK_UNUSED("N-009", INVALID, CWE_1284, "the superblock's unused words are zero"),
  REFERENCE_RANGE(
      "N-011", MALFORMED, CWE_190, "a reference lies inside vdata, and its end does not wrap"),
  UNSET_REFERENCE_OFFSET("N-013", INVALID, CWE_1284, "a reference of length 0 has offset 0"),
  CHUNK_SIZE(
      "N-015", LIMIT, CWE_770, "a directory or xattr chunk is no larger than the configured limit"),
  KERNEL_UNREADABLE(
      "N-015", NOTE, CWE_770, "the kernel reader cannot map a chunk of more than 512 pages"),
  EXPANSION(
      "N-017",
      LIMIT,
      CWE_405,
      "the bytes that all inodes refer to, shared ones counted each time, stay under the configured limit"),
  INODE_NUMBER("N-020", MALFORMED, CWE_125, "an entry names an inode of the table"),
  ROOT_TYPE("N-021", INVALID, CWE_843, "inode 0, the root, is a directory"),
  MODE_HIGH_BITS("N-022", INVALID, CWE_197, "the upper 16 bits of a mode are zero"),
  MODE_TYPE("N-023", INVALID, CWE_20, "a mode names one of the seven file types"),
  PAYLOAD_MISSING(
      "N-026", INVALID, CWE_20, "a regular file whose size is not 0 has a backing path"),
  VARIABLE_DATA_TYPE(
      "N-028",
      INVALID,
      CWE_1284,
      "only directories, regular files and symlinks have variable data"),
  INODE_UNUSED("N-032", INVALID, CWE_908, "an inode's unused words are zero"),
  DIRENT_COUNT_ZERO("N-040", MALFORMED, CWE_20, "a directory chunk holds at least one entry"),
  DIRENT_CHUNK_TOO_SHORT(
      "N-041",
      MALFORMED,
      CWE_125,
      "a directory chunk has room for its count and one entry: 16 bytes"),
  DIRENT_COUNT(
      "N-042", MALFORMED, CWE_190, "the entries that a directory chunk counts fit into it"),
  DIRENT_CHUNK_ALIGNMENT("N-043", INVALID, CWE_704, "a directory chunk starts at a multiple of 4"),
  NAME_RANGE(
      "N-044",
      MALFORMED,
      CWE_125,
      "an entry's name lies inside its directory chunk, behind the entries"),
  NAME_LENGTH("N-045", MALFORMED, CWE_20, "a name has 1 to 255 bytes"),
  NAMES_PACKED(
      "N-051",
      INVALID,
      CWE_405,
      "names follow each other without gap or overlap, to the end of the chunk"),
  DIRENT_TYPE("N-053", INVALID, CWE_843, "an entry's type is that of the inode that it names"),
  DIRENT_PADDING("N-054", INVALID, CWE_1284, "an entry's padding is zero"),
  DIGEST_LENGTH("N-068", MALFORMED, CWE_787, "a digest has 32 bytes or none"),
  DIGEST_RANGE("N-069", MALFORMED, CWE_125, "a digest lies inside vdata"),
  XATTR_CHUNK_TOO_SHORT(
      "N-090", MALFORMED, CWE_125, "an xattr chunk has room for its count and one entry: 6 bytes"),
  XATTR_COUNT(
      "N-091",
      MALFORMED,
      CWE_190,
      "an xattr chunk counts at least one entry, and no more than fit"),
  KEY_LENGTH("N-092", MALFORMED, CWE_20, "an xattr's name has 1 to 255 bytes"),
  XATTR_RANGE("N-093", MALFORMED, CWE_125, "an xattr's key and value lie inside its chunk"),
  XATTR_SLACK("N-094", INVALID, CWE_1284, "an xattr chunk ends with its last value"),
  XATTR_CHUNK_ALIGNMENT(
      "N-098",
      INVALID,
      CWE_704,
      "an xattr chunk starts at a multiple of 4, unless it is also another chunk"),
  XATTR_CHUNK_RANGE("N-0990", MALFORMED, CWE_125, "an xattr chunk lies inside vdata"),
  VDATA_OVERLAP("N-110", INVALID, CWE_1284, "two ranges of vdata are the same or share no byte"),
  VDATA_SHARED("N-111", INVALID, CWE_405, "no two directories share a chunk"),
  VDATA_GAP(
      "N-112",
      INVALID,
      CWE_1284,
      "bytes that nobody refers to are zero, fewer than 4, and stand before an aligned chunk"),
  VDATA_TAIL("N-113", INVALID, CWE_1284, "the file ends with the last byte that is referred to"),
  NUMBERING(
      "N-1201", INVALID, NONE, "inodes are numbered breadth first, in the order of the names"),
  CANONICAL_SECTIONS("N-121", NONCANONICAL, NONE, "vdata starts where our writer starts it"),
  CANONICAL_VDATA(
      "N-122",
      NONCANONICAL,
      NONE,
      "chunks of vdata are in the order in which our writer appends them"),
  CANONICAL_SHARING(
      "N-123", NONCANONICAL, NONE, "equal chunks are stored once, where the first of them stands");

  private final String id;
  private final Kind kind;
  private final Cwe cwe;
  private final String title;

  NativeRule(String id, Kind kind, Cwe cwe, String title) {
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
    return "native, rule " + id;
  }

  @Override
  public boolean isFaultOfTheFirstWriter() {
    return this == INODE_UNUSED;
  }
}
