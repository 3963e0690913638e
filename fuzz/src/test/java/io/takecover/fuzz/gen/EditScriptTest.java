package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsRule;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditScriptTest {
  private static final int SCRIPTS = 20_000;

  @Test
  void withoutEditsTheImageIsCanonical() {
    Set<Integer> sizes = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      byte[] image = EditScript.image(new byte[] {(byte) seed});
      sizes.add(image.length);
      Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
      assertThat(((Verdict.Accepted) verdict).canonical()).isTrue();
    }
    assertThat(sizes).hasSize(10);
  }

  @Test
  void erofsSeedsAreCanonicalToo() {
    for (int seed = 0; seed < EditSeeds.EROFS.size(); seed++) {
      byte[] image = EditScript.image(EditSeeds.EROFS, new byte[] {(byte) seed});
      Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
      assertThat(verdict.format()).isEqualTo(Format.EROFS);
      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
      assertThat(((Verdict.Accepted) verdict).canonical()).isTrue();
    }
  }

  @Test
  void seedsOfOtherProfilesAreAcceptedThere() {
    assertAccepted(EditSeeds.VERSION_2, Profile.RS_V2);
    assertAccepted(EditSeeds.FOR_USERS, Profile.USERXATTR);
  }

  private static void assertAccepted(EditSeeds seeds, Profile profile) {
    for (int seed = 0; seed < seeds.size(); seed++) {
      byte[] image = EditScript.image(seeds, new byte[] {(byte) seed});
      assertThat(Composefs.inspect(image, Limits.DEFAULT, profile))
          .isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void imagesAreRearrangedAsNoWriterDoes() {
    Random random = new Random(1);
    Set<Rule> told = new HashSet<>();
    for (int i = 0; i < SCRIPTS / 2; i++) {
      byte[] script = new byte[1 + random.nextInt(10)];
      random.nextBytes(script);
      byte[] image = EditScript.image(EditSeeds.EROFS, script);
      if (Composefs.inspect(image, Limits.DEFAULT) instanceof Verdict.Accepted accepted) {
        accepted.notes().forEach(note -> told.add(note.rule()));
      }
    }
    assertThat(told)
        .contains(
            ErofsRule.INODE_ORDER,
            ErofsRule.INODE_PADDING,
            ErofsRule.SYMLINK_PLACE,
            ErofsRule.CONTENT_TAIL,
            ErofsRule.DIRECTORY_TAIL,
            ErofsRule.NUMBERING);
  }

  @Test
  void everyScriptIsAnImageAndManyRulesAreBroken() {
    assertMany(EditSeeds.NATIVE, 50);
    assertMany(EditSeeds.EROFS, 90);
  }

  private static void assertMany(EditSeeds seeds, int rules) {
    Random random = new Random(3);
    Set<Rule> broken = new HashSet<>();
    int accepted = 0;
    for (int i = 0; i < SCRIPTS; i++) {
      byte[] script = new byte[random.nextInt(14)];
      random.nextBytes(script);
      byte[] image = EditScript.image(seeds, script);
      assertThat(EditScript.image(seeds, script)).isEqualTo(image);
      Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
      if (verdict instanceof Verdict.Rejected rejected) {
        broken.add(rejected.first().rule());
      } else {
        accepted++;
      }
    }
    assertThat(broken).hasSizeGreaterThan(rules);
    assertThat(accepted).isBetween(SCRIPTS / 20, SCRIPTS * 2 / 3);
  }
}
