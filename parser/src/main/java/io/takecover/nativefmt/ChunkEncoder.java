package io.takecover.nativefmt;

import io.takecover.bytes.ByteSink;
import io.takecover.model.Image;
import io.takecover.nativefmt.NativeLayout.Struct;

/** The bytes of the chunks that are made, not copied: a directory's entries and a set of xattrs. */
final class ChunkEncoder {
  private final Image image;
  private final int[] numberOf;

  /**
   * @param numberOf the number of each inode in the image that is written
   */
  ChunkEncoder(Image image, int[] numberOf) {
    this.image = image;
    this.numberOf = numberOf;
  }

  /** Bytes of a directory's chunk; 0 where it has no entries. */
  long direntsSize(int directory) {
    int first = image.firstEntry(directory);
    int count = image.entryCount(directory);
    if (count == 0) {
      return 0;
    }
    long size = Struct.DIR.size() + (long) count * Struct.DIRENT.size();
    for (int entry = first; entry < first + count; entry++) {
      size += image.nameLength(entry);
    }
    return size;
  }

  void writeDirents(int directory, ByteSink sink) {
    int first = image.firstEntry(directory);
    int end = first + image.entryCount(directory);
    sink.put(NativeLayout.DIR_N_DIRENTS, image.entryCount(directory));
    long nameOffset = 0;
    for (int entry = first; entry < end; entry++) {
      int target = image.target(entry);
      sink.put(NativeLayout.DIRENT_INODE_NUM, numberOf[target]);
      sink.put(NativeLayout.DIRENT_NAME_OFFSET, nameOffset);
      sink.put(NativeLayout.DIRENT_NAME_LEN, image.nameLength(entry));
      sink.put(NativeLayout.DIRENT_D_TYPE, image.type(target).number());
      sink.zero(NativeLayout.DIRENT_PADDING, NativeLayout.DIRENT_PADDING.width());
      nameOffset += image.nameLength(entry);
    }
    for (int entry = first; entry < end; entry++) {
      sink.put(Section.VDATA, image.bytes(), image.nameAt(entry), image.nameLength(entry));
    }
  }

  long xattrsSize(int set) {
    int first = image.firstXattrOfSet(set);
    int end = image.firstXattrOfSet(set + 1);
    long size = Struct.XATTR.size() + (long) (end - first) * Struct.XATTR_ENTRY.size();
    for (int xattr = first; xattr < end; xattr++) {
      size += image.keyLength(xattr) + image.valueLength(xattr);
    }
    return size;
  }

  void writeXattrs(int set, ByteSink sink) {
    int first = image.firstXattrOfSet(set);
    int end = image.firstXattrOfSet(set + 1);
    sink.put(NativeLayout.XATTR_N_ATTR, end - first);
    for (int xattr = first; xattr < end; xattr++) {
      sink.put(NativeLayout.XATTR_ENTRY_KEY_LENGTH, image.keyLength(xattr));
      sink.put(NativeLayout.XATTR_ENTRY_VALUE_LENGTH, image.valueLength(xattr));
    }
    for (int xattr = first; xattr < end; xattr++) {
      sink.put(Section.VDATA, image.copies(), image.keyAt(xattr), image.keyLength(xattr));
      sink.put(Section.VDATA, image.bytes(), image.valueAt(xattr), image.valueLength(xattr));
    }
  }
}
