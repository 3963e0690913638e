package io.takecover.fuzz.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.takecover.bytes.ByteView;
import io.takecover.dump.Escape;
import io.takecover.dump.PreOrder;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.io.IOException;

/**
 * A tree as JSON, one object an entry, in the order of the dump. A text that comes from the image
 * may hold any byte, which a JSON string cannot: each is escaped as in composefs-dump(5), keys and
 * values of xattrs as keys and values are.
 */
final class DumpJson {
  private final Image image;
  private final ByteView bytes;
  private final JsonLines lines;
  private final JsonGenerator json;
  private final StringBuilder text = new StringBuilder();

  DumpJson(Image image, Console console) throws IOException {
    this.image = image;
    this.bytes = image.bytes();
    this.lines = new JsonLines(console);
    this.json = lines.generator();
  }

  void write(PreOrder walk) throws IOException {
    while (walk.next()) {
      entry(walk);
    }
    lines.flush();
  }

  private void entry(PreOrder walk) throws IOException {
    int inode = walk.inode();
    json.writeStartObject();
    json.writeStringField("path", walk.path().toString());
    json.writeStringField("type", type(image.type(inode)));
    json.writeStringField("mode", Integer.toOctalString(image.mode(inode)));
    json.writeNumberField("nlink", image.nlink(inode));
    json.writeNumberField("uid", image.uid(inode));
    json.writeNumberField("gid", image.gid(inode));
    json.writeNumberField("rdev", image.rdev(inode));
    json.writeNumberField("size", image.size(inode));
    time("mtime", image.mtimeSeconds(inode), image.mtimeNanoseconds(inode));
    time("ctime", image.ctimeSeconds(inode), image.ctimeNanoseconds(inode));
    text.setLength(0);
    Escape.append(text, bytes, image.payloadAt(inode), image.payloadLength(inode));
    textOrNull("payload");
    text.setLength(0);
    Escape.append(text, image.copies(), image.contentAt(inode), image.contentLength(inode));
    textOrNull("content");
    text.setLength(0);
    if (image.hasDigest(inode)) {
      Escape.appendDigits(text, bytes, image.digestAt(inode), image.digestLength(inode));
    }
    textOrNull("digest");
    text.setLength(0);
    if (walk.isLink()) {
      walk.appendPrimaryPath(text);
    }
    textOrNull("hardlink");
    xattrs(inode);
    json.writeEndObject();
    lines.endLine();
  }

  private void xattrs(int inode) throws IOException {
    json.writeObjectFieldStart("xattrs");
    int end = image.firstXattr(inode) + image.xattrCount(inode);
    for (int xattr = image.firstXattr(inode); xattr < end; xattr++) {
      text.setLength(0);
      Escape.appendXattr(text, image.copies(), image.keyAt(xattr), image.keyLength(xattr));
      json.writeFieldName(text.toString());
      text.setLength(0);
      Escape.appendXattr(text, bytes, image.valueAt(xattr), image.valueLength(xattr));
      json.writeString(text.toString());
    }
    json.writeEndObject();
  }

  private void time(String name, long seconds, long nanoseconds) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("sec", seconds);
    json.writeNumberField("nsec", nanoseconds);
    json.writeEndObject();
  }

  private void textOrNull(String name) throws IOException {
    if (text.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text.toString());
    }
  }

  private static String type(FileType type) {
    return switch (type) {
      case FIFO -> "fifo";
      case CHARACTER_DEVICE -> "character-device";
      case DIRECTORY -> "directory";
      case BLOCK_DEVICE -> "block-device";
      case REGULAR -> "file";
      case SYMLINK -> "symlink";
      case SOCKET -> "socket";
    };
  }
}
