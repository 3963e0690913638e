package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.Draft.Xattr;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.nativefmt.NativeLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a tree from bytes. Total: every input gives a tree that the strict profile accepts, so a
 * fuzzer need not find the way through the checks before it reaches what lies behind them. The
 * bytes are a program of small steps (add a file here, go down, link, share the xattrs of another
 * inode), and the tree is what it leaves.
 */
public final class TreeGen {
  private static final int MOST_INODES = 300;
  private static final int MOST_BYTES = 24 << 10;

  /** One tree in so many may grow large; what is wrong in a large one is mostly so in a small. */
  private static final int LARGE_ONE_IN = 8;

  private static final int SMALL_INODES = 24;
  private static final int SMALL_BYTES = 2 << 10;
  private static final int NAME_MAX = 255;
  private static final int PAYLOAD_MAX = 4095;
  private static final int VALUE_MAX = 65_535;
  private static final int LONGEST_RUN = 280;
  private static final int DIGEST_SIZE = 32;
  private static final long NANOSECONDS = 1_000_000_000L;
  private static final long LARGEST_ID = 0xffff_fffeL;
  private static final List<String> NAMESPACES =
      List.of("user.", "trusted.", "security.", "system.");

  /** Names that EROFS needs for something else, or that overlayfs reads. */
  private static final List<String> MARKS =
      List.of(
          "trusted.overlay.whiteout",
          "trusted.overlay.whiteouts",
          "user.overlay.whiteout",
          "user.overlay.whiteouts",
          "user.overlay.opaque",
          "trusted.overlay.opaque");

  private static final List<FileType> SPECIAL =
      List.of(FileType.CHARACTER_DEVICE, FileType.BLOCK_DEVICE, FileType.FIFO, FileType.SOCKET);

  private final ByteSource source;
  private final Draft root = new Draft(FileType.DIRECTORY, null);
  private final List<Draft> drafts = new ArrayList<>(List.of(root));
  private final List<byte[]> texts = new ArrayList<>();
  private final int mostInodes;
  private final int mostBytes;
  private Draft here = root;
  private Draft last = root;
  private int bytes;

  private TreeGen(byte[] input) {
    source = new ByteSource(input);
    boolean isLarge = source.rarely(LARGE_ONE_IN);
    mostInodes = isLarge ? MOST_INODES : SMALL_INODES;
    mostBytes = isLarge ? MOST_BYTES : SMALL_BYTES;
  }

  /** The tree that {@code input} means. */
  public static Image tree(byte[] input) {
    TreeGen gen = new TreeGen(input);
    while (!gen.source.isSpent() && !gen.isFull()) {
      gen.step();
    }
    return TreeLayout.lay(gen.root);
  }

  private void step() {
    switch (source.below(16)) {
      case 0 -> here = add(FileType.DIRECTORY, name());
      case 1 -> here = here.parent == null ? here : here.parent;
      case 2 -> here = anyDirectory();
      case 3, 4 -> file();
      case 5 -> add(FileType.REGULAR, name());
      case 6 -> symlink();
      case 7 -> special();
      case 8, 9 -> link();
      case 10 -> chain(source.length(1, LONGEST_RUN));
      case 11 -> row(source.length(1, LONGEST_RUN));
      case 12 -> owners();
      case 13 -> times();
      case 14 -> last.xattrs = xattrs();
      default -> last.xattrs = drafts.get(source.below(drafts.size())).xattrs;
    }
  }

  private boolean isFull() {
    return drafts.size() >= mostInodes || bytes >= mostBytes;
  }

  private Draft add(FileType type, byte[] name) {
    Draft draft = new Draft(type, type == FileType.DIRECTORY ? here : null);
    draft.size = type == FileType.DIRECTORY ? source.below(2) * 4096L : 0;
    drafts.add(draft);
    call(draft, name);
    last = draft;
    return draft;
  }

  private void call(Draft draft, byte[] name) {
    here.call(draft, name);
    bytes += name.length;
  }

  private void file() {
    Draft file = add(FileType.REGULAR, name());
    file.payload = path(source.length(1, PAYLOAD_MAX));
    file.size = Math.max(1, source.number(8) & Long.MAX_VALUE);
    if (source.below(2) == 1) {
      file.digest = digest();
    }
    bytes += file.payload.length;
  }

  private void symlink() {
    Draft link = add(FileType.SYMLINK, name());
    link.payload = source.rarely(4) ? anyText() : text(source.length(1, PAYLOAD_MAX), (byte) 0);
    link.size = source.rarely(8) ? source.number(8) & Long.MAX_VALUE : link.payload.length;
    bytes += link.payload.length;
  }

  private void special() {
    Draft special = add(SPECIAL.get(source.below(SPECIAL.size())), name());
    if (special.type.isDevice()) {
      special.rdev = source.number(4);
    }
  }

  /**
   * One more name for an inode that is no directory; sometimes the inode moves there, so that the
   * first names wait.
   */
  private void link() {
    Draft target = drafts.get(source.below(drafts.size()));
    if (target.isDirectory()) {
      return;
    }
    byte[] name = name();
    call(target, name);
    if (source.below(2) == 1) {
      target.moveTo(here, name);
    }
    last = target;
  }

  private void chain(int levels) {
    for (int i = 0; i < levels && !isFull(); i++) {
      here = add(FileType.DIRECTORY, unused(new byte[] {'d'}));
    }
  }

  private void row(int count) {
    FileType type = source.below(2) == 1 ? FileType.DIRECTORY : FileType.REGULAR;
    for (int i = 0; i < count && !isFull(); i++) {
      add(type, unused(ascii("r" + i)));
    }
  }

  private void owners() {
    last.permissions = source.number(2) & 07777;
    last.uid = Math.min(source.number(4), LARGEST_ID);
    last.gid = Math.min(source.number(4), LARGEST_ID);
    last.moreLinks = source.number(4);
  }

  private void times() {
    last.mtimeSeconds = source.number(8);
    last.mtimeNanoseconds = source.number(4) % NANOSECONDS;
    last.ctimeSeconds = source.number(8);
    last.ctimeNanoseconds = source.number(4) % NANOSECONDS;
    if (last.type != FileType.REGULAR) {
      last.size = source.number(8) & Long.MAX_VALUE;
    }
  }

  private List<Xattr> xattrs() {
    Map<byte[], Xattr> set = new TreeMap<>(Arrays::compareUnsigned);
    int count = source.rarely(64) ? LONGEST_RUN : 1 + source.below(4);
    for (int i = 0; i < count && bytes < mostBytes; i++) {
      byte[] key = source.rarely(16) ? ascii(MARKS.get(source.below(MARKS.size()))) : key();
      byte[] value = value();
      set.put(key, new Xattr(key, value));
      bytes += key.length + value.length;
    }
    return List.copyOf(set.values());
  }

  private byte[] key() {
    byte[] namespace = ascii(NAMESPACES.get(source.below(NAMESPACES.size())));
    byte[] rest = text(source.length(1, NAME_MAX - namespace.length), (byte) 0);
    byte[] key = Arrays.copyOf(namespace, namespace.length + rest.length);
    System.arraycopy(rest, 0, key, namespace.length, rest.length);
    return key;
  }

  private byte[] value() {
    if (source.rarely(64)) {
      return run(VALUE_MAX);
    }
    return source.rarely(8) ? digest() : run(source.length(0, NAME_MAX + 1));
  }

  /**
   * Like no other, or like another text: equal bytes of different kinds share one place in an
   * image.
   */
  private byte[] digest() {
    if (source.rarely(4)) {
      return Arrays.copyOf(anyText(), DIGEST_SIZE);
    }
    return source.rarely(8) ? twinOfXattrs() : run(DIGEST_SIZE);
  }

  /**
   * A digest that is also the chunk of the inode's xattrs: one of them, 32 bytes with its count and
   * lengths.
   */
  private byte[] twinOfXattrs() {
    byte[] key = ascii("user.twin");
    byte[] value = run(DIGEST_SIZE - 6 - key.length);
    last.xattrs = List.of(new Xattr(key, value));
    ByteSink chunk = ByteSink.keeping(DIGEST_SIZE);
    chunk.put(NativeLayout.XATTR_N_ATTR, 1);
    chunk.put(NativeLayout.XATTR_ENTRY_KEY_LENGTH, key.length);
    chunk.put(NativeLayout.XATTR_ENTRY_VALUE_LENGTH, value.length);
    chunk.put(NativeLayout.XATTR_N_ATTR, ByteView.of(key), 0, key.length);
    chunk.put(NativeLayout.XATTR_N_ATTR, ByteView.of(value), 0, value.length);
    return chunk.toByteArray();
  }

  private byte[] name() {
    byte[] name = source.rarely(4) ? anyText() : text(source.length(1, NAME_MAX), (byte) '/');
    if (name.length > NAME_MAX) {
      name = Arrays.copyOf(name, NAME_MAX);
    }
    return unused(Fill.without((byte) '/', name));
  }

  /**
   * The name itself, or with another end where the directory has it, or where it is a dot or two.
   */
  private byte[] unused(byte[] name) {
    byte[] free = name;
    for (int i = 0; here.children.containsKey(free) || isDots(free); i++) {
      byte[] end = ascii(Integer.toString(i, Character.MAX_RADIX));
      int from = Math.min(name.length, NAME_MAX - end.length);
      free = Arrays.copyOf(name, from + end.length);
      System.arraycopy(end, 0, free, from, end.length);
    }
    return free;
  }

  private static boolean isDots(byte[] name) {
    return Arrays.equals(name, ascii(".")) || Arrays.equals(name, ascii(".."));
  }

  /** A backing path: no empty component, no dots. */
  private byte[] path(int length) {
    byte[] path = text(length, (byte) '.');
    for (int at = 2; at < length - 1; at += Math.max(2, source.below(64))) {
      path[at] = '/';
    }
    return Fill.hasEmptyPart((byte) '/', path) ? Fill.without((byte) '/', path) : path;
  }

  /** Bytes without NUL and without {@code unwanted}. */
  private byte[] text(int length, byte unwanted) {
    byte[] text = Fill.without(unwanted, run(length));
    texts.add(text);
    return text;
  }

  /** A few bytes of the source, over and over. */
  private byte[] run(int length) {
    int period = Math.min(length, 1 + source.below(8));
    byte[] few = new byte[period];
    for (int i = 0; i < period; i++) {
      few[i] = (byte) source.next();
    }
    return Fill.repeat(few, length);
  }

  private byte[] anyText() {
    return texts.isEmpty() ? new byte[] {'t'} : texts.get(source.below(texts.size()));
  }

  private Draft anyDirectory() {
    Draft any = drafts.get(source.below(drafts.size()));
    return any.isDirectory() ? any : here;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
