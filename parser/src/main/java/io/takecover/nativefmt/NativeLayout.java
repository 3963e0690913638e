package io.takecover.nativefmt;

import io.takecover.bytes.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every field of the native composefs descriptor (kernel series v3, January 2023), packed and
 * little-endian.
 *
 * <pre>
 * superblock  128    at 0
 * inode        96    at 128 + 96 * index; the table ends at sb.vdata_offset
 * vdata              to the end of the file, holding in any order
 *   dir         4    dirent[n_dirents], then the names; 4-aligned
 *   dirent     12
 *   xattr       2    xattr_entry[n_attr], then key and value of each; 4-aligned
 *   xattr_entry 4
 *   backing paths, link targets, digests (32); not aligned
 * </pre>
 *
 * Offsets in {@code variable_data}, {@code xattrs} and {@code digest} are relative to vdata; {@code
 * name_offset} is relative to the end of the last dirent.
 */
public enum NativeLayout implements Field {
  SB_VERSION(Struct.SB, "version", 0, 4, Use.UNSIGNED),
  SB_MAGIC(Struct.SB, "magic", 4, 4, Use.UNSIGNED),
  SB_VDATA_OFFSET(Struct.SB, "vdata_offset", 8, 8, Use.UNSIGNED),
  SB_UNUSED(Struct.SB, "unused", 16, 112, Use.RESERVED),
  INODE_ST_MODE(Struct.INODE, "st_mode", 0, 4, Use.UNSIGNED),
  INODE_ST_NLINK(Struct.INODE, "st_nlink", 4, 4, Use.UNSIGNED),
  INODE_ST_UID(Struct.INODE, "st_uid", 8, 4, Use.UNSIGNED),
  INODE_ST_GID(Struct.INODE, "st_gid", 12, 4, Use.UNSIGNED),
  INODE_ST_RDEV(Struct.INODE, "st_rdev", 16, 4, Use.UNSIGNED),
  INODE_ST_SIZE(Struct.INODE, "st_size", 20, 8, Use.UNSIGNED),
  INODE_ST_MTIM_SEC(Struct.INODE, "st_mtim_sec", 28, 8, Use.SIGNED),
  INODE_ST_MTIM_NSEC(Struct.INODE, "st_mtim_nsec", 36, 4, Use.UNSIGNED),
  INODE_ST_CTIM_SEC(Struct.INODE, "st_ctim_sec", 40, 8, Use.SIGNED),
  INODE_ST_CTIM_NSEC(Struct.INODE, "st_ctim_nsec", 48, 4, Use.UNSIGNED),
  INODE_VARIABLE_DATA_OFF(Struct.INODE, "variable_data.off", 52, 8, Use.UNSIGNED),
  INODE_VARIABLE_DATA_LEN(Struct.INODE, "variable_data.len", 60, 4, Use.UNSIGNED),
  INODE_XATTRS_OFF(Struct.INODE, "xattrs.off", 64, 8, Use.UNSIGNED),
  INODE_XATTRS_LEN(Struct.INODE, "xattrs.len", 72, 4, Use.UNSIGNED),
  INODE_DIGEST_OFF(Struct.INODE, "digest.off", 76, 8, Use.UNSIGNED),
  INODE_DIGEST_LEN(Struct.INODE, "digest.len", 84, 4, Use.UNSIGNED),
  INODE_UNUSED(Struct.INODE, "unused", 88, 8, Use.RESERVED),
  DIR_N_DIRENTS(Struct.DIR, "n_dirents", 0, 4, Use.UNSIGNED),
  DIRENT_INODE_NUM(Struct.DIRENT, "inode_num", 0, 4, Use.UNSIGNED),
  DIRENT_NAME_OFFSET(Struct.DIRENT, "name_offset", 4, 4, Use.UNSIGNED),
  DIRENT_NAME_LEN(Struct.DIRENT, "name_len", 8, 1, Use.UNSIGNED),
  DIRENT_D_TYPE(Struct.DIRENT, "d_type", 9, 1, Use.UNSIGNED),
  DIRENT_PADDING(Struct.DIRENT, "padding", 10, 2, Use.RESERVED),
  XATTR_N_ATTR(Struct.XATTR, "n_attr", 0, 2, Use.UNSIGNED),
  XATTR_ENTRY_KEY_LENGTH(Struct.XATTR_ENTRY, "key_length", 0, 2, Use.UNSIGNED),
  XATTR_ENTRY_VALUE_LENGTH(Struct.XATTR_ENTRY, "value_length", 2, 2, Use.UNSIGNED);

  /** Value of {@code sb.magic}. */
  public static final long MAGIC = 0xC078629AL;

  /** Value of {@code sb.version}. */
  public static final long VERSION = 1;

  /** Bytes of a digest, an fs-verity SHA-256. */
  public static final int DIGEST_SIZE = 32;

  /** Where directory and xattr chunks start: at a multiple of this. */
  public static final int CHUNK_ALIGNMENT = 4;

  /** The smallest image: a superblock and the root's inode. */
  public static final int SMALLEST_IMAGE = Struct.SB.size() + Struct.INODE.size();

  /** The largest chunk that the kernel reader could map: 512 pages. */
  public static final long KERNEL_CHUNK_LIMIT = 512L * 4096;

  /** The structures, with their sizes in bytes. */
  public enum Struct {
    SB(128),
    INODE(96),
    DIR(4),
    DIRENT(12),
    XATTR(2),
    XATTR_ENTRY(4);

    private final int size;

    Struct(int size) {
      this.size = size;
    }

    public int size() {
      return size;
    }

    /** The fields, in the order of their offsets; they tile the structure. */
    public List<NativeLayout> fields() {
      return Arrays.stream(NativeLayout.values()).filter(field -> field.struct == this).toList();
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

  NativeLayout(Struct struct, String name, int offset, int width, Use use) {
    this.struct = struct;
    this.path = struct.name().toLowerCase(Locale.ROOT) + "." + name;
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
