package io.takecover.nativefmt;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.SharedFiles;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Canonical images with one field changed, and what the reader of the kernel series v3 says of
 * each: whatever it refuses, or dies of, is refused here; what it accepts is accepted only where
 * the change makes another image that a writer could have made.
 */
class MutantsTest {
  private static final List<String> RIGHT =
      List.of(
          // Another number where any is right: sizes, times, a link count above the names (N-072).
          "n088-min.cfs",
          "n094-min.cfs",
          "n095-min.cfs",
          "n096-min.cfs",
          "n097-min.cfs",
          "n099-min.cfs",
          "n105-min.cfs",
          "n148-min.cfs",
          "n155-min.cfs",
          "n156-min.cfs",
          "n158-min.cfs",
          "n161-min.cfs",
          "n162-min.cfs",
          "n412-types.cfs",
          "n413-types.cfs",
          "n414-types.cfs",
          // A symlink whose size is not the length of its target, as tools write it (N-063).
          "n385-types.cfs",
          "n387-types.cfs",
          // A name, or the name of an xattr, of other bytes.
          "n334-min.cfs",
          "n335-min.cfs",
          "n458-xattr.cfs");

  @Test
  void onlyWhatTheReaderAcceptsIsAccepted() throws IOException {
    Path table = SharedFiles.require("verdicts/native.tsv");
    Path folder = SharedFiles.require("verdicts/native");
    List<String> lines = Files.readAllLines(table);
    List<String> head = List.of(lines.get(0).split("\t", -1));
    int plain = head.indexOf("verdict_v3reader");
    int poisoned = head.indexOf("verdict_v3reader_strict(range-poisoned)");
    List<String> accepted = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split("\t", -1));
      byte[] image = Files.readAllBytes(folder.resolve(cells.get(0)));
      if (Composefs.inspect(image, Limits.DEFAULT) instanceof Verdict.Accepted) {
        accepted.add(cells.get(0));
        assertThat(List.of(cells.get(plain), cells.get(poisoned))).as(line).containsOnly("OK");
      }
    }
    assertThat(lines).hasSize(321);
    assertThat(accepted).containsExactlyInAnyOrderElementsOf(RIGHT);
  }
}
