package io.takecover;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fixture.CostlyImages;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.Patch;
import io.takecover.fixture.RawImage;
import io.takecover.fixture.RawImage.Dirent;
import io.takecover.fixture.Refusal;
import io.takecover.fixture.Specimen;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The front door: in which order things are said, and what is said besides. */
class ComposefsTest {
  private static final byte[] IMAGE = Specimen.image();

  @Test
  void verdictSaysWhatWasRead() {
    Verdict.Accepted accepted = Inspection.accepted(IMAGE, Profile.STRICT);
    assertThat(accepted.format()).isEqualTo(Format.NATIVE);
    assertThat(accepted.version()).isEqualTo(1);
    assertThat(accepted.image().inodeCount()).isEqualTo(Specimen.INODES);
    assertThat(accepted.canonical()).isTrue();
  }

  @Test
  void formatIsThatOfTheMagic() {
    assertThat(Composefs.formatOf(IMAGE)).isEqualTo(Format.NATIVE);
    assertThat(Composefs.formatOf(new byte[0])).isEqualTo(Format.NATIVE);
    byte[] erofs = new byte[4096];
    ByteBuffer.wrap(erofs).order(ByteOrder.LITTLE_ENDIAN).putInt(1024, 0xE0F5E1E2);
    assertThat(Composefs.formatOf(erofs)).isEqualTo(Format.EROFS);
    assertThat(Format.EROFS.label()).isEqualTo("erofs");
  }

  @Test
  void strictIsWhatNobodyAskedFor() {
    byte[] unused = Specimen.patch().u8(Patch.inodeAt(1) + 88, 1).bytes();
    assertThat(Composefs.inspect(unused, Limits.DEFAULT))
        .isEqualTo(Composefs.inspect(unused, Limits.DEFAULT, Profile.STRICT))
        .isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void imageUpToTheLimit() {
    Limits limits = Limits.DEFAULT.withImageBytes(IMAGE.length);
    assertThat(Inspection.accepted(IMAGE, limits, Profile.STRICT).notes()).isEmpty();
    Limits less = Limits.DEFAULT.withImageBytes(IMAGE.length - 1L);
    Verdict.Rejected rejected = Inspection.rejected(IMAGE, less, Profile.STRICT);
    assertThat(rejected.violations())
        .containsExactly(new Violation(LimitRule.IMAGE_SIZE, 0, "image", IMAGE.length));
    assertThat(rejected.format()).isEqualTo(Format.NATIVE);
    assertThat(rejected.steps()).isZero();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Verdict.Accepted accepted = Inspection.accepted(IMAGE, Profile.STRICT);
    assertThat(Composefs.write(accepted.image(), Format.NATIVE, Limits.DEFAULT)).isEqualTo(IMAGE);
  }

  /**
   * A tree without bytes of its own may take the free steps; its inodes and entries take 2 each.
   */
  @Test
  void writingIsPaidForToo() throws Exception {
    byte[] image = CostlyImages.wideDirectory(2000);
    Verdict.Accepted accepted = Inspection.accepted(image, Profile.STRICT);
    Limits limits = Limits.DEFAULT.withWorkPerByte(1);
    assertThat(Composefs.write(accepted.image(), Format.NATIVE, limits)).isEqualTo(image);
    ImageBuilder builder = new ImageBuilder(ByteView.of(new byte[1]), 1);
    for (int inode = 0; inode <= Budget.FREE_STEPS / 2; inode++) {
      builder.addInode();
      builder.set(inode, Part.MODE, 0x41ed);
    }
    assertThat(Refusal.of(() -> Composefs.write(builder.build(), Format.NATIVE, limits)).rule())
        .isEqualTo(LimitRule.WORK);
  }

  /** Decoding refuses before the tree is asked, the tree before the layout. */
  @Test
  void dangerIsToldBeforeSenseAndSenseBeforeLayout() {
    RawImage raw = new RawImage(3).directory(0, Dirent.file("b", 2), Dirent.file("a", 1));
    raw.file(1, raw.append("1")).file(2, raw.append("2"));
    Violation descends =
        new Violation(TreeRule.NAMES_ASCEND, 128 + 3 * 96 + 4 + 24 + 1, "dirent.name", 1);
    assertThat(Inspection.rejected(raw.bytes(), Profile.STRICT).violations())
        .containsExactly(descends);
    raw.set(2, NativeLayout.INODE_DIGEST_LEN, 31);
    assertThat(Inspection.rejected(raw.bytes(), Profile.STRICT).violations())
        .containsExactly(
            new Violation(
                NativeRule.DIGEST_LENGTH,
                Patch.inodeAt(2) + NativeLayout.INODE_DIGEST_LEN.offset(),
                "inode.digest.len",
                31));
  }
}
