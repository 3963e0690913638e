package io.takecover.tree;

import static io.takecover.rule.Cwe.CWE_1284;
import static io.takecover.rule.Cwe.CWE_195;
import static io.takecover.rule.Cwe.CWE_20;
import static io.takecover.rule.Cwe.CWE_200;
import static io.takecover.rule.Cwe.CWE_22;
import static io.takecover.rule.Cwe.CWE_436;
import static io.takecover.rule.Cwe.CWE_476;
import static io.takecover.rule.Cwe.CWE_626;
import static io.takecover.rule.Cwe.CWE_674;
import static io.takecover.rule.Cwe.CWE_708;
import static io.takecover.rule.Cwe.CWE_789;
import static io.takecover.rule.Cwe.CWE_835;
import static io.takecover.rule.Cwe.NONE;
import static io.takecover.rule.Kind.INVALID;
import static io.takecover.rule.Kind.LIMIT;
import static io.takecover.rule.Kind.NOTE;

import io.takecover.model.Part;
import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;
import java.util.Arrays;
import java.util.List;

/** What a tree must satisfy, whatever it was read from. Each constant holds its own check. */
public enum TreeRule implements Rule {
  UID_VALID(
      "N-024",
      INVALID,
      CWE_708,
      Scope.INODE,
      Part.UID,
      "the owner is not 2^32 - 1, which no process can be",
      TreeCursor::uidValid),
  GID_VALID(
      "N-024",
      INVALID,
      CWE_708,
      Scope.INODE,
      Part.GID,
      "the group is not 2^32 - 1, which no process can be",
      TreeCursor::gidValid),
  SIZE_RANGE(
      "N-025",
      INVALID,
      CWE_195,
      Scope.INODE,
      Part.SIZE,
      "a size is less than 2^63",
      TreeCursor::sizeInRange),
  EMPTY_FILE_PAYLOAD(
      "N-026",
      INVALID,
      CWE_20,
      Scope.REGULAR,
      Part.SIZE,
      "a regular file of size 0 has no backing path",
      TreeCursor::emptyFileHasNoPayload),
  MTIME_NANOSECONDS(
      "N-030",
      INVALID,
      CWE_1284,
      Scope.INODE,
      Part.MTIME_NANOSECONDS,
      "the nanoseconds of mtime are less than 10^9",
      TreeCursor::mtimeInRange),
  CTIME_NANOSECONDS(
      "N-030",
      INVALID,
      CWE_1284,
      Scope.INODE,
      Part.CTIME_NANOSECONDS,
      "the nanoseconds of ctime are less than 10^9",
      TreeCursor::ctimeInRange),
  REACHABLE(
      "N-035",
      INVALID,
      CWE_1284,
      Scope.ORPHAN,
      Part.MODE,
      "every inode has a path from the root",
      TreeCursor::isDirectory),
  DIRECTORY_REACHABLE(
      "N-035",
      INVALID,
      CWE_835,
      Scope.ORPHAN,
      Part.MODE,
      "every directory has a path from the root",
      TreeCursor::isNotDirectory),
  NAME_DOTS(
      "N-046",
      INVALID,
      CWE_22,
      Scope.ENTRY,
      Part.NAME,
      "no name is \".\" or \"..\"",
      TreeCursor::nameIsNotDots),
  NAME_SLASH(
      "N-047",
      INVALID,
      CWE_22,
      Scope.ENTRY,
      Part.NAME,
      "no name has a slash",
      TreeCursor::nameHasNoSlash),
  NAME_NUL(
      "N-048",
      INVALID,
      CWE_626,
      Scope.ENTRY,
      Part.NAME,
      "no name has a NUL byte",
      TreeCursor::nameHasNoNul),
  NAMES_ASCEND(
      "N-049",
      INVALID,
      CWE_436,
      Scope.ENTRY,
      Part.NAME,
      "the names of a directory ascend in unsigned byte order",
      TreeCursor::nameDoesNotDescend),
  NAMES_DIFFER(
      "N-050",
      INVALID,
      CWE_436,
      Scope.ENTRY,
      Part.NAME,
      "no two names of a directory are the same",
      TreeCursor::nameIsNew),
  PAYLOAD_LENGTH(
      "N-052",
      INVALID,
      CWE_789,
      Scope.REGULAR,
      Part.PAYLOAD,
      "a backing path has at most 4095 bytes",
      TreeCursor::payloadLengthInRange),
  PAYLOAD_NUL(
      "N-052",
      INVALID,
      CWE_626,
      Scope.PATH,
      Part.PAYLOAD,
      "a backing path has no NUL byte",
      TreeCursor::payloadHasNoNul),
  ONE_PARENT(
      "N-055",
      INVALID,
      CWE_835,
      Scope.ENTRY,
      Part.TARGET,
      "a directory has one name, and the root has none",
      TreeCursor::targetHasNoOtherParent),
  DEPTH(
      "N-0591",
      LIMIT,
      CWE_674,
      Scope.DIRECTORY,
      Part.MODE,
      "directories are nested no deeper than the configured limit",
      TreeCursor::depthInLimit),
  PAYLOAD_RELATIVE(
      "N-060",
      INVALID,
      CWE_22,
      Scope.PATH,
      Part.PAYLOAD,
      "a backing path is relative, with no empty, \".\" or \"..\" component",
      TreeCursor::payloadIsPlainPath),
  LINK_EMPTY(
      "N-061",
      INVALID,
      CWE_476,
      Scope.SYMLINK,
      Part.PAYLOAD,
      "a symlink has a target",
      TreeCursor::payloadPresent),
  LINK_LENGTH(
      "N-062",
      INVALID,
      CWE_789,
      Scope.SYMLINK,
      Part.PAYLOAD,
      "a symlink's target has at most 4095 bytes",
      TreeCursor::payloadLengthInRange),
  LINK_NUL(
      "N-062",
      INVALID,
      CWE_626,
      Scope.TARGET,
      Part.PAYLOAD,
      "a symlink's target has no NUL byte",
      TreeCursor::payloadHasNoNul),
  LINK_SIZE(
      "N-063",
      NOTE,
      NONE,
      Scope.SYMLINK,
      Part.SIZE,
      "a symlink's size is the length of its target",
      TreeCursor::sizeIsPayloadLength),
  DIGEST_ON_REGULAR(
      "N-0690",
      INVALID,
      CWE_1284,
      Scope.INODE,
      Part.DIGEST,
      "only a regular file has a digest",
      TreeCursor::digestOnRegularOnly),
  DIGEST_WITHOUT_PAYLOAD(
      "N-0690",
      NOTE,
      NONE,
      Scope.REGULAR,
      Part.DIGEST,
      "a file with a digest has a backing path",
      TreeCursor::digestHasPayload),
  DIRECTORY_NLINK(
      "N-070",
      INVALID,
      CWE_436,
      Scope.DIRECTORY,
      Part.NLINK,
      "a directory's nlink is 2 more than the directories in it",
      TreeCursor::nlinkCountsSubdirectories),
  NLINK_ZERO(
      "N-071",
      INVALID,
      CWE_20,
      Scope.NOT_DIRECTORY,
      Part.NLINK,
      "an inode that has a name has an nlink of at least 1",
      TreeCursor::nlinkNotZero),
  NLINK_BELOW_NAMES(
      "N-072",
      INVALID,
      CWE_436,
      Scope.NOT_DIRECTORY,
      Part.NLINK,
      "an inode's nlink is not below the number of its names",
      TreeCursor::nlinkCoversNames),
  NLINK_ABOVE_NAMES(
      "N-072",
      NOTE,
      NONE,
      Scope.NOT_DIRECTORY,
      Part.NLINK,
      "an inode's nlink is the number of its names",
      TreeCursor::nlinkNotAboveNames),
  RDEV_ZERO(
      "N-081",
      INVALID,
      CWE_20,
      Scope.INODE,
      Part.RDEV,
      "only a device has a device number",
      TreeCursor::rdevOnDeviceOnly),
  KEYS_ASCEND(
      "N-095",
      INVALID,
      CWE_436,
      Scope.XATTR,
      Part.KEY,
      "xattr names strictly ascend in unsigned byte order",
      TreeCursor::keyAscends),
  KEY_NUL(
      "N-096",
      INVALID,
      CWE_626,
      Scope.KEY,
      Part.KEY,
      "no xattr name has a NUL byte",
      TreeCursor::keyHasNoNul),
  KEY_NAMESPACE(
      "N-097",
      INVALID,
      CWE_200,
      Scope.KEY,
      Part.KEY,
      "an xattr's name is user., trusted., security. or system. and a rest",
      TreeCursor::keyHasNamespace),
  NUMBERED_AT_FIRST_NAME(
      "E-771",
      NOTE,
      NONE,
      Scope.FIRST_NAME,
      Part.NAME,
      "an inode is numbered at the first of its names, depth first",
      TreeCursor::nameIsPrimary);

  /** What a rule is asked of. */
  enum Scope {
    /** An inode that no path leads to; nothing else is asked of it. */
    ORPHAN,
    INODE,
    DIRECTORY,
    NOT_DIRECTORY,
    REGULAR,
    SYMLINK,
    ENTRY,
    /** The first name, depth first, of an inode that has several. */
    FIRST_NAME,
    XATTR,
    /** The bytes of a backing path, once where inodes share them. */
    PATH,
    /** The bytes of a symlink's target, once where inodes share them. */
    TARGET,
    /** The bytes of an xattr's name, once where xattrs share them. */
    KEY;

    /** The rules of this scope, in the order of their declaration. */
    List<TreeRule> rules() {
      return Arrays.stream(TreeRule.values()).filter(rule -> rule.scope == this).toList();
    }
  }

  /** Whether a rule holds of what the cursor stands on. */
  @FunctionalInterface
  interface Check {
    boolean holds(TreeCursor at);
  }

  private final String id;
  private final Kind kind;
  private final Cwe cwe;
  private final Scope scope;
  private final Part part;
  private final String title;
  private final Check check;

  TreeRule(String id, Kind kind, Cwe cwe, Scope scope, Part part, String title, Check check) {
    this.id = id;
    this.kind = kind;
    this.cwe = cwe;
    this.scope = scope;
    this.part = part;
    this.title = title;
    this.check = check;
  }

  boolean holds(TreeCursor at) {
    return check.holds(at);
  }

  /** The part that is at fault where the rule does not hold. */
  Part part() {
    return part;
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
    return (id.startsWith("E-") ? "erofs-composefs, rule " : "native, rule ") + id;
  }

  @Override
  public boolean isFaultOfTheFirstWriter() {
    return this == REACHABLE;
  }
}
