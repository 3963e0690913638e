package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.erofs.ErofsLayout;
import java.nio.charset.StandardCharsets;

/** Makes an EROFS image one for mounts in a user namespace: overlayfs finds its marks there. */
public final class UserMarks {
  private static final int USER = 1;
  private static final int TRUSTED = 4;
  private static final ByteView OVERLAY =
      ByteView.of("overlay.".getBytes(StandardCharsets.ISO_8859_1));

  private UserMarks() {}

  /** A copy in which {@code trusted.overlay.X} is {@code user.overlay.X}. */
  public static byte[] of(byte[] image) {
    FieldMutator mutator = new FieldMutator(image);
    ByteView bytes = ByteView.of(image);
    Sites sites = Sites.of(Format.EROFS, image);
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      if (site.field() == ErofsLayout.XATTR_ENTRY_E_NAME_INDEX && site.value() == TRUSTED) {
        long entry = site.offset() - ErofsLayout.XATTR_ENTRY_E_NAME_INDEX.offset();
        long name = entry + ErofsLayout.Struct.XATTR_ENTRY.size();
        if (bytes.holds(name, OVERLAY.size()) && bytes.matches(name, OVERLAY.size(), OVERLAY, 0)) {
          set(mutator, site);
        }
      }
    }
    return Fixups.of(Format.EROFS, mutator.image());
  }

  private static void set(FieldMutator mutator, Site site) {
    try {
      mutator.set(site, USER);
    } catch (EditException e) {
      throw new IllegalStateException(e);
    }
  }
}
