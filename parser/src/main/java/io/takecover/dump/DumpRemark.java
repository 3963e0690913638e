package io.takecover.dump;

import java.util.Arrays;
import java.util.Optional;

/**
 * The rows of the specification that no text can break here, and why: they bind a writer, hold by
 * construction, or are kept by another rule.
 */
public enum DumpRemark {
  WRITTEN_ESCAPES(
      "D-002", "binds the writer, and D-011 keeps it: which bytes are escaped, and how"),
  WRITTEN_EQUALS(
      "D-003", "binds the writer, and D-011 keeps it: '=' is escaped in keys and values"),
  WRITTEN_DASH("D-004", "binds the writer, and D-011 keeps it: the value '-' is escaped"),
  NUL_IN_BYTES("D-009", "permits: contents and values are any bytes, NUL bytes included"),
  LINE_ORDER(
      "D-034",
      "permits: lines stand in any order behind their parent's; D-011 keeps the canonical"),
  PATH_LOOKUP(
      "D-035", "holds by construction: a path is followed in a loop, in time linear in its length"),
  DIRECTORY_SIZE("D-048", "permits: the size of a directory is any number that D-041 accepts"),
  LATER_TARGET("D-072", "permits: the target of a hard link may stand behind it"),
  LINK_FORM(
      "D-077",
      "binds the writer, and D-011 keeps it: a hard link repeats the fields of its target;"
          + " the form without numbers breaks D-040, and --lenient-c reads it"),
  LINK_TO_ROOT("D-078", "kept by D-071: the root is a directory"),
  LINK_COST("D-079", "binds a reader: each target is looked up once, in its path's length"),
  XATTR_ORDER(
      "D-084", "permits: xattrs stand in any order; the tree has them sorted, as D-011 wants them"),
  OVERLAY_KEYS("D-085", "permits: trusted.overlay. keys are data like any other"),
  NAMESPACE("D-087", "kept by N-097: the name of an xattr has a known namespace, in both modes"),
  STRICT_LAST_LINE("D-090", "kept by D-021"),
  STRICT_RDEV("D-091", "kept by D-045"),
  STRICT_SYMLINK_SIZE("D-092", "kept by D-057"),
  STRICT_SYMLINK_CONTENT("D-093", "kept by D-054");

  private final String id;
  private final String reason;

  DumpRemark(String id, String reason) {
    this.id = id;
    this.reason = reason;
  }

  /** The row's id; no {@link DumpRule} has it. */
  public String id() {
    return id;
  }

  /** Why there is no rule, as a clause. */
  public String reason() {
    return reason;
  }

  /** The remark with this id. */
  public static Optional<DumpRemark> find(String id) {
    return Arrays.stream(values()).filter(remark -> remark.id.equalsIgnoreCase(id)).findFirst();
  }
}
