package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.model.Part;

/** Where in the text the parts of its tree stand: found in their line when somebody asks. */
final class DumpOrigins implements Origins {
  private final ByteView text;
  private final Image image;
  private final int[] lineOfInode;
  private final int[] lineOfEntry;
  private final int[] lineOfSet;

  DumpOrigins(ByteView text, Image image, int[] lineOfInode, int[] lineOfEntry, int[] lineOfSet) {
    this.text = text;
    this.image = image;
    this.lineOfInode = lineOfInode;
    this.lineOfEntry = lineOfEntry;
    this.lineOfSet = lineOfSet;
  }

  @Override
  public long offset(Part part, int index) {
    long line =
        switch (part.of()) {
          case INODE -> lineOfInode[index];
          case DIRENT -> lineOfEntry[index];
          case XATTR -> lineOfSet[set(index)];
        };
    return DumpLine.offset(text, line, column(part));
  }

  @Override
  public String path(Part part) {
    return column(part).path();
  }

  private int set(int xattr) {
    int low = 0;
    int high = image.xattrSetCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (image.firstXattrOfSet(middle) <= xattr) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static DumpColumn column(Part part) {
    return switch (part) {
      case MODE -> DumpColumn.MODE;
      case NLINK -> DumpColumn.NLINK;
      case UID -> DumpColumn.UID;
      case GID -> DumpColumn.GID;
      case RDEV -> DumpColumn.RDEV;
      case SIZE -> DumpColumn.SIZE;
      case MTIME_SECONDS, MTIME_NANOSECONDS -> DumpColumn.MTIME;
      case PAYLOAD, TARGET -> DumpColumn.PAYLOAD;
      case CONTENT -> DumpColumn.CONTENT;
      case DIGEST -> DumpColumn.DIGEST;
      case KEY, KEY_LENGTH -> DumpColumn.XATTR;
      // A text has no ctime, so only a path can be meant.
      case CTIME_SECONDS, CTIME_NANOSECONDS, NAME, NAME_LENGTH -> DumpColumn.PATH;
    };
  }
}
