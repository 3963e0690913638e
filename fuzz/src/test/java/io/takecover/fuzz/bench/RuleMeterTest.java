package io.takecover.fuzz.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.gen.LargeTree;
import io.takecover.nativefmt.NativeRule;
import io.takecover.tree.TreeRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instructions are counted, for rules and in all, and the count is the same each time. */
class RuleMeterTest {
  private static byte[] image(int files, Format format) throws Exception {
    return Composefs.write(LargeTree.of(files, 1), format, Limits.DEFAULT);
  }

  @Test
  void countsRepeatAndGrowWithTheImage() throws Exception {
    RuleMeter meter = new RuleMeter();
    byte[] small = image(50, Format.NATIVE);
    RuleMeter.Count once = meter.count(List.of(small));
    assertThat(meter.count(List.of(small))).isEqualTo(once);
    assertThat(new RuleMeter().count(List.of(small))).isEqualTo(once);
    assertThat(meter.count(List.of(small, small)).all()).isEqualTo(2 * once.all());
    assertThat(meter.count(List.of(image(100, Format.NATIVE))).all()).isGreaterThan(once.all());
  }

  /** A magic number is compared once an image, a mode once an inode. */
  @Test
  void aRuleCostsWhatItAsks() throws Exception {
    byte[] image = image(50, Format.NATIVE);
    RuleMeter.Count count = new RuleMeter().count(List.of(image));
    long magic = count.byRule().get(NativeRule.MAGIC);
    long modes = count.byRule().get(NativeRule.MODE_HIGH_BITS);
    int inodes = LargeTree.of(50, 1).inodeCount();
    assertThat(magic).isBetween(5L, 50L);
    assertThat(modes).isEqualTo(modes / inodes * inodes).isGreaterThan(magic);
    assertThat(count.byRule()).containsKey(TreeRule.NAME_SLASH).doesNotContainKey(ErofsRule.MAGIC);
    long all = count.byRule().values().stream().mapToLong(Long::longValue).sum();
    assertThat(all).isLessThan(count.all());
  }

  @Test
  void aRefusedImageHasNoCount() throws Exception {
    byte[] image = image(50, Format.EROFS);
    image[image.length - 1] = 1;
    RuleMeter meter = new RuleMeter();
    assertThatThrownBy(() -> meter.count(List.of(image)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
