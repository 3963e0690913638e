package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.bytes.ByteView;
import io.takecover.erofs.ErofsRule;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FitClaimsTest {
  @Test
  void holdsOfContentsOfEachLengthAndSize() {
    for (int chance = 0; chance < 3 * 8192; chance += 37) {
      FitClaims.ofContent(chance);
    }
    assertThat(Claim.find("fits-or-refused")).contains(Claim.FITS_OR_REFUSED);
  }

  @Test
  void aNameThatMarksWhiteoutsHasNoPlace() {
    Image wrong = fifo("user.overlay.whiteout", 1);
    assertBreaks(() -> FitClaims.written(wrong), ErofsRule.WHITEOUT_KEY);
    FitClaims.refused(wrong, ErofsRule.WHITEOUT_KEY);
    Image right = fifo("user.overlay.whiteoux", 1);
    FitClaims.written(right);
    assertBreaks(() -> FitClaims.refused(right, ErofsRule.WHITEOUT_KEY), ErofsRule.WHITEOUT_KEY);
  }

  @Test
  void moreXattrsThanMayBeHaveNoPlace() {
    int most = 32_767 - 12 - 7 - "user.a".length();
    Image right = fifo("user.a", most);
    FitClaims.written(right);
    assertBreaks(() -> FitClaims.refused(right, ErofsRule.XATTR_SPACE), ErofsRule.XATTR_SPACE);
    Image wrong = fifo("user.a", most + 1);
    FitClaims.refused(wrong, ErofsRule.XATTR_SPACE);
    assertBreaks(() -> FitClaims.written(wrong), ErofsRule.XATTR_SPACE);
  }

  private static void assertBreaks(ThrowingCallable check, ErofsRule rule) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            ClaimFailure.class,
            failure -> {
              assertThat(failure.claim()).isEqualTo(Claim.FITS_OR_REFUSED);
              assertThat(failure.rule()).isEqualTo(rule.name());
            });
  }

  /** A root with a FIFO that has one xattr. */
  private static Image fifo(String key, int valueLength) {
    byte[] bytes = (key + "v".repeat(valueLength)).getBytes(StandardCharsets.ISO_8859_1);
    ImageBuilder builder = new ImageBuilder(ByteView.of(bytes), 2);
    inode(builder, FileType.DIRECTORY, 2);
    int fifo = inode(builder, FileType.FIFO, 1);
    builder.beginEntries(Image.ROOT);
    builder.setPrimary(builder.addEntry(Image.ROOT, 0, 1, fifo), true);
    builder.addXattr(0, key.length(), key.length(), valueLength);
    builder.setXattrs(fifo, builder.endXattrSet());
    return builder.build();
  }

  private static int inode(ImageBuilder builder, FileType type, long nlink) {
    int inode = builder.addInode();
    builder.set(inode, Part.MODE, (long) type.number() << 12 | 0755);
    builder.set(inode, Part.NLINK, nlink);
    return inode;
  }
}
