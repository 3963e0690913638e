package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import io.takecover.fixture.Fill;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "'', NONE",
    "s, NONE",
    "se, NONE",
    "security., SECURITY",
    "security.x, SECURITY",
    "securityx, NONE",
    "system.posix_acl_access, ACL_ACCESS",
    "system.posix_acl_default, ACL_DEFAULT",
    "system.posix_acl_defaul, NONE",
    "trusted., TRUSTED",
    "trusted, NONE",
    "user.x, USER",
    "user, NONE",
    "other.user.x, NONE",
  })
  void prefixIsTheOneThatStartsTheName(String key, KeyPrefix prefix) {
    ByteView bytes = ByteView.of(Fill.text("##" + key));
    assertThat(KeyPrefix.of(bytes, 2, key.length())).isEqualTo(prefix);
  }
}
