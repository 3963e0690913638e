package io.takecover.erofs;

import io.takecover.bytes.Field;
import java.util.Arrays;
import java.util.List;

/**
 * Every field of a composefs image over EROFS, packed and little-endian.
 *
 * <pre>
 * header        32    at 0, padded with zeros to 1024
 * sb           128    at 1024
 * compact       32    an inode, at 32 * nid; from 1152 on
 * extended      64    likewise; behind either, in this order:
 *   xattr_header 12   if i_xattr_icount > 0: the body has 12 + 4 * (i_xattr_icount - 1) bytes
 *   shared_xattr  4   h_shared_count of them: byte 4 * id of the shared xattrs
 *   xattr_entry   4   name without its prefix, then value; each padded to 4
 *   tail or chunk     the last i_size % 4096 bytes of the data, or one chunk address an extent
 * xattr_entry         the shared ones, behind the last inode
 * blocks      4096    of data, from the next multiple of 4096 to the end of the file
 *   dirent      12    dirent[nameoff of the first / 12], then the names
 * metacopy       4    in the value of the xattr of this name, before the digest
 * </pre>
 */
public enum ErofsLayout implements Field {
  HEADER_MAGIC(Struct.HEADER, "magic", 0, 4, Use.UNSIGNED),
  HEADER_VERSION(Struct.HEADER, "version", 4, 4, Use.UNSIGNED),
  HEADER_FLAGS(Struct.HEADER, "flags", 8, 4, Use.UNSIGNED),
  HEADER_COMPOSEFS_VERSION(Struct.HEADER, "composefs_version", 12, 4, Use.UNSIGNED),
  HEADER_UNUSED(Struct.HEADER, "unused", 16, 16, Use.RESERVED),
  HEADER_PAD(Struct.HEADER, "pad", 32, 992, Use.RESERVED),
  SB_MAGIC(Struct.SB, "magic", 0, 4, Use.UNSIGNED),
  SB_CHECKSUM(Struct.SB, "checksum", 4, 4, Use.UNSIGNED),
  SB_FEATURE_COMPAT(Struct.SB, "feature_compat", 8, 4, Use.UNSIGNED),
  SB_BLKSZBITS(Struct.SB, "blkszbits", 12, 1, Use.UNSIGNED),
  SB_SB_EXTSLOTS(Struct.SB, "sb_extslots", 13, 1, Use.UNSIGNED),
  SB_ROOT_NID(Struct.SB, "root_nid", 14, 2, Use.UNSIGNED),
  SB_INOS(Struct.SB, "inos", 16, 8, Use.UNSIGNED),
  SB_BUILD_TIME(Struct.SB, "build_time", 24, 8, Use.SIGNED),
  SB_BUILD_TIME_NSEC(Struct.SB, "build_time_nsec", 32, 4, Use.UNSIGNED),
  SB_BLOCKS(Struct.SB, "blocks", 36, 4, Use.UNSIGNED),
  SB_META_BLKADDR(Struct.SB, "meta_blkaddr", 40, 4, Use.UNSIGNED),
  SB_XATTR_BLKADDR(Struct.SB, "xattr_blkaddr", 44, 4, Use.UNSIGNED),
  SB_UUID(Struct.SB, "uuid", 48, 16, Use.RESERVED),
  SB_VOLUME_NAME(Struct.SB, "volume_name", 64, 16, Use.RESERVED),
  SB_FEATURE_INCOMPAT(Struct.SB, "feature_incompat", 80, 4, Use.UNSIGNED),
  SB_AVAILABLE_COMPR_ALGS(Struct.SB, "available_compr_algs", 84, 2, Use.UNSIGNED),
  SB_EXTRA_DEVICES(Struct.SB, "extra_devices", 86, 2, Use.UNSIGNED),
  SB_DEVT_SLOTOFF(Struct.SB, "devt_slotoff", 88, 2, Use.UNSIGNED),
  SB_DIRBLKBITS(Struct.SB, "dirblkbits", 90, 1, Use.UNSIGNED),
  SB_XATTR_PREFIX_COUNT(Struct.SB, "xattr_prefix_count", 91, 1, Use.UNSIGNED),
  SB_XATTR_PREFIX_START(Struct.SB, "xattr_prefix_start", 92, 4, Use.UNSIGNED),
  SB_PACKED_NID(Struct.SB, "packed_nid", 96, 8, Use.UNSIGNED),
  SB_XATTR_FILTER_RESERVED(Struct.SB, "xattr_filter_reserved", 104, 1, Use.UNSIGNED),
  SB_RESERVED2(Struct.SB, "reserved2", 105, 23, Use.RESERVED),
  COMPACT_I_FORMAT(Struct.COMPACT, "i_format", 0, 2, Use.UNSIGNED),
  COMPACT_I_XATTR_ICOUNT(Struct.COMPACT, "i_xattr_icount", 2, 2, Use.UNSIGNED),
  COMPACT_I_MODE(Struct.COMPACT, "i_mode", 4, 2, Use.UNSIGNED),
  COMPACT_I_NLINK(Struct.COMPACT, "i_nlink", 6, 2, Use.UNSIGNED),
  COMPACT_I_SIZE(Struct.COMPACT, "i_size", 8, 4, Use.UNSIGNED),
  COMPACT_I_RESERVED(Struct.COMPACT, "i_reserved", 12, 4, Use.RESERVED),
  COMPACT_I_U(Struct.COMPACT, "i_u", 16, 4, Use.UNSIGNED),
  COMPACT_I_INO(Struct.COMPACT, "i_ino", 20, 4, Use.UNSIGNED),
  COMPACT_I_UID(Struct.COMPACT, "i_uid", 24, 2, Use.UNSIGNED),
  COMPACT_I_GID(Struct.COMPACT, "i_gid", 26, 2, Use.UNSIGNED),
  COMPACT_I_RESERVED2(Struct.COMPACT, "i_reserved2", 28, 4, Use.RESERVED),
  EXTENDED_I_FORMAT(Struct.EXTENDED, "i_format", 0, 2, Use.UNSIGNED),
  EXTENDED_I_XATTR_ICOUNT(Struct.EXTENDED, "i_xattr_icount", 2, 2, Use.UNSIGNED),
  EXTENDED_I_MODE(Struct.EXTENDED, "i_mode", 4, 2, Use.UNSIGNED),
  EXTENDED_I_RESERVED(Struct.EXTENDED, "i_reserved", 6, 2, Use.RESERVED),
  EXTENDED_I_SIZE(Struct.EXTENDED, "i_size", 8, 8, Use.UNSIGNED),
  EXTENDED_I_U(Struct.EXTENDED, "i_u", 16, 4, Use.UNSIGNED),
  EXTENDED_I_INO(Struct.EXTENDED, "i_ino", 20, 4, Use.UNSIGNED),
  EXTENDED_I_UID(Struct.EXTENDED, "i_uid", 24, 4, Use.UNSIGNED),
  EXTENDED_I_GID(Struct.EXTENDED, "i_gid", 28, 4, Use.UNSIGNED),
  EXTENDED_I_MTIME(Struct.EXTENDED, "i_mtime", 32, 8, Use.SIGNED),
  EXTENDED_I_MTIME_NSEC(Struct.EXTENDED, "i_mtime_nsec", 40, 4, Use.UNSIGNED),
  EXTENDED_I_NLINK(Struct.EXTENDED, "i_nlink", 44, 4, Use.UNSIGNED),
  EXTENDED_I_RESERVED2(Struct.EXTENDED, "i_reserved2", 48, 16, Use.RESERVED),
  XATTR_HEADER_H_NAME_FILTER(Struct.XATTR_HEADER, "h_name_filter", 0, 4, Use.UNSIGNED),
  XATTR_HEADER_H_SHARED_COUNT(Struct.XATTR_HEADER, "h_shared_count", 4, 1, Use.UNSIGNED),
  XATTR_HEADER_H_RESERVED2(Struct.XATTR_HEADER, "h_reserved2", 5, 7, Use.RESERVED),
  SHARED_ID_ID(Struct.SHARED_ID, "id", 0, 4, Use.UNSIGNED),
  XATTR_ENTRY_E_NAME_LEN(Struct.XATTR_ENTRY, "e_name_len", 0, 1, Use.UNSIGNED),
  XATTR_ENTRY_E_NAME_INDEX(Struct.XATTR_ENTRY, "e_name_index", 1, 1, Use.UNSIGNED),
  XATTR_ENTRY_E_VALUE_SIZE(Struct.XATTR_ENTRY, "e_value_size", 2, 2, Use.UNSIGNED),
  CHUNK_BLKADDR(Struct.CHUNK, "blkaddr", 0, 4, Use.UNSIGNED),
  DIRENT_NID(Struct.DIRENT, "nid", 0, 8, Use.UNSIGNED),
  DIRENT_NAMEOFF(Struct.DIRENT, "nameoff", 8, 2, Use.UNSIGNED),
  DIRENT_FILE_TYPE(Struct.DIRENT, "file_type", 10, 1, Use.UNSIGNED),
  DIRENT_RESERVED(Struct.DIRENT, "reserved", 11, 1, Use.RESERVED),
  METACOPY_VERSION(Struct.METACOPY, "version", 0, 1, Use.UNSIGNED),
  METACOPY_LEN(Struct.METACOPY, "len", 1, 1, Use.UNSIGNED),
  METACOPY_FLAGS(Struct.METACOPY, "flags", 2, 1, Use.UNSIGNED),
  METACOPY_DIGEST_ALGO(Struct.METACOPY, "digest_algo", 3, 1, Use.UNSIGNED);

  /** Value of {@code header.magic}. */
  public static final long MAGIC = 0xD078629AL;

  /** The {@code composefs_version} that composefs-rs wrote (E-602). */
  public static final int VERSION_2 = 2;

  /** Value of {@code header.version}. */
  public static final long VERSION = 1;

  /** Bit of {@code header.flags}: some inode has a POSIX access control list. */
  public static final long FLAG_HAS_ACL = 1;

  /** Where the EROFS superblock starts. */
  public static final int SUPERBLOCK_OFFSET = 1024;

  /** Value of {@code sb.magic}. */
  public static final long EROFS_MAGIC = 0xE0F5E1E2L;

  /** Value of {@code sb.feature_compat}: inodes have an mtime, xattrs have name filters. */
  public static final long FEATURE_COMPAT = 0x6;

  /** Bit of {@code sb.feature_compat}: {@code sb.checksum} is one. */
  public static final long FEATURE_CHECKSUM = 0x1;

  /** Value of {@code sb.blkszbits}. */
  public static final int BLOCK_BITS = 12;

  /** Bytes of a block. */
  public static final int BLOCK_SIZE = 1 << BLOCK_BITS;

  /** Bytes of what nids count; inodes start at multiples of it. */
  public static final int SLOT_SIZE = 32;

  /** Where the first inode may start. */
  public static final int FIRST_INODE_OFFSET = SUPERBLOCK_OFFSET + 128;

  /** Value of {@code inode.i_format}, bit 0: the inode is an extended one. */
  public static final int FORMAT_EXTENDED = 1;

  /** Data layouts, bits 1 to 3 of {@code inode.i_format}. */
  public static final int FLAT_PLAIN = 0;

  public static final int FLAT_INLINE = 2;
  public static final int CHUNK_BASED = 4;

  /** Value of {@code chunk.blkaddr}: nothing is stored. */
  public static final long NULL_ADDRESS = 0xffff_ffffL;

  /** What the hash of an xattr's name starts from, before its prefix is added. */
  public static final int FILTER_SEED = 0x25BBE08F;

  /** The structures, with their names in paths and their sizes in bytes. */
  public enum Struct {
    HEADER("header", 1024),
    SB("sb", 128),
    COMPACT("inode", 32),
    EXTENDED("inode", 64),
    XATTR_HEADER("xattr_header", 12),
    SHARED_ID("shared_xattr", 4),
    XATTR_ENTRY("xattr_entry", 4),
    CHUNK("chunk", 4),
    DIRENT("dirent", 12),
    METACOPY("metacopy", 4);

    private final String label;
    private final int size;

    Struct(String label, int size) {
      this.label = label;
      this.size = size;
    }

    public int size() {
      return size;
    }

    /** The first part of the paths of its fields; both kinds of inodes have the same. */
    public String label() {
      return label;
    }

    /** The fields, in the order of their offsets; they tile the structure. */
    public List<ErofsLayout> fields() {
      return Arrays.stream(ErofsLayout.values()).filter(field -> field.struct == this).toList();
    }
  }

  private enum Use {
    UNSIGNED,
    SIGNED,
    RESERVED
  }

  private final Struct struct;
  private final String path;
  private final int offset;
  private final int width;
  private final Use use;

  ErofsLayout(Struct struct, String name, int offset, int width, Use use) {
    this.struct = struct;
    this.path = struct.label() + "." + name;
    this.offset = offset;
    this.width = width;
    this.use = use;
  }

  public Struct struct() {
    return struct;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean isSigned() {
    return use == Use.SIGNED;
  }

  @Override
  public boolean isReserved() {
    return use == Use.RESERVED;
  }
}
