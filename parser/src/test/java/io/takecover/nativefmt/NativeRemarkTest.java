package io.takecover.nativefmt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeRemarkTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsId(NativeRemark remark) {
    assertThat(NativeRemark.find(remark.id())).contains(remark);
    assertThat(NativeRemark.find(remark.id().toLowerCase(Locale.ROOT))).contains(remark);
  }

  @Test
  void rowWithARuleHasNone() {
    assertThat(NativeRemark.find(NativeRule.MAGIC.id())).isEmpty();
  }
}
