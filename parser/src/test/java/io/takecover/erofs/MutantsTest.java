package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.SharedFiles;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Images that mkcomposefs made, with one field changed, and what the real readers say of each:
 * whatever one of them refuses, or dies of, is refused here; what all of them accept is accepted
 * only where the change makes another image that a writer could have made.
 */
class MutantsTest {
  /** What is accepted, and which right image it is. */
  private static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry("e053-min.cfs", "all mtimes are 0: the inodes are compact, so it is one field"),
          Map.entry("e209-min.cfs", "the content has 6 zero bytes more, which were padding"),
          Map.entry("e210-min.cfs", "the content has 7 zero bytes more, which were padding"),
          Map.entry("e212-min.cfs", "the content has 1 zero byte more, which was padding"),
          Map.entry("e230-min.cfs", "nlink is above the number of names, as tools write it: N-072"),
          Map.entry("e231-min.cfs", "nlink is above the number of names, as tools write it: N-072"),
          Map.entry("e332-types.cfs", "two names, of which one has the first letter of the other"),
          Map.entry("e359-min.cfs", "a name of other bytes"),
          Map.entry("e360-min.cfs", "a name of other bytes"),
          Map.entry("e620-xattr.cfs", "a value has a zero byte more, which was padding"),
          Map.entry("e632-types.cfs", "a digest of other bytes"));

  private static final List<String> COLUMNS =
      List.of(
          "fsck",
          "fsck_extract",
          "fsck_asan(extract)",
          "dump.erofs -s",
          "dump.erofs -S",
          "composefs-info dump",
          "info_asan",
          "lcfs_load_node_from_image(heap buffer,ASan)",
          "kernel6.12",
          "kernel7.2",
          "kernel6.12_loopdev",
          "kernel7.2_loopdev");

  @Test
  void onlyWhatAllAcceptIsAccepted() throws IOException {
    Path table = SharedFiles.require("verdicts/erofs.tsv");
    Path folder = SharedFiles.require("verdicts/erofs");
    List<String> lines = Files.readAllLines(table);
    List<String> head = List.of(lines.get(0).split("\t", -1));
    List<String> accepted = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split("\t", -1));
      Path file = folder.resolve(cells.get(0));
      Verdict verdict =
          Inspection.inspect(Files.readAllBytes(file), Limits.DEFAULT, Profile.STRICT);
      if (verdict instanceof Verdict.Accepted) {
        accepted.add(cells.get(0));
        assertThat(sayings(head, cells)).as(line).containsOnly("rc=0", "OK");
      }
    }
    assertThat(lines).hasSize(373);
    assertThat(accepted).containsExactlyInAnyOrderElementsOf(RIGHT.keySet());
  }

  private static List<String> sayings(List<String> head, List<String> cells) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < head.size(); i++) {
      row.put(head.get(i), cells.get(i));
    }
    return COLUMNS.stream().map(row::get).toList();
  }
}
