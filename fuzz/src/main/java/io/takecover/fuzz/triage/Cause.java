package io.takecover.fuzz.triage;

import java.util.List;

/**
 * What is wrong with an input, as the way from the nearest valid one.
 *
 * @param parent id of the vector that the input is a change of
 * @param edits the fewest found that make an input fail with the same key, as {@code inject} takes
 *     them
 * @param was for each edit, what stands in the parent there; empty where an edit replaces nothing
 */
public record Cause(String parent, List<String> edits, List<String> was) {
  public Cause {
    edits = List.copyOf(edits);
    was = List.copyOf(was);
  }

  /** The cause in words. */
  public String sentence() {
    if (edits.isEmpty()) {
      return "this is " + parent + " as it is";
    }
    StringBuilder text = new StringBuilder("this is " + parent + " with ");
    for (int i = 0; i < edits.size(); i++) {
      String before = was.get(i);
      text.append(i == 0 ? "" : " and ").append(edits.get(i));
      text.append(before.isEmpty() ? "" : " (was " + before + ")");
    }
    return text.toString();
  }
}
