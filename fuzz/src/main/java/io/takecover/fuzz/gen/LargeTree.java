package io.takecover.fuzz.gen;

import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * A tree of many files, shaped like an operating system's: directories nested some six deep, a few
 * with thousands of files and most with a handful, files stored under their digests, some of them
 * twice, some empty, symlinks, hard links, and labels that many files share. The same count and
 * seed give the same tree everywhere, for {@link Random} is specified.
 *
 * <p>Everything stands in flat arrays, as in {@link Image}.
 */
public final class LargeTree {
  /** The most files of which an image stays below 2 GiB. */
  public static final int MOST_FILES = 8_000_000;

  /** Files for each directory but the root. */
  public static final int FILES_PER_DIRECTORY = 20;

  private static final int FILES_PER_HARD_LINK = 2000;

  /** Of a hundred files, or inodes. */
  private static final int SYMLINKS = 7;

  private static final int EMPTY = 8;
  private static final int COPIES = 5;
  private static final int EXECUTABLE = 7;
  private static final int LABELLED = 10;

  private final Random random;
  private final int directoryCount;
  private final int inodeCount;
  private final TreeBytes bytes;

  /** One element an inode: first the root, then the directories, then the files. */
  private final int[] parent;

  private final int[] nlink;
  private final int[] payloadAt;
  private final int[] payloadLength;
  private final BitSet symlinks = new BitSet();

  /** Further names of files: pairs of a directory and a file. */
  private final int[] links;

  private LargeTree(int fileCount, long seed) {
    if (fileCount < 1 || fileCount > MOST_FILES) {
      throw new IllegalArgumentException("there must be 1 to " + MOST_FILES + " files");
    }
    random = new Random(seed);
    directoryCount = 1 + fileCount / FILES_PER_DIRECTORY;
    inodeCount = directoryCount + fileCount;
    bytes = new TreeBytes(random, inodeCount);
    parent = new int[inodeCount];
    nlink = new int[inodeCount];
    payloadAt = new int[inodeCount];
    payloadLength = new int[inodeCount];
    links = new int[2 * (fileCount / FILES_PER_HARD_LINK)];
  }

  /**
   * A tree that satisfies every rule.
   *
   * @param fileCount files and symlinks; with one directory for twenty of them, and the root
   */
  public static Image of(int fileCount, long seed) {
    LargeTree tree = new LargeTree(fileCount, seed);
    tree.placeInodes();
    tree.makePayloads();
    return tree.build();
  }

  private void placeInodes() {
    Arrays.fill(nlink, 0, directoryCount, 2);
    Arrays.fill(nlink, directoryCount, inodeCount, 1);
    for (int inode = 1; inode < directoryCount; inode++) {
      // The square draws the first directories more often, which keeps the tree shallow.
      double place = random.nextDouble();
      parent[inode] = (int) (place * place * inode);
      nlink[parent[inode]]++;
    }
    for (int inode = directoryCount; inode < inodeCount; inode++) {
      parent[inode] = someDirectory();
    }
    for (int i = 0; i < links.length; i += 2) {
      links[i] = someDirectory();
      links[i + 1] = directoryCount + random.nextInt(inodeCount - directoryCount);
      nlink[links[i + 1]]++;
    }
  }

  /** Any directory, but each third time one of the few that are full. */
  private int someDirectory() {
    if (random.nextInt(3) > 0) {
      return random.nextInt(directoryCount);
    }
    double place = random.nextDouble();
    return (int) (place * place * place * directoryCount);
  }

  private void makePayloads() {
    for (int inode = directoryCount; inode < inodeCount; inode++) {
      int lot = random.nextInt(100);
      if (lot < SYMLINKS) {
        symlinks.set(inode);
        payloadAt[inode] = bytes.size();
        bytes.addLinkTarget();
        payloadLength[inode] = bytes.size() - payloadAt[inode];
      } else if (lot < SYMLINKS + COPIES) {
        int original = directoryCount + random.nextInt(inode - directoryCount + 1);
        if (!symlinks.get(original)) {
          payloadAt[inode] = payloadAt[original];
          payloadLength[inode] = payloadLength[original];
        }
      } else if (lot < 100 - EMPTY) {
        payloadAt[inode] = bytes.addObject();
        payloadLength[inode] = TreeBytes.OBJECT_PATH_LENGTH;
      }
    }
  }

  private Image build() {
    int[] labelAt = bytes.addLabels();
    LargeTreeNames names = new LargeTreeNames(directoryCount, parent, links);
    names.make(bytes);
    ImageBuilder builder = new ImageBuilder(bytes.view(), inodeCount);
    for (int i = 1; i < labelAt.length; i++) {
      int valueAt = labelAt[i - 1] + TreeBytes.LABEL_KEY_LENGTH;
      builder.addXattr(labelAt[i - 1], TreeBytes.LABEL_KEY_LENGTH, valueAt, labelAt[i] - valueAt);
      builder.endXattrSet();
    }
    for (int inode = 0; inode < inodeCount; inode++) {
      builder.addInode();
      builder.set(inode, Part.NLINK, nlink[inode]);
      long time = 1_500_000_000L + random.nextInt(1 << 27);
      builder.set(inode, Part.MTIME_SECONDS, time);
      builder.set(inode, Part.CTIME_SECONDS, time);
      if (random.nextInt(100) < LABELLED) {
        builder.setXattrs(inode, random.nextInt(labelAt.length - 1));
      }
      if (inode < directoryCount) {
        setMode(builder, inode, FileType.DIRECTORY, 0755);
      } else if (symlinks.get(inode)) {
        setMode(builder, inode, FileType.SYMLINK, 0777);
        builder.setPayload(inode, payloadAt[inode], payloadLength[inode]);
        builder.set(inode, Part.SIZE, payloadLength[inode]);
      } else {
        boolean executable = random.nextInt(100) < EXECUTABLE;
        setMode(builder, inode, FileType.REGULAR, executable ? 0755 : 0644);
        setContent(builder, inode);
      }
    }
    names.addTo(builder, bytes);
    return builder.build();
  }

  private void setContent(ImageBuilder builder, int inode) {
    if (payloadLength[inode] == 0) {
      return;
    }
    builder.setPayload(inode, payloadAt[inode], payloadLength[inode]);
    builder.setDigest(inode, TreeBytes.digestAt(payloadAt[inode]));
    // Copies have the size of their original; most files are small, and a few are large.
    int mixed = payloadAt[inode] * 0x9E3779B1;
    builder.set(inode, Part.SIZE, 1 + (mixed >>> 4 >>> (mixed & 0xf)));
  }

  private static void setMode(ImageBuilder builder, int inode, FileType type, int permissions) {
    builder.set(inode, Part.MODE, type.number() << 12 | permissions);
  }
}
