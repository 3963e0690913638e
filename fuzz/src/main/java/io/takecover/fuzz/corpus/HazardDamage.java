package io.takecover.fuzz.corpus;

import io.takecover.erofs.ErofsLayout;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.FieldMutator;
import io.takecover.fuzz.gen.Place;
import io.takecover.fuzz.gen.Site;
import io.takecover.fuzz.gen.Sites;
import io.takecover.model.FileType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is done to those hazards that no writer makes: numbers in many inodes are changed. */
final class HazardDamage {
  private static final int BLOCK = ErofsLayout.BLOCK_SIZE;

  /** The bits of {@code i_format} that say how data is stored; all clear, it is in whole blocks. */
  private static final long LAYOUT_BITS = 0xe;

  private final FieldMutator mutator;

  /** For each inode its fields by name. */
  private final Map<Integer, Map<String, Site>> inodes = new TreeMap<>();

  private HazardDamage(byte[] image) {
    mutator = new FieldMutator(image);
    Sites sites = Sites.of(image);
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      if (site.place() instanceof Place.Cell cell && cell.struct().equals("inode")) {
        inodes.computeIfAbsent(cell.inode(), n -> new HashMap<>()).put(cell.name(), site);
      }
    }
  }

  /** Every regular file of one byte states the largest size that a signed number holds. */
  static byte[] stateLargestSize(byte[] image) {
    HazardDamage damage = new HazardDamage(image);
    for (Map<String, Site> inode : damage.inodes.values()) {
      if (typeOf(inode) == FileType.REGULAR && inode.get("i_size").value() == 1) {
        damage.set(inode.get("i_size"), Long.MAX_VALUE);
      }
    }
    return damage.mutator.image();
  }

  /** Every directory that has no block has the one of that which has one alone. */
  static byte[] shareBlock(byte[] image) {
    HazardDamage damage = new HazardDamage(image);
    Collection<Map<String, Site>> all = damage.inodes.values();
    Map<String, Site> full =
        all.stream()
            .filter(inode -> inode.get("i_size").value() == BLOCK)
            .findFirst()
            .orElseThrow();
    for (Map<String, Site> inode : all) {
      if (typeOf(inode) == FileType.DIRECTORY && inode.get("i_size").value() < BLOCK) {
        damage.set(inode.get("i_format"), inode.get("i_format").value() & ~LAYOUT_BITS);
        damage.set(inode.get("i_size"), BLOCK);
        damage.set(inode.get("i_u"), full.get("i_u").value());
      }
    }
    return damage.mutator.image();
  }

  private static FileType typeOf(Map<String, Site> inode) {
    return FileType.ofMode(inode.get("i_mode").value());
  }

  private void set(Site site, long value) {
    try {
      mutator.set(site, value);
    } catch (EditException e) {
      throw new IllegalStateException("an inode's field is no number", e);
    }
  }
}
