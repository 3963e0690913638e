package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  @Test
  void edgesOverTime() {
    Growth growth =
        new Growth(
            "X",
            List.of(
                new Growth.Point(10, 100, 7, 3, 0),
                new Growth.Point(20, 200, 9, 4, 0),
                new Growth.Point(30, 300, 9, 4, 1)));
    assertThat(growth.edgesAt(9)).isZero();
    assertThat(growth.edgesAt(19.9)).isEqualTo(7);
    assertThat(growth.edgesAt(30)).isEqualTo(9);
    assertThat(growth.lastNewEdge()).isEqualTo(Duration.ofSeconds(20));
    assertThat(growth.end()).isEqualTo(30);
  }

  @Test
  void ofVeryManyPointsSomeAreKeptTheLastAmongThem() {
    List<Journal.Entry> entries = new ArrayList<>();
    entries.add(entry(0, "start", null, null));
    for (int i = 1; i <= 1_001; i++) {
      entries.add(entry(i, "sample", "X", 10L * i));
      entries.add(entry(i, "sample", "Y", 5L * i));
    }
    entries.add(entry(1_002, "finding", "X", null));
    List<Growth> growth = Growth.of(entries);
    assertThat(growth).extracting(Growth::target).containsExactly("X", "Y");
    List<Growth.Point> points = growth.get(0).points();
    assertThat(points).hasSizeBetween(100, 200);
    assertThat(points.get(points.size() - 1)).isEqualTo(new Growth.Point(1_001, 10_010, 1, 1, 2));
    assertThat(points).isSortedAccordingTo((a, b) -> Double.compare(a.spent(), b.spent()));
  }

  private static Journal.Entry entry(double spent, String event, String target, Long execs) {
    return new Journal.Entry(
        "2026-01-01T00:00:00Z", event, spent, target, 1, spent, execs, 1L, 1, 1, 2, null);
  }
}
