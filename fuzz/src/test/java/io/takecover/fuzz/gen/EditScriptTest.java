package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
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
