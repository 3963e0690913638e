package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;

/**
 * The fields of a hard link's line. They repeat those of the target, so nothing of them comes into
 * the tree; the C parser does not even look at them.
 */
final class LinkFields {
  private final ByteView text;
  private final DumpLine line;
  private final DumpNumbers numbers;
  private final Breaches breaches;
  private final Budget budget;
  private final ByteSink scratch = ByteSink.keeping(0);
  private final Unescape unescape;
  private final DigestField digest;
  private final XattrPart xattrs;

  LinkFields(ByteView text, DumpLine line, DumpNumbers numbers, Breaches breaches, Budget budget) {
    this.text = text;
    this.line = line;
    this.numbers = numbers;
    this.breaches = breaches;
    this.budget = budget;
    this.unescape = new Unescape(text, scratch, breaches);
    this.digest = new DigestField(text, line, breaches);
    this.xattrs = new XattrPart(text, scratch, unescape, breaches, budget);
  }

  /** Reads the fields of the line, to see that they are well-formed. */
  void read(FileType type) throws RejectedException {
    scratch.rewind(0);
    requirePath();
    if (breaches.isLenient()) {
      return;
    }
    numbers.read(type.isDevice());
    DumpColumn content = DumpColumn.CONTENT;
    if (line.length(content) == 0) {
      breaches.tolerate(DumpRule.EMPTY_FIELD, line.at(content), content, 0);
    }
    unescape.bytes(content, line.at(content), line.end(content));
    if (digest.isPresent()) {
      digest.read(scratch);
    }
    if (line.length(DumpColumn.XATTR) > 0) {
      xattrs.read(line.at(DumpColumn.XATTR), line.end(DumpColumn.XATTR));
    } else {
      line.requireEnd();
    }
  }

  /**
   * Refuses a link that does not fit its target.
   *
   * @param lineAt where the link's line starts
   * @param mode the link's own mode
   */
  void require(Image image, long lineAt, int mode, int inode) throws RejectedException {
    FileType type = image.type(inode);
    long payloadAt = DumpLine.offset(text, lineAt, DumpColumn.PAYLOAD);
    if (type == FileType.DIRECTORY) {
      throw breaches.refusal(
          DumpRule.LINK_TO_DIRECTORY, payloadAt, DumpColumn.PAYLOAD, image.mode(inode));
    }
    if (type == FileType.CHARACTER_DEVICE && image.rdev(inode) == 0) {
      breaches.tolerate(DumpRule.LINK_WHITEOUT, payloadAt, DumpColumn.PAYLOAD, 0);
    }
    if (mode != image.mode(inode)) {
      long at = DumpLine.offset(text, lineAt, DumpColumn.MODE);
      breaches.tolerate(DumpRule.LINK_MODE, at, DumpColumn.MODE, mode);
    }
    if (!breaches.isLenient()) {
      requireXattrs(image, lineAt, inode);
    }
  }

  private void requirePath() throws RejectedException {
    DumpColumn column = DumpColumn.PAYLOAD;
    long at = line.at(column);
    if (!line.isPresent(column) || line.length(column) == 0) {
      throw breaches.refusal(DumpRule.LINK_PATH, at, column, 0);
    }
    if (text.u8(at) != '/') {
      breaches.tolerate(DumpRule.LINK_PATH, at, column, text.u8(at));
    }
  }

  private void requireXattrs(Image image, long lineAt, int inode) throws RejectedException {
    long from = DumpLine.offset(text, lineAt, DumpColumn.XATTR);
    long to = text.indexOf('\n', from, text.size());
    if (from == to) {
      return;
    }
    budget.work(to - from);
    scratch.rewind(0);
    xattrs.read(from, to);
    if (!xattrs.isSame(image, inode)) {
      breaches.tolerate(DumpRule.LINK_XATTRS, from, DumpColumn.XATTR, xattrs.count());
    }
  }
}
