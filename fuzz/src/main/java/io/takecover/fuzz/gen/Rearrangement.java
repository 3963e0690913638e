package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout;
import io.takecover.model.FileType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * Edits of an EROFS image of several places at once, after which it may be as good as before, but
 * is laid out as no writer does, or says something else to overlayfs. Changes of one place come by
 * neither. Where the image has not what an edit needs, nothing is changed.
 */
final class Rearrangement {
  private static final int SLOT = ErofsLayout.SLOT_SIZE;
  private static final int BLOCK = ErofsLayout.BLOCK_SIZE;
  private static final int DIRECTORY = 2;
  private static final int NUMBERS = 12;

  /** Names that mean something behind "trusted." or "user.", and some that nearly do. */
  private static final List<String> MARKS =
      List.of(
          "overlay.opaque",
          "overlay.metacopy",
          "overlay.redirect",
          "overlay.whiteout",
          "overlay.whiteouts",
          "overlay.overlay.opaque",
          "overlay.overlay.whiteout",
          "overlay.overlay.whiteouts",
          "overlay.other");

  /** Names that need a prefix of their own. */
  private static final List<String> WHOLE =
      List.of("user.a", "trusted.a", "security.a", "system.posix_acl_access", "lustre.a", "other");

  private final FieldMutator mutator;
  private final Sites sites;
  private final ByteSource source;
  private final ErofsBytes image;

  Rearrangement(FieldMutator mutator, Sites sites, ByteSource source) {
    this.mutator = mutator;
    this.sites = sites;
    this.source = source;
    image = new ErofsBytes(mutator.image().clone());
  }

  /** Makes one of them. */
  void make() throws EditException {
    switch (source.below(NUMBERS)) {
      case 0, 1 -> tradePlaces();
      case 2 -> moveInode();
      case 3 -> moveOut();
      case 4 -> shareBlocks();
      case 5, 6, 7 -> resize();
      case 8 -> soilPadding();
      default -> rename();
    }
  }

  /** A field of any inode but stubs, of which there are hundreds; null where there is none. */
  Site anyField() {
    Part part = any(this::isOwn);
    if (part == null) {
      return null;
    }
    List<Shape.Member> members = part.shape().members();
    return sites.site(part, members.get(source.below(members.size())));
  }

  /** Two inodes change places: what named one names the other, and their numbers too. */
  private void tradePlaces() throws EditException {
    long one = anyDirent();
    long other = anyDirent();
    if (one == ErofsBytes.NONE || other == ErofsBytes.NONE) {
      return;
    }
    long first = image.inode(image.get(ErofsLayout.DIRENT_NID, one));
    long second = image.inode(image.get(ErofsLayout.DIRENT_NID, other));
    if (first == ErofsBytes.NONE || second == ErofsBytes.NONE) {
      return;
    }
    put(ErofsLayout.DIRENT_NID, one, second / SLOT);
    put(ErofsLayout.DIRENT_NID, other, first / SLOT);
    put(ErofsLayout.COMPACT_I_INO, first, image.get(ErofsLayout.COMPACT_I_INO, second));
    put(ErofsLayout.COMPACT_I_INO, second, image.get(ErofsLayout.COMPACT_I_INO, first));
  }

  /** An inode goes to the first place behind it that is free, with all that follows it. */
  private void moveInode() throws EditException {
    long dirent = anyDirent();
    long from =
        dirent == ErofsBytes.NONE
            ? ErofsBytes.NONE
            : image.inode(image.get(ErofsLayout.DIRENT_NID, dirent));
    if (from == ErofsBytes.NONE) {
      return;
    }
    int layout = image.dataLayout(from);
    long size = image.dataSize(from);
    long tail =
        layout == ErofsLayout.FLAT_INLINE
            ? size % BLOCK
            : layout == ErofsLayout.CHUNK_BASED ? image.chunkCount(from) * 4 : 0;
    long length = image.tail(from) - from + tail;
    long to = from;
    while (length > 0 && image.holds(to, length) && !image.isZero(to, length)) {
      to += SLOT;
    }
    if (length <= 0 || length > BLOCK || !image.holds(to, length)) {
      return;
    }
    Blob inode = mutator.blob(from, length);
    mutator.overwrite(from, Blob.of(new byte[Math.toIntExact(length)]));
    mutator.overwrite(to, inode);
    for (int i = 0; i < sites.parts().count(); i++) {
      Part part = sites.parts().get(i);
      boolean leads =
          part.shape() == Shape.EROFS_DIRENT
              && image.get(ErofsLayout.DIRENT_NID, part.at()) == from / SLOT;
      if (leads) {
        put(ErofsLayout.DIRENT_NID, part.at(), to / SLOT);
      }
    }
  }

  /** The data of one inode is that of another, or next to it. */
  private void shareBlocks() throws EditException {
    Part one = any(this::hasBlocks);
    Part other = any(this::hasBlocks);
    if (one != null) {
      long address = image.get(ErofsLayout.COMPACT_I_U, other.at()) + source.below(4) / 3;
      put(ErofsLayout.COMPACT_I_U, one.at(), address & 0xffff_ffffL);
    }
  }

  /** An inode gets a size that is just too large, or too small. */
  private void resize() throws EditException {
    Part part = any(this::isOwn);
    if (part == null) {
      return;
    }
    boolean isExtended = part.shape() == Shape.EROFS_EXTENDED;
    long toEndOfBlock = BLOCK - image.tail(part.at()) % BLOCK;
    long size =
        switch (source.below(10)) {
          case 0 -> 0;
          case 1 -> BLOCK;
          case 2 -> BLOCK + toEndOfBlock + 1;
          case 3 -> toEndOfBlock + 1;
          case 4 -> image.size() + 1;
          case 5 -> 513;
          case 6 -> 1025;
          case 7 -> 5001;
          case 8 -> (1L << 53) + 1;
          default -> (toEndOfBlock / 4 + 1) << 43;
        };
    put(
        isExtended ? ErofsLayout.EXTENDED_I_SIZE : ErofsLayout.COMPACT_I_SIZE,
        part.at(),
        isExtended ? size : size & 0xffff_ffffL);
  }

  /** The byte behind the data of an inode is not zero. */
  private void soilPadding() throws EditException {
    Part part = any(this::hasBlocks);
    if (part == null) {
      return;
    }
    long end = image.dataAt(part.at()) + image.dataSize(part.at());
    if (image.holds(end, 1)) {
      mutator.overwrite(end, Blob.of(new byte[] {1}));
    }
  }

  /** What follows an inode gets a block of its own, at the end of the image. */
  private void moveOut() throws EditException {
    Part part = any(this::isTailed);
    if (part == null) {
      return;
    }
    long inode = part.at();
    long size = image.dataSize(inode);
    long at = image.tail(inode);
    if (size <= 0 || size >= BLOCK || !image.holds(at, size)) {
      return;
    }
    Blob tail = mutator.blob(at, size);
    long end = mutator.size();
    mutator.overwrite(at, Blob.of(new byte[Math.toIntExact(size)]));
    mutator.insert(end, Blob.of(new byte[BLOCK]));
    mutator.overwrite(end, tail);
    boolean isDirectory = image.type(inode) == FileType.DIRECTORY;
    boolean isExtended = image.shape(inode) == Shape.EROFS_EXTENDED;
    put(ErofsLayout.COMPACT_I_FORMAT, inode, isExtended ? ErofsLayout.FORMAT_EXTENDED : 0);
    put(ErofsLayout.COMPACT_I_U, inode, end / BLOCK);
    put(ErofsLayout.COMPACT_I_SIZE, inode, isDirectory ? BLOCK : size);
    put(ErofsLayout.SB_BLOCKS, ErofsLayout.SUPERBLOCK_OFFSET, mutator.size() / BLOCK);
  }

  /** An xattr gets the name of a mark, and as much of its bytes for a value as is left. */
  private void rename() throws EditException {
    Part part = any(Rearrangement::isXattr);
    if (part == null) {
      return;
    }
    boolean isWhole = source.below(8) == 0;
    List<String> names = isWhole ? WHOLE : MARKS;
    byte[] name = names.get(source.below(names.size())).getBytes(StandardCharsets.ISO_8859_1);
    long length = image.keyLength(part.at()) + image.valueLength(part.at());
    long room = (length + 3) / 4 * 4;
    if (name.length > room || !image.holds(part.at(), part.length() + room)) {
      return;
    }
    boolean keepsLength = name.length <= length && source.below(2) == 0;
    long value = keepsLength ? length - name.length : room - name.length;
    // A value of no bytes is what marks mostly have; then what is left must be padding.
    boolean isEmpty = room - name.length < 4 && source.below(2) == 0;
    put(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, part.at(), name.length);
    put(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, part.at(), isEmpty ? 0 : value);
    if (isWhole) {
      put(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, part.at(), 0);
    } else if (source.below(4) == 0) {
      put(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, part.at(), source.below(2) == 0 ? 1 : 4);
    }
    mutator.overwrite(image.key(part.at()), Blob.of(name));
    if (isEmpty) {
      int left = Math.toIntExact(room - name.length);
      mutator.overwrite(image.key(part.at()) + name.length, Blob.of(new byte[left]));
    }
  }

  /** A name that does not lead to a directory, which has no other; a stub's only now and then. */
  private long anyDirent() {
    boolean isOfTree = source.below(4) > 0;
    Part part = any(it -> isNameOfFile(it) && (!isOfTree || leadsToOwn(it)));
    return part == null ? ErofsBytes.NONE : part.at();
  }

  private boolean leadsToOwn(Part dirent) {
    long inode = image.inode(image.get(ErofsLayout.DIRENT_NID, dirent.at()));
    boolean isDevice = inode != ErofsBytes.NONE && image.type(inode) == FileType.CHARACTER_DEVICE;
    return inode != ErofsBytes.NONE
        && !(isDevice && image.get(ErofsLayout.COMPACT_I_U, inode) == 0);
  }

  private static boolean isXattr(Part part) {
    return part.shape() == Shape.EROFS_XATTR_ENTRY || part.shape() == Shape.EROFS_SHARED_ENTRY;
  }

  private static boolean isInode(Part part) {
    return part.shape() == Shape.EROFS_COMPACT || part.shape() == Shape.EROFS_EXTENDED;
  }

  private boolean isTailed(Part part) {
    return isInode(part) && image.dataLayout(part.at()) == ErofsLayout.FLAT_INLINE;
  }

  private boolean hasBlocks(Part part) {
    boolean isFlat = isInode(part) && image.dataLayout(part.at()) != ErofsLayout.CHUNK_BASED;
    return isFlat
        && image.type(part.at()) != null
        && image.dataAt(part.at()) > 0
        && image.dataSize(part.at()) > 0;
  }

  private boolean isOwn(Part part) {
    boolean isStub =
        isInode(part)
            && image.type(part.at()) == FileType.CHARACTER_DEVICE
            && image.get(ErofsLayout.COMPACT_I_U, part.at()) == 0;
    return isInode(part) && !isStub;
  }

  private boolean isNameOfFile(Part part) {
    return part.shape() == Shape.EROFS_DIRENT
        && image.get(ErofsLayout.DIRENT_FILE_TYPE, part.at()) != DIRECTORY;
  }

  /** Any part of a kind; null where there is none. */
  private Part any(Predicate<Part> isWanted) {
    int wanted = 0;
    for (int i = 0; i < sites.parts().count(); i++) {
      wanted += isWanted.test(sites.parts().get(i)) ? 1 : 0;
    }
    int which = source.below(Math.max(1, wanted));
    for (int i = 0; i < sites.parts().count(); i++) {
      Part part = sites.parts().get(i);
      if (isWanted.test(part) && which-- == 0) {
        return part;
      }
    }
    return null;
  }

  private void put(Field field, long at, long value) throws EditException {
    ByteSink number = ByteSink.keeping(field.width());
    number.put(field, value);
    mutator.overwrite(at + field.offset(), Blob.of(number.toByteArray()));
  }
}
