package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.erofs.ErofsLayout;
import java.util.Arrays;
import java.util.List;

/**
 * A valid image, edited as bytes say: the first byte chooses the image, those behind it what to
 * change and how. Total: every input gives an image. One wrong field in an image that is right
 * otherwise is what a random change of bytes comes by rarely, and what hides behind checks of the
 * other fields.
 */
public final class EditScript {
  private static final int MOST_EDITS = 6;
  private static final int LONGEST_BLOB = 16;
  private static final int LOW_BITS = 12;
  private static final List<Place> FEATURES =
      List.of(
          new Place.Cell(ErofsLayout.SB_FEATURE_INCOMPAT, 0, 0, Shape.WHOLE),
          new Place.Cell(ErofsLayout.SB_FEATURE_COMPAT, 0, 0, Shape.WHOLE));
  private static final int FIRST = 4;
  private static final int LAST = 16;

  private final ByteSource source;
  private final FieldMutator mutator;
  private Sites sites;
  private Kinds kinds;

  private EditScript(ByteSource source, EditSeeds.Seed seed) {
    this.source = source;
    this.mutator = new FieldMutator(seed.image);
    this.sites = seed.sites;
    this.kinds = seed.kinds;
  }

  /** The native image that {@code script} means. */
  public static byte[] image(byte[] script) {
    return image(EditSeeds.NATIVE, script);
  }

  /**
   * The EROFS image that {@code script} means; its first byte says for which profile the image is
   * that is edited, and whether what an image derives from the rest of itself is made right in the
   * end.
   */
  public static byte[] erofsImage(byte[] script) {
    byte[] edits = script.length == 0 ? script : Arrays.copyOfRange(script, 1, script.length);
    int first = script.length == 0 ? 0 : script[0];
    EditSeeds seeds =
        switch (first >> 1 & 7) {
          // Small, for they have no stubs, and so tried several times as fast.
          case 4, 5, 6 -> EditSeeds.VERSION_2;
          case 7 -> EditSeeds.FOR_USERS;
          default -> EditSeeds.EROFS;
        };
    byte[] image = image(seeds, edits);
    return (first & 1) != 0 ? Fixups.of(Format.EROFS, image) : image;
  }

  /** The image that {@code script} makes of one of {@code seeds}. */
  public static byte[] image(EditSeeds seeds, byte[] script) {
    ByteSource source = new ByteSource(script);
    return new EditScript(source, seeds.get(source.below(seeds.size()))).edited();
  }

  /** The image that {@code script} makes of another, which may be any bytes. */
  static byte[] edited(byte[] image, byte[] script) {
    return new EditScript(new ByteSource(script), new EditSeeds.Seed(image)).edited();
  }

  private byte[] edited() {
    try {
      for (int i = 0; i < MOST_EDITS && !source.isSpent() && sites.size() > 0; i++) {
        edit();
      }
    } catch (EditException e) {
      throw new IllegalStateException("a site is not where it was said to be", e);
    }
    return mutator.image();
  }

  private void edit() throws EditException {
    int choice = source.below(32);
    if (mutator.format() == Format.EROFS) {
      editErofs(choice);
      return;
    }
    switch (choice) {
      case 27, 28 -> swap();
      case 29 -> truncate(cut());
      case 30 -> insert();
      case 31 -> remove();
      default -> change(site());
    }
  }

  /** What is not whole blocks is refused at once, so other sizes are rare. */
  private void editErofs(int choice) throws EditException {
    switch (choice) {
      case 12, 13, 14, 15 -> {
        Site site = new Rearrangement(mutator, sites, source).anyField();
        change(site == null ? site() : site);
      }
      case 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26 -> {
        new Rearrangement(mutator, sites, source).make();
        findSites();
      }
      case 27, 28 -> swap();
      case 29 -> resizeByBlocks();
      case 30 -> {
        switch (source.below(4)) {
          case 0 -> insert();
          case 1 -> remove();
          case 2 -> soil();
          default -> addFeature();
        }
      }
      default -> change(site());
    }
  }

  /** Of the fields whose bits are features, each with a rule of its own, one gets another. */
  private void addFeature() throws EditException {
    if (mutator.size() >= ErofsLayout.FIRST_INODE_OFFSET) {
      Site site = mutator.find(FEATURES.get(source.below(FEATURES.size())));
      mutator.set(site, site.value() ^ (1L << source.below(LOW_BITS)));
    }
  }

  /** Any byte, for many are in no place. */
  private void soil() throws EditException {
    if (mutator.size() > 0) {
      mutator.overwrite(source.below(Math.toIntExact(mutator.size())), blob(1));
    }
  }

  /** A block more of zeros, or one less. */
  private void resizeByBlocks() throws EditException {
    long size = mutator.size();
    if (source.below(2) == 0) {
      mutator.insert(size, Blob.of(new byte[ErofsLayout.BLOCK_SIZE]));
      findSites();
    } else {
      truncate(Math.max(0, size - ErofsLayout.BLOCK_SIZE));
    }
  }

  private Site site() {
    return mutator.format() == Format.EROFS ? ofAnyKind() : anywhere();
  }

  /** Any place; reserved ones are many and tell little, so they have to be met twice. */
  private Site anywhere() {
    Site site = sites.get(source.below(sites.size()));
    boolean reserved = site.field() != null && site.field().isReserved();
    return reserved ? sites.get(source.below(sites.size())) : site;
  }

  /**
   * Any kind of place, as likely as any other, and one of it: mostly one of the first or the last,
   * for an EROFS image has 256 inodes in between that are all alike.
   */
  private Site ofAnyKind() {
    int kind = source.below(kinds.size());
    int count = kinds.count(kind);
    int which =
        switch (source.below(4)) {
          case 0 -> source.below(count);
          case 1 -> source.below(Math.min(count, FIRST));
          default -> count - 1 - source.below(Math.min(count, LAST));
        };
    return kinds.get(kind, which, source.next());
  }

  private void change(Site site) throws EditException {
    if (site.place() instanceof Place.Cell number) {
      mutator.set(site, number(number, site) & Numbers.max(site.field()));
    } else {
      int length = Math.toIntExact(Math.min(site.length(), LONGEST_BLOB));
      long at = site.offset() + source.below(Math.toIntExact(site.length() - length + 1));
      mutator.overwrite(at, blob(length));
    }
  }

  /**
   * A near number, a boundary of the field, what stands in another field of its kind, another bit,
   * or any.
   */
  private long number(Place.Cell number, Site site) {
    switch (source.below(5)) {
      case 0 -> {
        return site.value() + (byte) source.next();
      }
      case 1 -> {
        long[] boundaries = FieldMutator.boundaries(site.field(), site.value());
        return boundaries[source.below(boundaries.length)];
      }
      case 2 -> {
        return another(number, site);
      }
      case 3 -> {
        return mask(site);
      }
      default -> {
        return source.number(site.field().width());
      }
    }
  }

  /**
   * Another bit, mostly one of the low ones, which are those of flags, sometimes a high one, which
   * a product may lose; or the next full block.
   */
  private long mask(Site site) {
    return switch (source.below(8)) {
      case 0 -> (site.value() | (ErofsLayout.BLOCK_SIZE - 1)) + 1;
      case 1, 2 -> site.value() ^ (1L << source.below(Long.SIZE));
      default -> site.value() ^ (1L << source.below(LOW_BITS));
    };
  }

  /** What stands in the same field of another structure, so that two references become one. */
  private long another(Place.Cell number, Site site) {
    int from = source.below(sites.size());
    for (int i = 0; i < sites.size(); i++) {
      Site other = sites.get((from + i) % sites.size());
      boolean alike = other.place() instanceof Place.Cell cell && cell.path().equals(number.path());
      if (alike && !other.place().equals(number)) {
        return other.value();
      }
    }
    return source.number(site.field().width());
  }

  private void swap() throws EditException {
    Site site = sites.get(source.below(sites.size()));
    long length = site.length();
    Site other = sites.get(source.below(sites.size()));
    if (other.length() == length) {
      byte[] image = mutator.image().clone();
      mutator.overwrite(site.offset(), cut(image, other.offset(), length));
      mutator.overwrite(other.offset(), cut(image, site.offset(), length));
    }
  }

  /** Anywhere, or right behind where something begins. */
  private long cut() {
    int size = Math.toIntExact(Math.max(1, mutator.size()));
    return source.below(2) == 0
        ? source.below(size)
        : Math.min(
            sites.get(source.below(sites.size())).offset() + source.below(LONGEST_BLOB), size - 1L);
  }

  private void truncate(long size) throws EditException {
    if (mutator.size() > 0) {
      mutator.truncate(size);
      findSites();
    }
  }

  private void insert() throws EditException {
    long at =
        source.below(2) == 0 ? mutator.size() : source.below(Math.toIntExact(mutator.size() + 1));
    mutator.insert(at, blob(1 + source.below(LONGEST_BLOB)));
    findSites();
  }

  private void remove() throws EditException {
    int at = source.below(Math.toIntExact(mutator.size() + 1));
    long count = Math.min(1 + source.below(LONGEST_BLOB), mutator.size() - at);
    mutator.remove(at, count);
    findSites();
  }

  private void findSites() {
    sites = Sites.of(mutator.format(), mutator.image().clone());
    kinds = new Kinds(sites);
  }

  private Blob blob(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) source.next();
    }
    return Blob.of(bytes);
  }

  private static Blob cut(byte[] image, long at, long length) {
    int from = Math.toIntExact(at);
    return Blob.of(Arrays.copyOfRange(image, from, from + Math.toIntExact(length)));
  }
}
