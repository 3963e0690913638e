package io.takecover.dump;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.rule.RejectedException;

/**
 * Follows paths through the entries read so far. A line's path leads to a directory and a new name
 * in it; the directory of the last line is tried first, for neighbours usually share it.
 */
final class DumpPath {
  private static final int PATH_MAX = 4096;
  private static final int NAME_MAX = 255;

  private final ByteView text;
  private final ByteSink arena;
  private final PathTable entries;
  private final ImageBuilder builder;
  private final Unescape unescape;
  private final Breaches breaches;
  private long knownAt;
  private long knownLength;
  private int known;
  private int directory;
  private long nameAt;
  private long nameLength;

  DumpPath(
      ByteView text,
      ByteSink arena,
      PathTable entries,
      ImageBuilder builder,
      Unescape unescape,
      Breaches breaches) {
    this.text = text;
    this.arena = arena;
    this.entries = entries;
    this.builder = builder;
    this.unescape = unescape;
    this.breaches = breaches;
  }

  /** Whether the first line's path is that of the root, and no other's is. */
  boolean isRoot(DumpLine line, boolean first) throws RejectedException {
    long at = line.at(DumpColumn.PATH);
    long end = line.end(DumpColumn.PATH);
    boolean root = end == at + 1 && text.u8(at) == '/';
    if (!root && breaches.isLenient() && text.indexOf('\\', at, end) < end) {
      long mark = arena.position();
      unescape.string(DumpColumn.PATH, at, end);
      root = arena.position() == mark + 1 && arena.view().u8(mark) == '/';
      arena.rewind(mark);
    }
    if (first && !root) {
      throw breaches.refusal(
          DumpRule.ROOT_FIRST, at, DumpColumn.PATH, line.length(DumpColumn.PATH));
    }
    if (!first && root) {
      throw breaches.refusal(DumpRule.ROOT_ONCE, at, DumpColumn.PATH, 1);
    }
    return root;
  }

  /**
   * Reads the path of a line that is not the root's, and leaves its last name, and nothing else, at
   * the end of the arena.
   */
  void read(DumpLine line) throws RejectedException {
    long from = line.at(DumpColumn.PATH);
    long to = line.end(DumpColumn.PATH);
    long mark = arena.position();
    if (!readInKnownDirectory(from, to)) {
      unescape.string(DumpColumn.PATH, from, to);
      if (unescape.sawSlash()) {
        breaches.tolerate(DumpRule.ESCAPED_SLASH, unescape.slashAt(), DumpColumn.PATH, '/');
      }
      ByteView written = arena.view();
      follow(written, mark, from);
      arena.rewind(mark);
      arena.append(written, nameAt, nameLength);
      nameAt = mark;
      remember(from, to);
    }
    requireName(from);
    if (!entries.isNew(arena.view(), directory, nameAt, nameLength)) {
      throw breaches.refusal(DumpRule.DUPLICATE, from, DumpColumn.PATH, to - from);
    }
  }

  /** Adds an entry with the path read last, for an inode or, {@link PathTable#NONE}, a link. */
  int add(int inode, long lineAt) {
    boolean isDirectory = inode != PathTable.NONE && builder.type(inode) == FileType.DIRECTORY;
    return entries.add(arena.view(), directory, nameAt, nameLength, inode, isDirectory, lineAt);
  }

  /**
   * The entry that a hard link names, {@link PathTable#NONE} where it is not there.
   *
   * @param from where the path, escaped, starts in the text
   */
  int target(long from, long to) throws RejectedException {
    long mark = arena.position();
    unescape.string(DumpColumn.PAYLOAD, from, to);
    ByteView written = arena.view();
    arena.rewind(mark);
    int inode = Image.ROOT;
    int entry = PathTable.NONE;
    long at = mark;
    while (at < written.size()) {
      long end = written.indexOf('/', at, written.size());
      if (end > at) {
        entry = inode < 0 ? PathTable.NONE : entries.find(written, inode, at, end - at);
        if (entry == PathTable.NONE) {
          return PathTable.NONE;
        }
        inode = entries.target(entry);
      } else if (at > mark && !breaches.isLenient()) {
        return PathTable.NONE;
      }
      at = end + 1;
    }
    if (entry == PathTable.NONE) {
      throw breaches.refusal(DumpRule.LINK_TO_DIRECTORY, from, DumpColumn.PAYLOAD, 0);
    }
    boolean slashBehind = written.u8(written.size() - 1) == '/';
    return slashBehind && !breaches.isLenient() ? PathTable.NONE : entry;
  }

  private boolean readInKnownDirectory(long from, long to) throws RejectedException {
    if (knownLength == 0
        || to - from <= knownLength
        || to - from > PATH_MAX
        || !text.matches(from, knownLength, text, knownAt)
        || text.indexOf('/', from + knownLength, to) < to) {
      return false;
    }
    long mark = arena.position();
    unescape.string(DumpColumn.PATH, from + knownLength, to);
    if (unescape.sawSlash()) {
      arena.rewind(mark);
      return false;
    }
    directory = known;
    nameAt = mark;
    nameLength = arena.position() - mark;
    return true;
  }

  /** Keeps the directory, up to the slash behind it. */
  private void remember(long from, long to) {
    long slash = from;
    for (long at = from; at < to; at = text.indexOf('/', at, to) + 1) {
      slash = at;
    }
    boolean plain = !unescape.sawSlash() && !unescape.sawNul();
    knownAt = from;
    knownLength = plain ? slash - from : 0;
    known = directory;
  }

  private void follow(ByteView path, long start, long offset) throws RejectedException {
    long length = path.size() - start;
    if (length == 0) {
      throw breaches.refusal(DumpRule.EMPTY_LINE, offset, DumpColumn.PATH, 0);
    }
    if (length > PATH_MAX) {
      breaches.tolerate(DumpRule.PATH_LENGTH, offset, DumpColumn.PATH, length);
    }
    long at = start;
    if (path.u8(at) == '/') {
      at++;
    } else {
      breaches.tolerate(DumpRule.PATH_ABSOLUTE, offset, DumpColumn.PATH, path.u8(at));
    }
    int inode = Image.ROOT;
    while (true) {
      at = skipSlashes(path, at, offset);
      long end = path.indexOf('/', at, path.size());
      nameAt = at;
      nameLength = end - at;
      if (end == path.size()) {
        directory = inode;
        return;
      }
      requireName(path, offset);
      inode = step(path, inode, offset);
      at = end + 1;
    }
  }

  private long skipSlashes(ByteView path, long from, long offset) throws RejectedException {
    long at = from;
    while (at < path.size() && path.u8(at) == '/') {
      at++;
    }
    if (at == path.size()) {
      throw breaches.refusal(DumpRule.PATH_END, offset, DumpColumn.PATH, '/');
    }
    if (at > from) {
      breaches.tolerate(DumpRule.PATH_SLASHES, offset, DumpColumn.PATH, '/');
    }
    return at;
  }

  /** The directory that the name leads to. */
  private int step(ByteView path, int inode, long offset) throws RejectedException {
    int entry = entries.find(path, inode, nameAt, nameLength);
    if (entry == PathTable.NONE) {
      throw breaches.refusal(DumpRule.PARENT_MISSING, offset, DumpColumn.PATH, nameLength);
    }
    int target = entries.target(entry);
    if (target == PathTable.NONE) {
      throw breaches.refusal(DumpRule.PARENT_LINK, offset, DumpColumn.PATH, nameLength);
    }
    if (builder.type(target) != FileType.DIRECTORY) {
      throw breaches.refusal(DumpRule.PARENT_TYPE, offset, DumpColumn.PATH, nameLength);
    }
    return target;
  }

  private void requireName(long offset) throws RejectedException {
    if (nameLength == 0) {
      throw breaches.refusal(DumpRule.PATH_END, offset, DumpColumn.PATH, '/');
    }
    requireName(arena.view(), offset);
  }

  private void requireName(ByteView path, long offset) throws RejectedException {
    boolean dots = path.u8(nameAt) == '.' && path.u8(nameAt + nameLength - 1) == '.';
    if (dots && nameLength <= 2) {
      throw breaches.refusal(DumpRule.PATH_DOTS, offset, DumpColumn.PATH, nameLength);
    }
    if (nameLength > NAME_MAX) {
      throw breaches.refusal(DumpRule.NAME_LENGTH, offset, DumpColumn.PATH, nameLength);
    }
  }
}
