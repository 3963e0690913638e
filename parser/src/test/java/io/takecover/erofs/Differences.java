package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Verdict.Accepted;
import io.takecover.Verdict.Comparison;
import io.takecover.fixture.Inspection;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.util.ArrayList;
import java.util.List;

/** What is said of an image that the strict reader accepts and the writer would not write. */
final class Differences {
  private Differences() {}

  static void told(ErofsPatch patch, ErofsRule rule, String field, long offset, long found) {
    Violation expected = new Violation(rule, offset, field, found);
    assertThat(rule.kind()).isEqualTo(Kind.NONCANONICAL);
    Accepted accepted = Inspection.accepted(patch.bytes(), Profile.STRICT);
    assertThat(accepted.comparison()).isEqualTo(Comparison.DIFFERENT);
    assertThat(accepted.canonical()).isFalse();
    List<Violation> notes = new ArrayList<>(accepted.notes());
    notes.removeIf(note -> note.rule().kind() == Kind.NOTE);
    assertThat(notes).containsExactly(expected);
    assertThat(Inspection.rejected(patch.bytes(), Profile.CANONICAL).violations())
        .containsExactly(expected);
  }

  static void toldInode(
      ErofsPatch patch, ErofsRule rule, ErofsLayout field, long inode, long found) {
    told(patch, rule, field.path(), inode + field.offset(), found);
  }
}
