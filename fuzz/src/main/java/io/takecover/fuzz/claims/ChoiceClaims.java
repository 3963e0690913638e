package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.gen.Place;
import io.takecover.fuzz.gen.Site;
import io.takecover.fuzz.gen.Sites;
import io.takecover.rule.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Where an accepted image may differ from what is written of its tree: only where formats leave a
 * choice. All other bytes are what the tree says, or zero, so a check of one of them that is not
 * made shows here. What stands where is asked of the editor's map of images, which shares nothing
 * with the readers.
 */
final class ChoiceClaims {
  /** Chosen, but for the entries of a directory itself and of its parent. */
  private static final String NID = "dirent.nid";

  /** What says where something stands, in which form it is, or what number it has. */
  private static final Set<String> CHOSEN =
      Set.of(
          "inode.variable_data.off",
          "inode.xattrs.off",
          "inode.digest.off",
          "sb.root_nid",
          // Where the inodes end, which depends on the form that each of them is in.
          "sb.xattr_blkaddr",
          "sb.build_time",
          "sb.build_time_nsec",
          "inode.i_format",
          "inode.i_xattr_icount",
          "inode.i_u",
          "inode.i_ino",
          // Of whiteouts for the names of objects: the writer gives them that of the root.
          "inode.i_mtime",
          "inode.i_mtime_nsec",
          NID,
          "xattr_header.h_shared_count",
          "shared_xattr.id",
          "xattr_entry.e_name_len",
          "xattr_entry.e_name_index",
          "xattr_entry.e_value_size",
          "key",
          "value",
          "shared_key",
          "shared_value");

  /** Chosen only where the image has another size than what is written. */
  private static final String BLOCKS = "sb.blocks";

  /** In no structure: where nothing stands, something may be written. */
  private static final String GAP = "gap";

  private static final String CHUNK = "chunk.blkaddr";

  private static final String INODE = "inode.";

  private static final int ALIGNMENT = 4;
  private static final int LARGEST_FORMAT = 15;
  private static final int FLAT_PLAIN = 0;

  private ChoiceClaims() {}

  static void hold(Trial trial) throws RejectedException {
    if (trial.accepted().canonical() || trial.written().isEmpty()) {
      return;
    }
    byte[] written = trial.written().get();
    int at = Arrays.mismatch(trial.bytes(), written);
    if (at < 0) {
      return;
    }
    Spot spot = new Spot(trial, at);
    if (!spot.isChosen(written.length)) {
      String detail = "byte " + at + " is not what is written there";
      throw new ClaimFailure(Claim.DIFFERS_BY_CHOICE, spot.what, detail);
    }
  }

  /** The byte of an image that is the first to differ, and what is in it. */
  private static final class Spot {
    private final ByteView image;
    private final int at;
    private final boolean hasUnusedXattrs;
    private final boolean isRearranged;

    /** Whether the map has the chunks of some inode where they would be, and not where they are. */
    private final boolean hasSpilledChunks;

    /** The path of the field, the label of the run, or what a byte is that is in neither. */
    private final String what;

    private final Site field;
    private final boolean isOfDots;

    Spot(Trial trial, int at) {
      this.at = at;
      hasUnusedXattrs = isNoted(trial, ErofsRule.SHARED_ORDER);
      isRearranged = isNoted(trial, ErofsRule.NUMBERING) || isNoted(trial, ErofsRule.INODE_ORDER);
      hasSpilledChunks = isNoted(trial, ErofsRule.CHUNK_MAP_SPILLS);
      image = ByteView.of(trial.bytes());
      Sites sites = Sites.of(trial.accepted().format(), trial.bytes());
      Site found = null;
      String label = at < image.size() ? GAP : "end";
      for (int i = 0; i < sites.size(); i++) {
        Site site = sites.get(i);
        if (at >= site.offset() && at < site.offset() + site.length()) {
          found = site.field() == null ? found : site;
          label = site.place().label();
        }
      }
      field = found;
      what = found == null ? label : found.field().path();
      isOfDots = what.equals(NID) && isDots(nameOf(sites, found.place()));
    }

    private static boolean isNoted(Trial trial, ErofsRule rule) {
      return trial.accepted().notes().stream().anyMatch(note -> note.rule() == rule);
    }

    boolean isChosen(long writtenSize) {
      if (isRearranged && what.startsWith(INODE)) {
        // Another inode is written there.
        return true;
      }
      if (what.equals(GAP) || (what.equals(CHUNK) && hasSpilledChunks)) {
        // A shared xattr that no inode refers to is on no map, and its order is a choice.
        return image.u8(at) == 0 || hasUnusedXattrs;
      }
      if (field == null || !CHOSEN.contains(what)) {
        return CHOSEN.contains(what) || (what.equals(BLOCKS) && writtenSize != image.size());
      }
      long structAt = field.offset() - field.field().offset();
      return switch (what) {
        case "inode.variable_data.off", "inode.digest.off" -> length() != 0;
        case "inode.xattrs.off" -> length() != 0 && field.value() % ALIGNMENT == 0;
        case "inode.i_format" -> field.value() <= LARGEST_FORMAT;
        case "inode.i_u" -> (image.u16(structAt) >>> 1) == FLAT_PLAIN && field.value() != 0;
        case NID -> !isOfDots;
        default -> true;
      };
    }

    /** Of a native reference: its length stands behind its offset. */
    private long length() {
      return image.u32(field.offset() + field.length());
    }

    private String nameOf(Sites sites, Place entry) {
      for (int i = 0; i < sites.size(); i++) {
        Site site = sites.get(i);
        boolean isName = site.field() == null && site.place().label().equals("name");
        if (isName
            && site.place().inode() == entry.inode()
            && site.place().entry() == entry.entry()) {
          return new String(image.copy(site.offset(), site.length()), StandardCharsets.ISO_8859_1);
        }
      }
      return "";
    }

    private static boolean isDots(String name) {
      return name.equals(".") || name.equals("..");
    }
  }
}
