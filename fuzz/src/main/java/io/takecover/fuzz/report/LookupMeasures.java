package io.takecover.fuzz.report;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.LargeTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Names that are in directories, and names before, between and behind those: what a look-up finds,
 * how many entries it looks at, and whether they are the directory's.
 */
final class LookupMeasures {
  private static final int FILES = 8000;
  private static final long SEED = 20230124;

  private final ProbedLookup lookup;
  private final Tally tally = new Tally();
  private int mostProbes;
  private int largest;

  private LookupMeasures() throws IOException {
    lookup = new ProbedLookup();
  }

  /** Over all valid images, and over one that is large. */
  static Measurement of(ValidImages images) throws IOException {
    LookupMeasures measures = new LookupMeasures();
    for (ValidImages.Entry entry : images.all()) {
      measures.lookUpAll(entry.verdict().image(), entry.id());
    }
    measures.lookUpAll(largeImage(), FILES + " files");
    measures.tally.figure("most probes", measures.mostProbes);
    measures.tally.figure("entries of the largest directory", measures.largest);
    return Measurement.of("C-09", measures.tally, "look-ups");
  }

  private static Image largeImage() {
    try {
      byte[] bytes = Composefs.write(LargeTree.of(FILES, SEED), Format.NATIVE, Limits.DEFAULT);
      if (Composefs.admit(bytes, Limits.DEFAULT, Profile.STRICT)
          instanceof Verdict.Accepted accepted) {
        return accepted.image();
      }
      throw new IllegalStateException("a generated image is refused");
    } catch (RejectedException e) {
      throw new IllegalStateException("a generated tree is refused", e);
    }
  }

  private void lookUpAll(Image image, String id) {
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      if (image.type(inode) == FileType.DIRECTORY) {
        lookUp(image, inode, id);
      }
    }
  }

  private void lookUp(Image image, int directory, String id) {
    int first = image.firstEntry(directory);
    int count = image.entryCount(directory);
    largest = Math.max(largest, count);
    lookUp(image, directory, new byte[1], -1, id);
    for (int at = first; at < first + count; at++) {
      byte[] name = image.bytes().copy(image.nameAt(at), image.nameLength(at));
      lookUp(image, directory, name, at, id);
      lookUp(image, directory, Arrays.copyOf(name, name.length + 1), -1, id);
    }
  }

  private void lookUp(Image image, int directory, byte[] name, int expected, String id) {
    int first = image.firstEntry(directory);
    int count = image.entryCount(directory);
    int found = lookup.entry(image, directory, ByteView.of(name));
    boolean holds =
        found == expected && lookup.probes() <= mostFor(count) && lookup.staysWithin(first, count);
    mostProbes = Math.max(mostProbes, lookup.probes());
    tally.add(holds, id);
  }

  /** Bisection of so many entries: one more than the logarithm to base 2, rounded down. */
  static int mostFor(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count);
  }
}
