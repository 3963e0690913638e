package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErofsRemarkTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsId(ErofsRemark remark) {
    assertThat(ErofsRemark.find(remark.id())).contains(remark);
    assertThat(ErofsRemark.find(remark.id().toLowerCase(Locale.ROOT))).contains(remark);
  }

  @Test
  void rowWithARuleHasNone() {
    assertThat(ErofsRemark.find(ErofsRule.MAGIC.id())).isEmpty();
  }
}
