package io.takecover.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeRuleTest {

  @Test
  void eachRuleIsAskedInOneScope() {
    List<TreeRule> all = new ArrayList<>();
    for (TreeRule.Scope scope : TreeRule.Scope.values()) {
      assertThat(scope.rules()).as(scope.name()).isNotEmpty();
      all.addAll(scope.rules());
    }
    assertThat(all).containsExactlyInAnyOrder(TreeRule.values());
  }

  @Test
  void scopeSaysOfWhatARuleIsAsked() {
    assertThat(TreeRule.Scope.ORPHAN.rules())
        .containsExactly(TreeRule.REACHABLE, TreeRule.DIRECTORY_REACHABLE);
    assertThat(TreeRule.Scope.DIRECTORY.rules())
        .containsExactly(TreeRule.DEPTH, TreeRule.DIRECTORY_NLINK);
    assertThat(TreeRule.Scope.XATTR.rules()).containsExactly(TreeRule.KEYS_ASCEND);
    assertThat(TreeRule.Scope.KEY.rules())
        .containsExactly(TreeRule.KEY_NUL, TreeRule.KEY_NAMESPACE);
    assertThat(TreeRule.Scope.PATH.rules())
        .containsExactly(TreeRule.PAYLOAD_NUL, TreeRule.PAYLOAD_RELATIVE);
    assertThat(TreeRule.Scope.TARGET.rules()).containsExactly(TreeRule.LINK_NUL);
  }
}
