package io.takecover.nativefmt;

import static io.takecover.nativefmt.NativeReader.inodeOffset;

import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.nativefmt.NativeLayout.Struct;

/**
 * Where the parts of a native image's tree stand: computed when somebody asks, from where the
 * layout puts them. Keys and values are packed behind the entries of their chunk, so the first key
 * of a set leads to the structures before it. Names need not be packed while a fault is looked for,
 * so a directory's entries are found by its inode.
 */
final class NativeOrigins implements Origins {
  private final Image image;

  NativeOrigins(Image image) {
    this.image = image;
  }

  @Override
  public long offset(Part part, int index) {
    return switch (part) {
      case NAME -> image.nameAt(index);
      case KEY -> image.keyAt(index);
      default -> structOffset(part, index) + field(part).offset();
    };
  }

  @Override
  public String path(Part part) {
    return switch (part) {
      case NAME -> "dirent.name";
      case KEY -> "xattr_entry.key";
      default -> field(part).path();
    };
  }

  private long structOffset(Part part, int index) {
    return switch (part.of()) {
      case INODE -> inodeOffset(index);
      case DIRENT -> direntOffset(index);
      case XATTR -> xattrEntryOffset(index);
    };
  }

  private long direntOffset(int entry) {
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      int first = image.firstEntry(inode);
      int count = image.entryCount(inode);
      if (entry >= first && entry < first + count) {
        long chunkAt = image.bytes().get(NativeLayout.INODE_VARIABLE_DATA_OFF, inodeOffset(inode));
        long entriesAt = inodeOffset(image.inodeCount()) + chunkAt + Struct.DIR.size();
        return entriesAt + (long) (entry - first) * Struct.DIRENT.size();
      }
    }
    throw new IndexOutOfBoundsException("no entry " + entry);
  }

  private long xattrEntryOffset(int xattr) {
    int set = 0;
    while (image.firstXattrOfSet(set + 1) <= xattr) {
      set++;
    }
    int first = image.firstXattrOfSet(set);
    int count = image.firstXattrOfSet(set + 1) - first;
    long entriesEnd = image.keyAt(first);
    return entriesEnd - (long) (count - (xattr - first)) * Struct.XATTR_ENTRY.size();
  }

  private static NativeLayout field(Part part) {
    return switch (part) {
      case MODE -> NativeLayout.INODE_ST_MODE;
      case NLINK -> NativeLayout.INODE_ST_NLINK;
      case UID -> NativeLayout.INODE_ST_UID;
      case GID -> NativeLayout.INODE_ST_GID;
      case RDEV -> NativeLayout.INODE_ST_RDEV;
      case SIZE -> NativeLayout.INODE_ST_SIZE;
      case MTIME_SECONDS -> NativeLayout.INODE_ST_MTIM_SEC;
      case MTIME_NANOSECONDS -> NativeLayout.INODE_ST_MTIM_NSEC;
      case CTIME_SECONDS -> NativeLayout.INODE_ST_CTIM_SEC;
      case CTIME_NANOSECONDS -> NativeLayout.INODE_ST_CTIM_NSEC;
      case PAYLOAD -> NativeLayout.INODE_VARIABLE_DATA_LEN;
      case CONTENT -> throw new IllegalArgumentException("a native image holds no content");
      case DIGEST -> NativeLayout.INODE_DIGEST_LEN;
      case NAME, NAME_LENGTH -> NativeLayout.DIRENT_NAME_LEN;
      case TARGET -> NativeLayout.DIRENT_INODE_NUM;
      case KEY, KEY_LENGTH -> NativeLayout.XATTR_ENTRY_KEY_LENGTH;
    };
  }
}
