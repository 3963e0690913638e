package io.takecover.erofs;

import static io.takecover.rule.Cwe.CWE_125;
import static io.takecover.rule.Cwe.CWE_1284;
import static io.takecover.rule.Cwe.CWE_131;
import static io.takecover.rule.Cwe.CWE_1335;
import static io.takecover.rule.Cwe.CWE_190;
import static io.takecover.rule.Cwe.CWE_191;
import static io.takecover.rule.Cwe.CWE_195;
import static io.takecover.rule.Cwe.CWE_20;
import static io.takecover.rule.Cwe.CWE_200;
import static io.takecover.rule.Cwe.CWE_22;
import static io.takecover.rule.Cwe.CWE_354;
import static io.takecover.rule.Cwe.CWE_405;
import static io.takecover.rule.Cwe.CWE_409;
import static io.takecover.rule.Cwe.CWE_436;
import static io.takecover.rule.Cwe.CWE_476;
import static io.takecover.rule.Cwe.CWE_770;
import static io.takecover.rule.Cwe.CWE_789;
import static io.takecover.rule.Cwe.CWE_823;
import static io.takecover.rule.Cwe.CWE_834;
import static io.takecover.rule.Cwe.CWE_835;
import static io.takecover.rule.Cwe.CWE_843;
import static io.takecover.rule.Cwe.CWE_863;
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
 * What the bytes of an EROFS image of composefs must satisfy; what the tree in them must satisfy is
 * in {@code TreeRule}. {@link ErofsRemark} says why a row of the specification has no constant
 * here.
 */
public enum ErofsRule implements Rule {
  IMAGE_SIZE("E-001", MALFORMED, CWE_125, "an image is whole blocks of 4096 bytes, at least one"),
  HEADER_MAGIC("E-002", UNSUPPORTED, CWE_843, "the header's magic number is 0xd078629a"),
  HEADER_VERSION("E-003", UNSUPPORTED, CWE_20, "the header's version is 1"),
  HEADER_FLAGS("E-004", UNSUPPORTED, CWE_863, "no flag but HAS_ACL is set"),
  ACL_FLAG("E-004", INVALID, CWE_863, "the flag HAS_ACL is set exactly where an inode has a list"),
  COMPOSEFS_VERSION("E-005", UNSUPPORTED, CWE_20, "the composefs version is 0 or 1"),
  V2_INODE("E-602", INVALID, CWE_20, "an inode of version 2 is an extended one"),
  V2_TIME("E-602", INVALID, CWE_20, "no time of version 2 is finer than a second, or of the build"),
  V2_LINK("E-602", INVALID, CWE_789, "a symlink of version 2 has at most 1024 bytes"),
  V2_ONLY("E-602", UNSUPPORTED, CWE_20, "the composefs version is 2, as the profile asks"),
  COMPOSEFS_VERSION_2("E-690", UNSUPPORTED, CWE_20, "version 2 is a profile of its own"),
  HEADER_UNUSED("E-006", INVALID, CWE_1284, "the header's unused bytes are zero"),
  MAGIC("E-010", UNSUPPORTED, CWE_843, "the superblock's magic number is 0xe0f5e1e2"),
  CHECKSUM_FEATURE("E-011", UNSUPPORTED, CWE_354, "the superblock has no checksum (SB_CHKSUM)"),
  CHECKSUM("E-011", INVALID, CWE_354, "the checksum that is not there is 0"),
  FEATURE_COMPAT(
      "E-012", UNSUPPORTED, CWE_20, "the compatible features are MTIME and XATTR_FILTER"),
  BLOCK_SIZE("E-013", UNSUPPORTED, CWE_1335, "a block has 2^12 bytes"),
  SUPERBLOCK_SIZE("E-014", UNSUPPORTED, CWE_131, "the superblock has no extension slots"),
  FEATURE_ZERO_PADDING("E-015", UNSUPPORTED, CWE_20, "no compressed data (ZERO_PADDING)"),
  FEATURE_COMPRESSION(
      "E-015", UNSUPPORTED, CWE_20, "no compressed data (COMPR_CFGS, BIG_PCLUSTER)"),
  FEATURE_CHUNKED_FILE("E-015", UNSUPPORTED, CWE_20, "no stored chunks (CHUNKED_FILE)"),
  FEATURE_DEVICES("E-015", UNSUPPORTED, CWE_20, "no further devices (DEVICE_TABLE, COMPR_HEAD2)"),
  FEATURE_TAIL_PACKING("E-015", UNSUPPORTED, CWE_20, "no compressed tails (ZTAILPACKING)"),
  FEATURE_FRAGMENTS("E-015", UNSUPPORTED, CWE_20, "no packed inode (FRAGMENTS, DEDUPE)"),
  FEATURE_XATTR_PREFIXES("E-015", UNSUPPORTED, CWE_20, "no long xattr prefixes (XATTR_PREFIXES)"),
  FEATURE_48BIT("E-015", UNSUPPORTED, CWE_20, "no addresses of 48 bits (48BIT)"),
  FEATURE_METABOX("E-015", UNSUPPORTED, CWE_20, "no compressed inodes (METABOX)"),
  FEATURE_INCOMPAT("E-015", UNSUPPORTED, CWE_20, "no incompatible feature that has no name here"),
  DIRECTORY_BLOCK_SIZE(
      "E-016", UNSUPPORTED, CWE_20, "a directory's block is one block (dirblkbits)"),
  ROOT_TYPE("E-017", INVALID, CWE_843, "the root is a directory"),
  META_BLKADDR("E-018", UNSUPPORTED, CWE_823, "nids count from the start of the image"),
  XATTR_BLKADDR_RANGE(
      "E-019", MALFORMED, CWE_125, "the block of the shared xattrs lies in the image"),
  XATTR_BLKADDR(
      "E-019", INVALID, CWE_436, "shared xattrs count from the block in which inodes end"),
  BLOCKS("E-020", INVALID, CWE_1284, "the superblock counts the blocks of the image"),
  INOS("E-021", INVALID, CWE_789, "the superblock counts the inodes that have a name"),
  BUILD_TIME_NSEC(
      "E-022", INVALID, CWE_1284, "the nanoseconds of the build time are less than 10^9"),
  BUILD_TIME("E-023", NONCANONICAL, NONE, "the build time is the earliest mtime of all inodes"),
  COMPRESSION_ALGORITHMS("E-024", UNSUPPORTED, CWE_20, "no compression algorithm is named"),
  EXTRA_DEVICES("E-024", UNSUPPORTED, CWE_125, "no further device holds data"),
  PACKED_INODE("E-024", UNSUPPORTED, CWE_20, "no inode holds the fragments of others"),
  SUPERBLOCK_UNUSED("E-024", INVALID, CWE_1284, "the superblock's unused bytes are zero"),
  XATTR_PREFIXES("E-025", UNSUPPORTED, CWE_476, "there is no table of long xattr prefixes"),
  NID_RANGE(
      "E-100", MALFORMED, CWE_190, "an inode lies in the image, and its offset does not wrap"),
  NID_HEADER("E-101", INVALID, CWE_843, "an inode lies behind header and superblock"),
  NID_AREA("E-102", INVALID, CWE_843, "an inode lies before the end of the inodes' last block"),
  INODE_RANGE("E-103", MALFORMED, CWE_125, "an inode and its tail end where inodes may lie"),
  FORMAT_BITS("E-105", UNSUPPORTED, CWE_20, "the upper bits of an inode's format are zero"),
  COMPRESSED_LAYOUT("E-106", UNSUPPORTED, CWE_436, "no inode's data is compressed"),
  LAYOUT("E-106", UNSUPPORTED, CWE_20, "an inode's data layout is one that has a meaning"),
  LAYOUT_OF_TYPE("E-106", INVALID, CWE_843, "an inode's data layout is one of its file type's"),
  INODE_RESERVED("E-107", INVALID, CWE_1284, "an inode's reserved bytes are zero"),
  MODE_TYPE("E-108", INVALID, CWE_20, "a mode names one of the seven file types"),
  SIZE_RANGE(
      "E-109",
      MALFORMED,
      CWE_195,
      "a size is less than 2^63, and of stored data no more than the image"),
  INODE_FORM("E-113", NONCANONICAL, NONE, "an inode is compact where its values permit that"),
  NUMBERING(
      "E-114", NONCANONICAL, NONE, "inodes are numbered breadth first, in the order of the names"),
  SPECIAL_DATA("E-116", INVALID, CWE_1284, "devices, FIFOs and sockets have no data"),
  INODE_OVERLAP("E-117", INVALID, CWE_1284, "no two inodes share a byte"),
  INODE_GAP(
      "E-117",
      INVALID,
      CWE_1284,
      "bytes that no inode or xattr owns are zero, and fewer than 4096"),
  DATA_RANGE("E-200", MALFORMED, CWE_190, "an inode's data blocks lie in the image"),
  DATA_AREA("E-201", INVALID, CWE_843, "data blocks lie behind the inodes and the shared xattrs"),
  DATA_SHARED("E-202", INVALID, CWE_409, "a data block has one owner"),
  DATA_GAP("E-202", INVALID, CWE_1284, "every data block has an owner"),
  DATA_ORDER(
      "E-202", NONCANONICAL, NONE, "data blocks stand in the order of the inodes, without a gap"),
  TAIL_CROSSES(
      "E-203", INVALID, CWE_125, "an inline tail does not cross from one block into the next"),
  TAIL_EMPTY("E-204", MALFORMED, CWE_191, "an inline tail is not empty"),
  EMPTY_INLINE("E-205", MALFORMED, CWE_191, "an inode without data has the plain layout"),
  ADDRESS_UNUSED("E-206", INVALID, CWE_1284, "an inode without data blocks has no block address"),
  DATA_PADDING(
      "E-207", INVALID, CWE_1284, "behind the last byte of an inode's data its block is zero"),
  CONTENT_SIZE(
      "E-208", INVALID, CWE_789, "content in the image has at most 5000 bytes, 512 in version 2"),
  CONTENT_LENGTH("E-208", INVALID, CWE_1284, "content in the image is as long as the file's size"),
  REDIRECT_OF_CONTENT(
      "E-209", INVALID, CWE_436, "only a file stored elsewhere has a metacopy or a redirect"),
  LINK_PIECES("E-210", INVALID, CWE_190, "a symlink's target is in one piece"),
  LINK_PLACE(
      "E-210", INVALID, CWE_1284, "a symlink's target has a block where 4096 bytes do not hold it"),
  DIRECTORY_SIZE(
      "E-211", INVALID, CWE_125, "a directory's blocks are full, but for an inline tail"),
  CHUNK_FORMAT(
      "E-212", INVALID, CWE_20, "chunks have the size that the version and the file's size make"),
  CHUNK_EMPTY("E-212", INVALID, CWE_20, "a file in chunks is not empty"),
  CHUNK_ADDRESS("E-212", INVALID, CWE_200, "a chunk has no address"),
  CHUNK_MAP_CROSSES(
      "E-213", INVALID, CWE_125, "a chunk map does not cross from one block into the next"),
  CHUNK_MAP_BLOCK("E-213", INVALID, CWE_125, "a chunk map that fits behind no inode has a block"),
  CHUNK_MAP_SPILLS("E-931", NOTE, CWE_125, "a chunk map lies where readers look for it"),
  CHUNK_COUNT("E-214", INVALID, CWE_834, "a file has at most 1024 chunks"),
  NAME_TABLE(
      "E-300", MALFORMED, CWE_125, "a directory block starts with whole entries, at least one"),
  NAME_OFFSETS(
      "E-301", MALFORMED, CWE_191, "names lie in their block, in the order of their entries"),
  NAME_LENGTH("E-302", MALFORMED, CWE_20, "a name has 1 to 255 bytes"),
  NAMES_ASCEND("E-304", INVALID, CWE_436, "the names of stubs ascend among all other names"),
  DOTS("E-305", INVALID, CWE_835, "\".\" names the directory itself and \"..\" its parent"),
  DOTS_PLACE(
      "E-305", INVALID, CWE_436, "\".\" and \"..\" stand once in each directory, where they sort"),
  DIRENT_TYPE("E-306", INVALID, CWE_843, "an entry's type is that of the inode that it names"),
  DIRENT_RESERVED("E-307", INVALID, CWE_1284, "an entry's reserved byte is zero"),
  DIRENT_PADDING("E-309", INVALID, CWE_1284, "behind its last name a directory block is zero"),
  DIRENT_PACKING(
      "E-309", INVALID, CWE_405, "an entry that fits into a directory block stands in it"),
  XATTR_BODY_EMPTY("E-400", MALFORMED, CWE_20, "an inode with a header for xattrs has some"),
  XATTR_BODY_RANGE("E-401", MALFORMED, CWE_190, "an inode's xattrs end where inodes may lie"),
  SHARED_COUNT(
      "E-402",
      MALFORMED,
      CWE_125,
      "the ids of shared xattrs lie before the end of the inode's xattrs"),
  SHARED_COUNT_MOST("E-403", NONCANONICAL, NONE, "an inode refers to at most 128 shared xattrs"),
  SHARED_ID("E-404", MALFORMED, CWE_125, "an id of a shared xattr names the start of one"),
  XATTR_RANGE("E-405", MALFORMED, CWE_125, "an xattr ends before the area in which it stands does"),
  XATTR_PADDING("E-406", INVALID, CWE_1284, "an xattr is padded with zeros to a multiple of 4"),
  NAME_INDEX("E-407", UNSUPPORTED, CWE_436, "an xattr's prefix is one that readers know"),
  NAME_INDEX_LONG(
      "E-407", UNSUPPORTED, CWE_436, "an xattr's prefix is not in the table of long ones"),
  NAME_INDEX_NONE(
      "E-407", INVALID, CWE_436, "an xattr's name is whole only where no prefix fits it"),
  ACL_SUFFIX("E-408", INVALID, CWE_436, "an access control list's name is its prefix"),
  KEY_LENGTH(
      "E-409",
      MALFORMED,
      CWE_20,
      "an xattr's full name has at most 255 bytes, and more than a prefix"),
  KEY_TWICE("E-410", INVALID, CWE_436, "no two xattrs of an inode have the same name"),
  XATTR_SIZE("E-411", NONCANONICAL, NONE, "the xattrs of an inode have at most 32767 bytes"),
  XATTR_SPACE("E-411", LIMIT, CWE_770, "the xattrs of an inode have at most 32767 bytes"),
  XATTR_ORDER(
      "E-412", NONCANONICAL, NONE, "xattrs stand in the order of their names, shared ones first"),
  SHARED_ORDER(
      "E-413", NONCANONICAL, NONE, "shared xattrs stand in descending order, each used twice"),
  SHARED_USE("E-414", NONCANONICAL, NONE, "an xattr that several inodes have is shared"),
  NAME_FILTER(
      "E-430", INVALID, CWE_354, "a name filter is that of the names of the inode's xattrs"),
  XATTR_RESERVED(
      "E-431", INVALID, CWE_1284, "the reserved bytes before an inode's xattrs are zero"),
  METACOPY_MISSING("E-500", INVALID, CWE_436, "a file stored elsewhere says so by its metacopy"),
  METACOPY_SIZE("E-501", MALFORMED, CWE_125, "a metacopy is empty or has 36 bytes"),
  METACOPY(
      "E-501", INVALID, CWE_354, "a metacopy has version 0, its length, no flags, and SHA-256"),
  REDIRECT("E-502", INVALID, CWE_22, "a redirect is a slash and a path, at most 4095 bytes"),
  ROOT_OPAQUE("E-504", INVALID, CWE_436, "the root is opaque"),
  OPAQUE("E-504", INVALID, CWE_436, "no directory but the root is opaque"),
  OVERLAY_DIFFERS("E-506", INVALID, CWE_436, "what both kinds of mounts read is the same for both"),
  OVERLAY_NAME(
      "E-505", INVALID, CWE_436, "an xattr that overlayfs reads is one that a writer writes"),
  WHITEOUT_KEY(
      "E-506", INVALID, CWE_436, "no xattr of a tree has a name by which a whiteout is marked"),
  WHITEOUT("E-510", INVALID, CWE_436, "a whiteout is an empty file that both readers take for one"),
  WHITEOUT_PARENT("E-510", INVALID, CWE_436, "a directory that holds whiteouts is marked as one"),
  WHITEOUTS("E-510", INVALID, CWE_436, "a directory that is marked to hold whiteouts holds one"),
  WHITEOUTS_MARKS(
      "E-510", INVALID, CWE_436, "a directory with whiteouts has the marks of its version"),
  WHITEOUT_NLINK("E-511", INVALID, CWE_436, "a whiteout has one name"),
  DEVICE_ZERO("E-512", INVALID, CWE_436, "a device of number 0 is a stub of the root"),
  STUB_MISSING("E-520", INVALID, CWE_200, "each name from 00 to ff is taken in the root"),
  STUB(
      "E-520", INVALID, CWE_436, "a stub has the mode, owner and label of all stubs, and one name"),
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
      "E-721", NONCANONICAL, NONE, "up to half a block of a directory's entries follows the inode");

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

  @Override
  public boolean bindsWriting() {
    return this == CONTENT_LENGTH || this == WHITEOUT_KEY || this == XATTR_SPACE;
  }
}
