package io.takecover.fuzz.claims;

import io.takecover.dump.DumpRule;
import io.takecover.rule.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of strict texts, and what their fields mean, said a second time: by patterns and
 * strings, and without a line of the reader's. Slow and simple on purpose.
 */
final class TextGrammar {
  /** Any characters but blanks; which, is looked at one by one, for patterns recurse. */
  private static final String VALUE = "([!-~]+)";

  private static final String NUMBER = "(0|[1-9][0-9]{0,19})";
  private static final Pattern LINE =
      Pattern.compile(
          String.join(
              " ",
              "(/[!-~]*)",
              NUMBER,
              "(@?)([0-7]+)",
              NUMBER,
              NUMBER,
              NUMBER,
              NUMBER,
              "(-?[0-9]{1,20})\\." + NUMBER,
              VALUE,
              VALUE,
              "(-|[0-9a-f]{64})((?: [!-~]+)*+)"));

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\\\\nrt]|x[0-9a-fA-F]{2})");

  private static final int PATH = 1;
  private static final int SIZE = 2;
  private static final int AT = 3;
  private static final int MODE = 4;
  private static final int NLINK = 5;
  private static final int UID = 6;
  private static final int GID = 7;
  private static final int RDEV = 8;
  private static final int SECONDS = 9;
  private static final int NANOSECONDS = 10;
  private static final int PAYLOAD = 11;
  private static final int CONTENT = 12;
  private static final int DIGEST = 13;
  private static final int XATTRS = 14;

  private static final long FOUR_BYTES = 0xffff_ffffL;
  private static final long NOBODY = FOUR_BYTES;
  private static final long LARGEST_FILE = 1L << 53;
  private static final int PATH_MAX = 4096;
  private static final int LINE_MAX = 1 << 20;
  private static final int NAME_MAX = 255;
  private static final int TARGET_MAX = 4095;
  private static final int CONTENT_MAX = 5000;
  private static final int REGULAR = 0100000;
  private static final int SYMLINK = 0120000;
  private static final int DIRECTORY = 0040000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final Set<Integer> TYPES =
      Set.of(REGULAR, SYMLINK, DIRECTORY, CHARACTER_DEVICE, 0060000, 0010000, 0140000);

  private static final int CONTENT_RECOMMENDED = 64;
  private static final int TARGET_RECOMMENDED = 1024;
  private static final int PART_MAX = 65535;
  private static final int SUM_MAX = 32767;
  private static final Set<String> WHITEOUTS =
      Set.of("user.overlay.whiteout", "user.overlay.whiteouts");

  private final Map<String, Matcher> entries = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  private boolean hasLargeContent;
  private boolean hasLongTarget;
  private boolean hasWhiteoutKey;

  private TextGrammar() {}

  /** Holds of a text that the strict reader accepts, and of its notes; one character a byte. */
  static void hold(String text, List<Violation> notes) {
    TextGrammar grammar = of(text);
    NoteClaims.isDue(grammar.hasLargeContent, DumpRule.CONTENT_LARGE, notes);
    NoteClaims.isDue(grammar.hasLongTarget, DumpRule.SYMLINK_LONG, notes);
    NoteClaims.isDue(grammar.hasWhiteoutKey, DumpRule.WHITEOUT_KEY, notes);
  }

  /** The text, taken apart. */
  static TextGrammar of(String text) {
    require(text.endsWith("\n"), "last-line");
    TextGrammar grammar = new TextGrammar();
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    for (String line : lines) {
      grammar.line(line);
    }
    grammar.links();
    return grammar;
  }

  private void line(String line) {
    require(line.length() <= LINE_MAX, "line-length");
    Matcher entry = LINE.matcher(line);
    require(entry.matches(), "line");
    String path = path(entry.group(PATH));
    require(entries.isEmpty() == path.equals("/"), "root");
    require(entries.put(path, entry) == null, "twice");
    require(entry.group(MODE).matches("0*[0-7]{1,6}"), "mode");
    int type = type(entry);
    require(TYPES.contains(type), "mode");
    numbers(entry, type);
    if (entry.group(AT).isEmpty()) {
      inode(entry, type);
      payload(entry, type);
      content(entry, type);
    } else {
      require(type != DIRECTORY && unescaped(entry.group(PAYLOAD)).startsWith("/"), "link");
    }
    xattrs(entry.group(XATTRS));
  }

  private String path(String escaped) {
    String path = unescaped(escaped);
    require(path.chars().filter(c -> c == '/').count() == raw(escaped, '/'), "escaped-slash");
    require(path.indexOf(0) < 0 && path.length() <= PATH_MAX, "path");
    if (!path.equals("/")) {
      for (String name : path.substring(1).split("/", -1)) {
        boolean isName = !name.isEmpty() && !name.equals(".") && !name.equals("..");
        require(isName && name.length() <= NAME_MAX, "name");
      }
      int slash = path.lastIndexOf('/');
      Matcher parent = entries.get(slash == 0 ? "/" : path.substring(0, slash));
      require(parent != null && type(parent) == DIRECTORY, "parent");
    }
    return path;
  }

  private static void numbers(Matcher entry, int type) {
    require(entry.group(SIZE).length() < 20 && number(entry, SIZE) >= 0, "size");
    require(number(entry, NLINK) <= FOUR_BYTES, "nlink");
    require(number(entry, UID) <= FOUR_BYTES && number(entry, GID) <= FOUR_BYTES, "owner");
    boolean isDevice = type == CHARACTER_DEVICE || type == 0060000;
    require(number(entry, RDEV) <= (isDevice ? FOUR_BYTES : 0), "rdev");
    require(entry.group(SECONDS).matches("0|-?[1-9][0-9]{0,18}"), "seconds");
    require(number(entry, NANOSECONDS) < 1_000_000_000L, "nanoseconds");
  }

  /** A link has these of its target, whatever its line says. */
  private static void inode(Matcher entry, int type) {
    require(type != REGULAR || number(entry, SIZE) <= LARGEST_FILE, "file-size");
    require(number(entry, UID) < NOBODY && number(entry, GID) < NOBODY, "owner");
  }

  private void payload(Matcher entry, int type) {
    String payload = unescaped(entry.group(PAYLOAD));
    boolean isAbsent = entry.group(PAYLOAD).equals("-");
    switch (type) {
      case REGULAR -> {
        require(isAbsent || entry.group(CONTENT).equals("-"), "content-and-payload");
        require(isAbsent || number(entry, SIZE) > 0, "empty-file");
        require(payload.length() <= TARGET_MAX && payload.indexOf(0) < 0, "payload");
        require(isAbsent || !payload.startsWith("/"), "absolute");
      }
      case SYMLINK -> {
        require(!isAbsent && payload.indexOf(0) < 0, "target");
        require(payload.length() <= TARGET_MAX, "target-length");
        require(number(entry, SIZE) == payload.length(), "target-size");
        hasLongTarget |= payload.length() > TARGET_RECOMMENDED;
      }
      default -> require(isAbsent, "payload-type");
    }
  }

  private void content(Matcher entry, int type) {
    String content = unescaped(entry.group(CONTENT));
    boolean isAbsent = entry.group(CONTENT).equals("-");
    require(isAbsent || type == REGULAR, "content-type");
    require(isAbsent || content.length() == number(entry, SIZE), "content-size");
    require(isAbsent || content.length() <= CONTENT_MAX, "content-length");
    hasLargeContent |= !isAbsent && content.length() > CONTENT_RECOMMENDED;
    if (!entry.group(DIGEST).equals("-")) {
      require(type == REGULAR && isAbsent && number(entry, SIZE) > 0, "digest");
    }
  }

  private Map<String, String> xattrs(String part) {
    Map<String, String> xattrs = new HashMap<>();
    long sum = 12;
    for (String xattr :
        part.isEmpty() ? List.<String>of() : List.of(part.substring(1).split(" "))) {
      int equals = xattr.indexOf('=');
      require(equals > 0, "equals");
      String key = unescaped(xattr.substring(0, equals));
      String value = unescaped(xattr.substring(equals + 1));
      require(xattrs.put(key, value) == null, "key-twice");
      require(key.length() <= NAME_MAX && key.indexOf(0) < 0, "key");
      hasWhiteoutKey |= WHITEOUTS.contains(key);
      // A header of 4 bytes, and at most 3 behind it.
      sum += 7L + key.length() + value.length();
    }
    require(part.length() <= 1 + PART_MAX && sum <= SUM_MAX, "xattr-sum");
    return xattrs;
  }

  private void links() {
    for (Matcher entry : entries.values()) {
      if (!entry.group(AT).isEmpty()) {
        String path = unescaped(entry.group(PAYLOAD));
        Matcher target = entries.get(path);
        require(target != null && target.group(AT).isEmpty(), "link-target");
        require(mode(target) == mode(entry) && type(target) != DIRECTORY, "link-type");
        boolean isWhiteout = type(target) == CHARACTER_DEVICE && number(target, RDEV) == 0;
        require(!isWhiteout, "link-whiteout");
        Map<String, String> xattrs = xattrs(entry.group(XATTRS));
        boolean isSame = xattrs.equals(xattrs(target.group(XATTRS)));
        require(xattrs.isEmpty() || isSame, "link-xattrs");
        names.merge(path, 1, Integer::sum);
      }
    }
    for (Map.Entry<String, Matcher> entry : entries.entrySet()) {
      Matcher at = entry.getValue();
      if (at.group(AT).isEmpty() && type(at) != DIRECTORY) {
        require(number(at, NLINK) == 1 + names.getOrDefault(entry.getKey(), 0), "link-count");
      }
    }
  }

  private static int type(Matcher entry) {
    return mode(entry) & ~07777;
  }

  private static int mode(Matcher entry) {
    return Integer.parseInt(entry.group(MODE).replaceFirst("^0+(?=.)", ""), 8);
  }

  private static long number(Matcher entry, int group) {
    return Long.parseUnsignedLong(entry.group(group));
  }

  private static long raw(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        require(ESCAPE.matcher(field).region(i, field.length()).lookingAt(), "escape");
        char letter = field.charAt(++i);
        text.append(
            switch (letter) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case 'x' -> (char) Integer.parseInt(field.substring(i + 1, i + 3), 16);
              default -> letter;
            });
        i += letter == 'x' ? 2 : 0;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new ClaimFailure(Claim.TEXT_GRAMMAR, what, "the strict reader accepts it");
    }
  }
}
