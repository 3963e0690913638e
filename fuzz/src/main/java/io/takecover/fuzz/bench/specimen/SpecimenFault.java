package io.takecover.fuzz.bench.specimen;

import java.util.Arrays;
import java.util.List;

/**
 * A fault of a real reader, as its specimen has it: a check that is missing, or a number that comes
 * out wrong. What is known of each stands in {@code specimen-faults.tsv}, a line a fault.
 */
public enum SpecimenFault {
  EARLY_VDATA_BEYOND(Reader.NATIVE_EARLY, Check.VDATA_BEYOND),
  EARLY_PATH_END(Reader.NATIVE_EARLY, Check.PATH_END),
  EARLY_XATTRS_LEFT_OVER(Reader.NATIVE_EARLY, Check.XATTRS_LEFT_OVER),
  EARLY_DIGEST_RANGE(Reader.NATIVE_EARLY, Check.DIGEST_RANGE),
  EARLY_DIGEST_LENGTH(Reader.NATIVE_EARLY, Check.DIGEST_LENGTH),
  EARLY_NAME_EMPTY(Reader.NATIVE_EARLY, Check.NAME_EMPTY),
  EARLY_NAME_DOTS(Reader.NATIVE_EARLY, Check.NAME_DOTS),
  EARLY_NAME_SLASH(Reader.NATIVE_EARLY, Check.NAME_SLASH),
  EARLY_NAME_RANGE(Reader.NATIVE_EARLY, Check.NAME_RANGE),
  V1_NAME_ORDER_OF_BYTES(Reader.NATIVE_V1, Check.NAME_ORDER_OF_BYTES),
  V1_ACROSS_PAGES(Reader.NATIVE_V1, Check.ACROSS_PAGES),
  V1_INODE_INDEX(Reader.NATIVE_V1, Check.INODE_INDEX),
  V1_DIRECTORY_AGAIN(Reader.NATIVE_V1, Check.DIRECTORY_AGAIN),
  V1_PAGE_HELD(Reader.NATIVE_V1, Check.PAGE_HELD),
  V2_SHORT_FILE(Reader.NATIVE_V2, Check.SHORT_FILE),
  V2_SECTION_START(Reader.NATIVE_V2, Check.SECTION_START),
  V2_OFFSET_CUT(Reader.NATIVE_V2, Check.OFFSET_CUT),
  V2_SIZE_SIGN(Reader.NATIVE_V2, Check.SIZE_SIGN),
  V2_INODE_INDEX(Reader.NATIVE_V2, Check.INODE_INDEX),
  V2_EMPTY_TARGET(Reader.NATIVE_V2, Check.EMPTY_TARGET),
  V2_DIRENT_PRODUCT(Reader.NATIVE_V2, Check.DIRENT_PRODUCT),
  V2_XATTR_PRODUCT(Reader.NATIVE_V2, Check.XATTR_PRODUCT),
  V2_XATTR_BLOB(Reader.NATIVE_V2, Check.XATTR_BLOB),
  V2_XATTRS_RANGE(Reader.NATIVE_V2, Check.XATTRS_RANGE),
  V3_BISECTION(Reader.NATIVE_V3, Check.BISECTION),
  V3_DIRECTORY_SHORT(Reader.NATIVE_V3, Check.DIRECTORY_SHORT),
  V3_DEVICE_NUMBER(Reader.NATIVE_V3, Check.DEVICE_NUMBER),
  V3_OWNER_OF_TASK(Reader.NATIVE_V3, Check.OWNER_OF_TASK),
  V3_DIRECTORY_AGAIN(Reader.NATIVE_V3, Check.DIRECTORY_AGAIN),
  V3_NAME_SUM(Reader.NATIVE_V3, Check.NAME_SUM),
  V3_LINK_COUNT(Reader.NATIVE_V3, Check.LINK_COUNT),
  FIXED_DIRECTORY_SHORT(Reader.NATIVE_FIXED, Check.DIRECTORY_SHORT),
  FIXED_DIRECTORY_AGAIN(Reader.NATIVE_FIXED, Check.DIRECTORY_AGAIN),
  FIXED_NAME_NUL(Reader.NATIVE_FIXED, Check.NAME_NUL),
  FIXED_NAME_ORDER(Reader.NATIVE_FIXED, Check.NAME_ORDER),
  FIXED_NAME_TWICE(Reader.NATIVE_FIXED, Check.NAME_TWICE),
  FIXED_DIRENT_TYPE(Reader.NATIVE_FIXED, Check.DIRENT_TYPE),
  FIXED_DIRENT_PADDING(Reader.NATIVE_FIXED, Check.DIRENT_PADDING),
  FIXED_PATH_CLIMBS(Reader.NATIVE_FIXED, Check.PATH_CLIMBS),
  FIXED_PATH_NUL(Reader.NATIVE_FIXED, Check.PATH_NUL),
  FIXED_INODE_UNUSED(Reader.NATIVE_FIXED, Check.INODE_UNUSED),
  FIXED_ORPHAN(Reader.NATIVE_FIXED, Check.ORPHAN),
  FIXED_MODE_TYPE(Reader.NATIVE_FIXED, Check.MODE_TYPE),
  LIB_SHORT_FILE(Reader.LIBCOMPOSEFS, Check.SHORT_FILE),
  LIB_REDIRECT_LENGTH(Reader.LIBCOMPOSEFS, Check.REDIRECT_LENGTH),
  LIB_RECURSION(Reader.LIBCOMPOSEFS, Check.RECURSION),
  LIB_NID_RANGE(Reader.LIBCOMPOSEFS, Check.NID_RANGE),
  LIB_BLOCK_CUT(Reader.LIBCOMPOSEFS, Check.BLOCK_CUT),
  LIB_CONTENT_RANGE(Reader.LIBCOMPOSEFS, Check.CONTENT_RANGE),
  LIB_INLINE_NOTHING(Reader.LIBCOMPOSEFS, Check.INLINE_NOTHING),
  LIB_NAMEOFF_FALLS(Reader.LIBCOMPOSEFS, Check.NAMEOFF_FALLS),
  LIB_NAMEOFF_BEYOND(Reader.LIBCOMPOSEFS, Check.NAMEOFF_BEYOND),
  LIB_ENTRY_END(Reader.LIBCOMPOSEFS, Check.ENTRY_END),
  LIB_SHARED_RANGE(Reader.LIBCOMPOSEFS, Check.SHARED_RANGE),
  LIB_SHARED_CUT(Reader.LIBCOMPOSEFS, Check.SHARED_CUT),
  LIB_DIRECTORY_RANGE(Reader.LIBCOMPOSEFS, Check.DIRECTORY_RANGE),
  LIB_NAME_SLASH(Reader.LIBCOMPOSEFS, Check.NAME_SLASH),
  LIB_MODE_TYPE(Reader.LIBCOMPOSEFS, Check.MODE_TYPE),
  UTILS_TARGET_SIZE(Reader.EROFS_UTILS, Check.TARGET_SIZE),
  UTILS_DIRECTORY_RANGE(Reader.EROFS_UTILS, Check.DIRECTORY_RANGE),
  UTILS_NID_RANGE(Reader.EROFS_UTILS, Check.NID_RANGE),
  UTILS_ROOT_TYPE(Reader.EROFS_UTILS, Check.ROOT_TYPE),
  UTILS_CONTENT_LOOP(Reader.EROFS_UTILS, Check.CONTENT_LOOP),
  UTILS_ENTRY_END(Reader.EROFS_UTILS, Check.ENTRY_END),
  UTILS_LOOP(Reader.EROFS_UTILS, Check.LOOP),
  UTILS_SHARED_COUNT(Reader.EROFS_UTILS, Check.SHARED_COUNT),
  UTILS_SECOND_PARENT(Reader.EROFS_UTILS, Check.SECOND_PARENT),
  KERNEL_NAMEOFF_BEYOND(Reader.KERNEL, Check.NAMEOFF_BEYOND),
  KERNEL_NAMEOFF_FALLS(Reader.KERNEL, Check.NAMEOFF_FALLS),
  KERNEL_NAMEOFF_LAST(Reader.KERNEL, Check.NAMEOFF_LAST),
  KERNEL_ICOUNT_CUT(Reader.KERNEL, Check.ICOUNT_CUT),
  KERNEL_PAGE_HELD(Reader.KERNEL, Check.PAGE_HELD),
  KERNEL_SIZE_SIGN(Reader.KERNEL, Check.SIZE_SIGN),
  KERNEL_LAYOUT(Reader.KERNEL, Check.LAYOUT),
  KERNEL_FILTER(Reader.KERNEL, Check.FILTER),
  KERNEL_METACOPY_HEADER(Reader.KERNEL, Check.METACOPY_HEADER),
  KERNEL_XATTR_TWICE(Reader.KERNEL, Check.XATTR_TWICE),
  RS_NID_RANGE(Reader.COMPOSEFS_RS, Check.NID_RANGE),
  RS_ENTRY_END(Reader.COMPOSEFS_RS, Check.ENTRY_END),
  RS_LOOP(Reader.COMPOSEFS_RS, Check.LOOP),
  RS_SECOND_PARENT(Reader.COMPOSEFS_RS, Check.SECOND_PARENT),
  RS_CONTENT_LOOP(Reader.COMPOSEFS_RS, Check.CONTENT_LOOP),
  RS_DOTS(Reader.COMPOSEFS_RS, Check.DOTS),
  RS_NAME_TWICE(Reader.COMPOSEFS_RS, Check.NAME_TWICE),
  RS_NAME_ORDER(Reader.COMPOSEFS_RS, Check.NAME_ORDER),
  RS_FILTER(Reader.COMPOSEFS_RS, Check.FILTER),
  RS_DIRENT_TYPE(Reader.COMPOSEFS_RS, Check.DIRENT_TYPE),
  GO_LAYOUT(Reader.GO_EROFS, Check.LAYOUT),
  GO_NAME_INDEX(Reader.GO_EROFS, Check.NAME_INDEX),
  GO_XATTR_KEY(Reader.GO_EROFS, Check.XATTR_KEY),
  GO_CONTENT_RANGE(Reader.GO_EROFS, Check.CONTENT_RANGE),
  GO_TARGET_SIZE(Reader.GO_EROFS, Check.TARGET_SIZE),
  GO_NAMEOFF_BEYOND(Reader.GO_EROFS, Check.NAMEOFF_BEYOND);

  /** Property of the Java machine: the name of the one fault that is looked for. */
  public static final String WANTED = "takecover.fault";

  /** What becomes of a reader with the fault. */
  public enum Harm {
    /** It reads what is not of the image. */
    CRASH,
    /** It does not end, runs out of stack, or does not give memory back. */
    RESOURCE,
    /** It sees another tree, or one where there is none, or none where there is one. */
    SEMANTIC
  }

  private final Reader reader;
  private final Check check;
  private final FaultRow row;

  SpecimenFault(Reader reader, Check check) {
    this.reader = reader;
    this.check = check;
    this.row = FaultRow.of(name());
  }

  /** Those that show on valid images too, so that no gate can keep them from harm. */
  public static List<SpecimenFault> needsNoCraftedImage() {
    return Arrays.stream(values()).filter(fault -> fault.row.isOnValid()).toList();
  }

  /** Those that the Java machine was told of by {@link #WANTED}; all where it was not. */
  static List<SpecimenFault> wanted() {
    String name = System.getProperty(WANTED);
    return List.of(name == null ? values() : new SpecimenFault[] {valueOf(name)});
  }

  public Reader reader() {
    return reader;
  }

  Check check() {
    return check;
  }

  /** Row of the history of faults, {@code BH-025}. */
  public String id() {
    return row.id();
  }

  /** Commit, patch or release of the real reader in which it was mended or, if not, seen. */
  public String commit() {
    return row.commit();
  }

  /** Number of the weakness in the common enumeration. */
  public int cwe() {
    return row.cwe();
  }

  public Harm harm() {
    return row.harm();
  }

  /** Where an image is from that shows it; see {@link Witness}. */
  public String witness() {
    return row.witness();
  }

  /** What is wrong, as a sentence. */
  public String sentence() {
    return row.sentence();
  }
}
