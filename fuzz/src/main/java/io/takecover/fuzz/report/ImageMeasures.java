package io.takecover.fuzz.report;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.erofs.ErofsLayout;
import io.takecover.fuzz.claims.Claims;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.Kind;
import io.takecover.rule.RejectedException;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What can be measured of valid images in seconds, each a count of trials and counterexamples. */
final class ImageMeasures {
  private static final int SMALL_IMAGES = 4;
  private static final int MUTANTS = 200;
  private static final int OBJECT_SIZE = 4097;
  private static final int INLINE_LIMIT = 64;
  private static final long SEED = 20230125;

  private final ValidImages images;

  ImageMeasures(ValidImages images) {
    this.images = images;
  }

  List<Measurement> all() {
    List<Measurement> all = new ArrayList<>();
    all.add(Measurement.of("C-03", prefixes(), "prefixes"));
    all.add(Measurement.of("C-05", rewrites(), "canonical images"));
    all.add(Measurement.of("C-07", bitsOfImages(), "bits"));
    all.add(Measurement.of("C-14", backingPaths(), "backing paths"));
    all.add(Measurement.of("C-23", redirects(), "files stored elsewhere"));
    all.add(Measurement.of("C-24", names(), "inodes"));
    all.add(Measurement.of("C-31", inline(), "files with content in the image"));
    all.add(Measurement.of("C-44", feature(ErofsLayout.SB_FEATURE_INCOMPAT, -1), "EROFS images"));
    all.add(Measurement.of("C-63", mutants(), "mutants"));
    all.add(Measurement.of("C-68", differences(), "images that are not canonical"));
    all.add(Measurement.of("C-70", bitsOfAnObject(), "bits"));
    all.add(Measurement.of("C-73", dumps(), "canonical EROFS images"));
    all.add(
        Measurement.of(
            "C-81",
            feature(ErofsLayout.SB_FEATURE_COMPAT, ErofsLayout.FEATURE_CHECKSUM),
            "EROFS images"));
    return all;
  }

  private Tally prefixes() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.smallest(Format.NATIVE, SMALL_IMAGES)) {
      for (int length = 0; length < entry.bytes().length; length++) {
        byte[] prefix = Arrays.copyOf(entry.bytes(), length);
        boolean refused = Composefs.inspect(prefix, Limits.DEFAULT) instanceof Verdict.Rejected;
        tally.add(refused, entry.id() + ", " + length + " bytes");
      }
    }
    return tally;
  }

  private Tally rewrites() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.all()) {
      if (entry.verdict().canonical()) {
        byte[] written = written(entry, entry.verdict().image());
        tally.add(Arrays.equals(written, entry.bytes()), entry.id());
      }
    }
    return tally;
  }

  /** What our writer makes of a tree; null where it refuses it. */
  private static byte[] written(ValidImages.Entry entry, Image tree) {
    try {
      int version = Math.toIntExact(entry.verdict().version());
      return Composefs.write(tree, entry.format(), version, Limits.DEFAULT);
    } catch (RejectedException e) {
      return null;
    }
  }

  private Tally bitsOfImages() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.smallest(Format.NATIVE, SMALL_IMAGES)) {
      flip(entry.bytes(), entry.id(), tally);
    }
    images.smallest(Format.EROFS, 1).forEach(entry -> flip(entry.bytes(), entry.id(), tally));
    return tally;
  }

  private static Tally bitsOfAnObject() {
    Tally tally = new Tally();
    byte[] object = new byte[OBJECT_SIZE];
    new SplittableRandom(SEED).nextBytes(object);
    flip(object, "an object of " + OBJECT_SIZE + " bytes", tally);
    return tally;
  }

  private static void flip(byte[] original, String name, Tally tally) {
    byte[] digest = FsVerity.sha256(ByteView.of(original));
    byte[] turned = original.clone();
    for (int bit = 0; bit < original.length * Byte.SIZE; bit++) {
      int mask = 1 << bit % Byte.SIZE;
      turned[bit / Byte.SIZE] ^= (byte) mask;
      byte[] other = FsVerity.sha256(ByteView.of(turned));
      turned[bit / Byte.SIZE] ^= (byte) mask;
      tally.add(!Arrays.equals(digest, other), name + ", bit " + bit);
    }
  }

  private Tally backingPaths() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.all()) {
      Image image = entry.verdict().image();
      for (int inode = 0; inode < image.inodeCount(); inode++) {
        if (image.type(inode) == FileType.REGULAR && image.payloadLength(inode) > 0) {
          byte[] path = image.bytes().copy(image.payloadAt(inode), image.payloadLength(inode));
          String text = new String(path, StandardCharsets.ISO_8859_1);
          boolean leaves = ("/" + text + "/").contains("/../");
          tally.add(!leaves && !text.startsWith("/") && text.indexOf('\0') < 0, entry.id());
        }
      }
    }
    return tally;
  }

  private Tally redirects() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.of(Format.EROFS)) {
      Image image = entry.verdict().image();
      for (int inode = 0; inode < image.inodeCount(); inode++) {
        boolean isStored = image.size(inode) > 0 && image.contentLength(inode) == 0;
        if (image.type(inode) == FileType.REGULAR && isStored) {
          boolean relative =
              image.payloadLength(inode) > 0 && image.bytes().u8(image.payloadAt(inode)) != '/';
          tally.add(relative || image.payloadLength(inode) == 0, entry.id());
        }
      }
    }
    return tally;
  }

  private Tally names() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.all()) {
      Image image = entry.verdict().image();
      long[] names = new long[image.inodeCount()];
      for (int at = 0; at < image.entryCount(); at++) {
        names[image.target(at)]++;
      }
      for (int inode = 1; inode < names.length; inode++) {
        boolean isDirectory = image.type(inode) == FileType.DIRECTORY;
        long links = image.nlink(inode);
        tally.add(isDirectory ? names[inode] == 1 : names[inode] <= links, entry.id());
      }
    }
    return tally;
  }

  private Tally inline() {
    Tally tally = new Tally();
    long most = 0;
    int above = 0;
    for (ValidImages.Entry entry : images.all()) {
      Image image = entry.verdict().image();
      for (int inode = 0; inode < image.inodeCount(); inode++) {
        if (image.type(inode) == FileType.REGULAR && image.contentLength(inode) > 0) {
          most = Math.max(most, image.contentLength(inode));
          above += image.contentLength(inode) > INLINE_LIMIT ? 1 : 0;
          boolean alone = image.payloadLength(inode) == 0 && !image.hasDigest(inode);
          tally.add(alone, entry.id());
        }
      }
    }
    tally.figure("most bytes", most);
    tally.figure("above the writer's " + INLINE_LIMIT, above);
    return tally;
  }

  private Tally feature(ErofsLayout field, long mask) {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.of(Format.EROFS)) {
      long bits = ByteView.of(entry.bytes()).get(field, ErofsLayout.SUPERBLOCK_OFFSET);
      tally.add((bits & mask) == 0, entry.id());
    }
    return tally;
  }

  /** Single bytes get other values; the claims sample their costly checks by themselves. */
  private Tally mutants() {
    Tally tally = new Tally();
    SplittableRandom chance = new SplittableRandom(SEED);
    for (ValidImages.Entry entry : images.all()) {
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = entry.bytes().clone();
        mutant[chance.nextInt(mutant.length)] = (byte) chance.nextInt();
        tally.add(Claims::ofBytes, mutant, entry.id());
      }
    }
    return tally;
  }

  private Tally differences() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.all()) {
      if (!entry.verdict().canonical()) {
        boolean named =
            entry.verdict().notes().stream()
                .anyMatch(note -> note.rule().kind() == Kind.NONCANONICAL);
        tally.add(named, entry.id());
      }
    }
    return tally;
  }

  private Tally dumps() {
    Tally tally = new Tally();
    for (ValidImages.Entry entry : images.of(Format.EROFS)) {
      if (entry.verdict().canonical()) {
        tally.add(Arrays.equals(throughADump(entry), entry.bytes()), entry.id());
      }
    }
    return tally;
  }

  /** The image that is made of an image's dump; null where there is none. */
  private static byte[] throughADump(ValidImages.Entry entry) {
    StringBuilder text = new StringBuilder();
    try {
      DumpWriter.write(entry.verdict().image(), text, Limits.DEFAULT);
    } catch (RejectedException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] dump = text.toString().getBytes(StandardCharsets.US_ASCII);
    DumpVerdict read = Composefs.readDump(dump, Limits.DEFAULT, false);
    return read instanceof DumpVerdict.Accepted tree ? written(entry, tree.image()) : null;
  }
}
