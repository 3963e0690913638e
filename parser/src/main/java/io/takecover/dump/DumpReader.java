package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.Findings;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * Reads composefs-dump(5) text: one pass over the lines, then hard links, then the order of the
 * entries. Whatever the text stands for is unescaped into one buffer, in which the tree's names and
 * values are ranges; nothing else is made for a line but rows of tables.
 *
 * <p>Strict as {@link DumpRule} says, or lenient as the C parser is. Even then a digest that the C
 * parser would leave undefined (D-061) is refused, for its bytes would be those of its stack; and
 * so is what comes to a tree that no image can hold, for the rules of trees are always asked.
 */
public final class DumpReader {
  /** What the arena starts with; most texts are half paths of directories, and numbers. */
  private static final int ARENA_SHARE = 2;

  private final ByteView text;
  private final ByteSink arena;
  private final Budget budget;
  private final Breaches breaches;
  private final DumpLine line;
  private final DumpNumbers numbers;
  private final DigestField digest;
  private final int lineRoom;
  private final PathTable entries;
  private final ImageBuilder builder;
  private final DumpPath path;
  private final InodeFields fields;
  private final HardLinks links;
  private final LinkFields linkFields;
  private int[] lineOfInode;
  private int inodeCount;

  /** A tree, and where it stands in the text. */
  public record Result(Image image, Origins origins) {}

  private DumpReader(ByteView text, Budget budget, Findings findings, boolean lenient) {
    this.text = text;
    this.budget = budget;
    breaches = new Breaches(findings, lenient);
    line = new DumpLine(text, breaches);
    numbers = new DumpNumbers(text, line, breaches);
    digest = new DigestField(text, line, breaches);
    lineRoom = DumpLine.estimate(text);
    lineOfInode = new int[lineRoom];
    arena = ByteSink.keeping(text.size() / ARENA_SHARE);
    builder = new ImageBuilder(null, arena, lineRoom);
    entries = new PathTable(budget, lineRoom);
    Unescape unescape = new Unescape(text, arena, breaches);
    path = new DumpPath(text, arena, entries, builder, unescape, breaches);
    fields = new InodeFields(text, arena, line, numbers, digest, builder, breaches, budget);
    links = new HardLinks(text, entries, breaches, budget);
    linkFields = new LinkFields(text, line, numbers, breaches, budget);
  }

  /**
   * Reads a text.
   *
   * @param findings what to add notes to, among them what the lenient mode tolerates
   * @param lenient whether to accept what the C parser accepts
   * @throws RejectedException with the first breach, its offset in the text
   */
  public static Result read(ByteView text, Budget budget, Findings findings, boolean lenient)
      throws RejectedException {
    return new DumpReader(text, budget, findings, lenient).read();
  }

  private Result read() throws RejectedException {
    if (text.size() == 0) {
      throw breaches.refusal(DumpRule.EMPTY_TEXT, 0, "dump", 0);
    }
    try (LinesAhead lines = new LinesAhead(text, lineRoom, line, numbers, digest)) {
      while (lines.next()) {
        budget.work(line.length());
        readLine();
      }
    }
    links.resolve(path);
    int[] inodeOf = new int[entries.count()];
    int[] names = new int[inodeCount];
    for (int entry = 0; entry < inodeOf.length; entry++) {
      inodeOf[entry] = entries.target(entry);
    }
    for (int link = 0; link < links.count(); link++) {
      inodeOf[links.entry(link)] = links.inode(link);
    }
    for (int inode : inodeOf) {
      names[inode]++;
    }
    DirectoryOrder order = DirectoryOrder.of(entries, inodeCount, arena.view(), budget);
    int[] lineOfEntry = order.addTo(builder, inodeOf);
    Image image = builder.build();
    Origins origins = new DumpOrigins(text, image, lineOfInode, lineOfEntry, fields.linesOfSets());
    for (int link = 0; link < links.count(); link++) {
      long lineAt = entries.lineAt(links.entry(link));
      linkFields.require(image, lineAt, links.mode(link), links.inode(link));
    }
    requireLinkCounts(image, origins, names);
    return new Result(image, origins);
  }

  private void readLine() throws RejectedException {
    boolean isRoot = path.isRoot(line, inodeCount == 0);
    if (!isRoot) {
      path.read(line);
    }
    long modeAt = line.at(DumpColumn.MODE);
    boolean isLink = line.isLink();
    int mode = numbers.mode(isLink ? modeAt + 1 : modeAt);
    FileType type = FileType.ofMode(mode);
    if (type == null) {
      throw breaches.refusal(DumpRule.MODE_TYPE, modeAt, DumpColumn.MODE, mode);
    }
    if (isRoot && (isLink || type != FileType.DIRECTORY)) {
      throw breaches.refusal(DumpRule.ROOT_TYPE, modeAt, DumpColumn.MODE, mode);
    }
    if (isLink) {
      if (type == FileType.DIRECTORY) {
        throw breaches.refusal(DumpRule.LINK_TO_DIRECTORY, modeAt, DumpColumn.MODE, mode);
      }
      links.add(path.add(PathTable.NONE, line.start()), mode);
      linkFields.read(type);
      return;
    }
    if (inodeCount == lineOfInode.length) {
      lineOfInode = Arrays.copyOf(lineOfInode, 2 * inodeCount);
    }
    lineOfInode[inodeCount++] = Math.toIntExact(line.start());
    int inode = builder.addInode();
    builder.set(inode, Part.MODE, mode);
    if (!isRoot) {
      path.add(inode, line.start());
    }
    fields.read(inode, type);
  }

  private void requireLinkCounts(Image image, Origins origins, int[] names)
      throws RejectedException {
    for (int inode = 0; inode < inodeCount; inode++) {
      boolean counted = image.type(inode) == FileType.DIRECTORY;
      if (!counted && image.nlink(inode) != names[inode]) {
        long at = origins.offset(Part.NLINK, inode);
        breaches.tolerate(DumpRule.LINK_COUNT, at, DumpColumn.NLINK, image.nlink(inode));
      }
    }
  }
}
