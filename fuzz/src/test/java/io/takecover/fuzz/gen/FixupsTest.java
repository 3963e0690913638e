package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixupsTest {
  private static byte[] edited(byte[] image, String... texts) throws EditException {
    List<Edit> edits = new ArrayList<>();
    for (String text : texts) {
      edits.add(Edit.parse(text));
    }
    return Edit.apply(image, edits);
  }

  private static byte[] withXattrs() throws EditException {
    for (byte[] image : ErofsSitesTest.images()) {
      if (hasPlace(image, "xattr_header[257].h_name_filter=0")) {
        return image;
      }
    }
    throw new AssertionError("no seed has xattrs");
  }

  private static boolean hasPlace(byte[] image, String text) {
    try {
      edited(image, text);
      return true;
    } catch (EditException e) {
      return false;
    }
  }

  @Test
  void nothingOfAGoodImageIsRepaired() throws IOException {
    List<byte[]> images = ErofsSitesTest.images();
    images.addAll(ErofsSitesTest.sharedImages("images/erofs-v0"));
    images.addAll(ErofsSitesTest.sharedImages("images/erofs-v1"));
    for (byte[] image : images) {
      assertThat(Fixups.of(Format.EROFS, image)).isEqualTo(image);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xattr_header[257].h_name_filter=7", "sb.inos=1", "sb.blocks=9"})
  void whatIsDerivedIsMadeAgain(String text) throws EditException {
    byte[] image = withXattrs();
    byte[] broken = edited(image, text);
    assertThat(Composefs.inspect(broken, Limits.DEFAULT)).isInstanceOf(Verdict.Rejected.class);
    assertThat(Fixups.of(Format.EROFS, broken)).isEqualTo(image);
  }

  @Test
  void whatIsNotDerivedStays() throws EditException {
    byte[] broken = edited(withXattrs(), "sb.uuid[0]=1", "inode[0].i_nlink=77", "header.flags=1");
    assertThat(Fixups.of(Format.EROFS, broken)).isEqualTo(broken);
    byte[] nativeImage = EditTest.image("one-file");
    assertThat(Fixups.of(Format.NATIVE, nativeImage)).isEqualTo(nativeImage);
  }

  /**
   * Over the block as it is when its field is zero; {@code ~0} at the start, as it is at the end.
   */
  @Test
  void aChecksumIsMadeWhereThereIsOne() throws EditException {
    byte[] image = withXattrs();
    byte[] fixed = Fixups.of(Format.EROFS, edited(image, "sb.feature_compat=7"));
    int crc = -1;
    for (int i = 1024; i < 4096; i++) {
      boolean isField = i >= 1028 && i < 1032;
      crc ^= isField ? 0 : fixed[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) != 0 ? 0x82F63B78 : 0);
      }
    }
    assertThat(ByteView.of(fixed).get(ErofsLayout.SB_CHECKSUM, 1024))
        .isEqualTo(Integer.toUnsignedLong(crc));
    assertThat(Arrays.copyOf(fixed, 1028)).isEqualTo(Arrays.copyOf(image, 1028));
  }
}
