package io.takecover.fuzz.claims;

import io.takecover.bytes.LimitRule;
import io.takecover.dump.DumpRule;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether the rule that refuses a text is the right one: of the line that the verdict names, and of
 * the first line, no rule is broken that comes before it. Rules are said here once more, of
 * strings, so a check is missed whose texts are refused anyway, for another reason.
 */
final class TextDiagnosis {
  /** Are asked of a line as a whole, before its fields. */
  private static final Set<Rule> OF_LINE =
      Set.of(
          DumpRule.LINE_LENGTH,
          DumpRule.EMPTY_LINE,
          DumpRule.RAW_NUL,
          DumpRule.CARRIAGE_RETURN,
          DumpRule.RAW_BYTE,
          DumpRule.LAST_LINE,
          DumpRule.FIELD_COUNT);

  /** Are asked of the first line, of what comes before its type. */
  private static final Set<Rule> BEFORE_TYPE =
      Set.of(
          DumpRule.ROOT_FIRST,
          DumpRule.MODE_DIGITS,
          DumpRule.MODE_RANGE,
          DumpRule.MODE_TYPE,
          DumpRule.ROOT_TYPE);

  /** Are asked of the xattrs of a line, behind their length. */
  private static final Set<Rule> OF_XATTRS =
      Set.of(
          DumpRule.XATTR_EMPTY,
          DumpRule.XATTR_EQUALS,
          DumpRule.KEY_LENGTH,
          DumpRule.KEY_DUPLICATE,
          DumpRule.XATTR_SUM);

  /** Are asked of a link and what it names, when all lines have been read. */
  private static final Set<Rule> OF_TARGET =
      Set.of(
          DumpRule.LINK_MODE,
          DumpRule.LINK_XATTRS,
          DumpRule.LINK_WHITEOUT,
          DumpRule.LINK_COUNT,
          TreeRule.DIRECTORY_NLINK);

  /** The only rules of trees that no rule of texts says as well. */
  private static final Set<Rule> OF_TREE =
      Set.of(
          TreeRule.UID_VALID,
          TreeRule.GID_VALID,
          TreeRule.PAYLOAD_RELATIVE,
          TreeRule.DIRECTORY_NLINK,
          TreeRule.KEY_NAMESPACE,
          TreeRule.DEPTH);

  private static final int MODE = 2;
  private static final int PAYLOAD = 8;
  private static final int XATTRS = 11;
  private static final int LINE_MAX = 1 << 20;
  private static final int XATTRS_MAX = 65535;
  private static final Pattern DIRECTORY = Pattern.compile("0*4[0-7]{4}");
  private static final Pattern LINK_OF_DIRECTORY = Pattern.compile("@0*4[0-7]{4}");
  private static final Pattern STARTS_WITH_DOTS = Pattern.compile("/\\.{1,2}(?:/.*)?");

  private final String text;
  private final Violation named;
  private final Rule rule;
  private final int start;
  private final String line;
  private final List<String> fields;

  private TextDiagnosis(String text, Violation named) {
    this.text = text;
    this.named = named;
    rule = named.rule();
    int at = Math.toIntExact(named.offset());
    start = text.lastIndexOf('\n', at - 1) + 1;
    line = line(text, start);
    fields = fields(line);
  }

  /**
   * Holds of a text that the strict reader refuses.
   *
   * @param text one character a byte
   */
  static void hold(String text, List<Violation> violations) {
    for (Violation violation : violations) {
      if (violation.rule() instanceof TreeRule) {
        require(OF_TREE.contains(violation.rule()), violation.rule(), violation);
      }
    }
    Violation first = violations.get(0);
    if (!(first.rule() instanceof LimitRule) && first.rule() != DumpRule.EMPTY_TEXT) {
      new TextDiagnosis(text, first).check();
    }
  }

  private void check() {
    line();
    boolean isInFirst = start == 0;
    if (!isInFirst || !OF_LINE.contains(rule)) {
      List<String> root = isInFirst ? fields : fields(line(text, 0));
      require(rule == DumpRule.ROOT_FIRST || root.get(0).equals("/"), DumpRule.ROOT_FIRST);
      if (!isInFirst || !BEFORE_TYPE.contains(rule)) {
        require(DIRECTORY.matcher(field(root, MODE)).matches(), DumpRule.ROOT_TYPE);
      }
    }
    if (OF_LINE.contains(rule)) {
      return;
    }
    if (!isInFirst && rule != DumpRule.ROOT_ONCE) {
      require(!fields.get(0).equals("/"), DumpRule.ROOT_ONCE);
    }
    if (rule == DumpRule.PARENT_MISSING) {
      boolean isOdd = STARTS_WITH_DOTS.matcher(fields.get(0)).matches();
      require(!isOdd, DumpRule.PATH_DOTS);
    }
    xattrs();
    links();
  }

  /** What is asked of a line first. */
  private void line() {
    if (rule == DumpRule.LINE_LENGTH) {
      return;
    }
    require(line.length() <= LINE_MAX, DumpRule.LINE_LENGTH);
    if (rule == DumpRule.RAW_NUL) {
      return;
    }
    require(line.indexOf(0) < 0, DumpRule.RAW_NUL);
    if (rule == DumpRule.RAW_BYTE) {
      require(text.charAt(Math.toIntExact(named.offset())) != '\r', DumpRule.CARRIAGE_RETURN);
    } else if (rule != DumpRule.CARRIAGE_RETURN) {
      require(line.indexOf('\r') < 0, DumpRule.CARRIAGE_RETURN);
    }
    require(OF_LINE.contains(rule) || fields.size() >= XATTRS, DumpRule.FIELD_COUNT);
  }

  private void xattrs() {
    if (rule == DumpRule.XATTR_EQUALS) {
      boolean isEmpty = text.charAt(Math.toIntExact(named.offset())) == ' ';
      require(!isEmpty, DumpRule.XATTR_EMPTY);
    }
    if (OF_XATTRS.contains(rule)) {
      require(field(fields, XATTRS).length() <= XATTRS_MAX, DumpRule.XATTR_PART);
    }
  }

  private void links() {
    if (rule == DumpRule.LINK_MISSING || rule == DumpRule.LINK_CYCLE || OF_TARGET.contains(rule)) {
      String mode = field(fields, MODE);
      require(!LINK_OF_DIRECTORY.matcher(mode).matches(), DumpRule.LINK_TO_DIRECTORY);
      boolean isToRoot = mode.startsWith("@") && field(fields, PAYLOAD).equals("/");
      require(!isToRoot, DumpRule.LINK_TO_DIRECTORY);
    }
    if (!OF_TARGET.contains(rule)) {
      return;
    }
    Set<String> links = new TreeSet<>();
    Set<String> directories = new TreeSet<>();
    for (int at = 0; at < text.length(); at += line(text, at).length() + 1) {
      List<String> entry = fields(line(text, at));
      if (field(entry, MODE).startsWith("@")) {
        links.add(entry.get(0));
      } else if (DIRECTORY.matcher(field(entry, MODE)).matches()) {
        directories.add(entry.get(0));
      }
    }
    if (links.isEmpty()) {
      return;
    }
    for (int at = 0; at < text.length(); at += line(text, at).length() + 1) {
      List<String> entry = fields(line(text, at));
      if (field(entry, MODE).startsWith("@")) {
        require(!links.contains(field(entry, PAYLOAD)), DumpRule.LINK_CHAIN);
        boolean isNamed = at == start && rule == DumpRule.LINK_MODE;
        boolean isOfDirectory = directories.contains(field(entry, PAYLOAD));
        require(!isNamed || !isOfDirectory, DumpRule.LINK_TO_DIRECTORY);
      }
    }
  }

  private static String line(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }

  /** The eleven fields of a line, and what is behind them as one; fewer where there are fewer. */
  private static List<String> fields(String line) {
    return List.of(line.split(" ", XATTRS + 1));
  }

  private static String field(List<String> fields, int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  private void require(boolean holds, Rule broken) {
    require(holds, broken, named);
  }

  private static void require(boolean holds, Rule broken, Violation named) {
    if (!holds) {
      String detail = "is broken, and the verdict names " + named;
      throw new ClaimFailure(Claim.TEXT_DIAGNOSIS, broken.name(), detail);
    }
  }
}
