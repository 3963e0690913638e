package io.takecover.fuzz.coverage;

import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.IMethodCoverage;

/** Names the method of the parser in which most of some probes are. */
final class NewPlace {
  private final Map<String, byte[]> classes;
  private final ProbeSpace space;

  NewPlace(Map<String, byte[]> classes, ProbeSpace space) {
    this.classes = classes;
    this.space = space;
  }

  /** As {@code NativeReader.readPayload}; empty where the parser has none of them. */
  String of(BitSet probes) throws IOException {
    Map<String, byte[]> touched = new TreeMap<>();
    for (Map.Entry<String, byte[]> one : classes.entrySet()) {
      if (space.mask(one.getKey()).intersects(probes)) {
        touched.put(one.getKey(), one.getValue());
      }
    }
    String place = "";
    int most = 0;
    for (IClassCoverage one : HtmlReport.analysed(touched, space.store(probes)).getClasses()) {
      String type = one.getName().substring(one.getName().lastIndexOf('/') + 1);
      for (IMethodCoverage method : one.getMethods()) {
        String name = type + "." + method.getName().replaceAll("^lambda\\$(\\w+)\\$\\d+$", "$1");
        int covered = method.getInstructionCounter().getCoveredCount();
        if (covered > most || (covered == most && covered > 0 && name.compareTo(place) < 0)) {
          most = covered;
          place = name;
        }
      }
    }
    return place;
  }
}
