package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.LargeTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Lookup;
import org.junit.jupiter.api.Test;

/** The counted look-up finds what the other finds, and counts. */
class ProbedLookupTest {
  private static Image tree() throws Exception {
    byte[] bytes = Composefs.write(LargeTree.of(500, 1), Format.NATIVE, Limits.DEFAULT);
    return ((Verdict.Accepted) Composefs.inspect(bytes, Limits.DEFAULT)).image();
  }

  @Test
  void bisectionsAreCounted() throws Exception {
    Image image = tree();
    ProbedLookup lookup = new ProbedLookup();
    int most = 0;
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      int first = image.firstEntry(inode);
      int count = image.type(inode) == FileType.DIRECTORY ? image.entryCount(inode) : 0;
      for (int at = first; at < first + count; at++) {
        ByteView name = image.bytes().slice(image.nameAt(at), image.nameLength(at));
        assertThat(lookup.entry(image, inode, name)).isEqualTo(at);
        assertThat(Lookup.entry(image, inode, name)).isEqualTo(at);
        assertThat(lookup.probes()).isBetween(1, LookupMeasures.mostFor(count));
        assertThat(lookup.staysWithin(first, count)).isTrue();
        assertThat(lookup.staysWithin(first, at - first)).isFalse();
        most = Math.max(most, lookup.probes());
      }
    }
    assertThat(most).isGreaterThan(3);
  }

  @Test
  void theBoundIsOneMoreThanTheLogarithm() {
    assertThat(LookupMeasures.mostFor(0)).isZero();
    assertThat(LookupMeasures.mostFor(1)).isEqualTo(1);
    assertThat(LookupMeasures.mostFor(3)).isEqualTo(2);
    assertThat(LookupMeasures.mostFor(4)).isEqualTo(3);
  }
}
