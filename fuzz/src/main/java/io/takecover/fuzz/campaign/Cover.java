package io.takecover.fuzz.campaign;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses few of many sets that hold together what all of them hold. The fewest would take too long
 * to find; this takes the set that adds most, again and again, and drops in the end what turns out
 * to add nothing.
 */
public final class Cover {
  private Cover() {}

  /**
   * The names of the sets chosen.
   *
   * @param sets by name
   * @param preference of two that add as much, the lesser is taken
   */
  public static <T> Set<T> of(Map<T, BitSet> sets, Comparator<T> preference) {
    Map<T, BitSet> waiting = new LinkedHashMap<>();
    sets.keySet().stream()
        .sorted(preference)
        .forEach(one -> waiting.put(one, (BitSet) sets.get(one).clone()));
    List<T> chosen = new ArrayList<>();
    for (T next = largest(waiting); next != null; next = largest(waiting)) {
      chosen.add(next);
      BitSet covered = sets.get(next);
      waiting.values().forEach(rest -> rest.andNot(covered));
      waiting.values().removeIf(BitSet::isEmpty);
    }
    return withoutIdle(chosen, sets);
  }

  private static <T> T largest(Map<T, BitSet> sets) {
    T largest = null;
    int most = 0;
    for (Map.Entry<T, BitSet> entry : sets.entrySet()) {
      int count = entry.getValue().cardinality();
      if (count > most) {
        most = count;
        largest = entry.getKey();
      }
    }
    return largest;
  }

  private static <T> Set<T> withoutIdle(List<T> chosen, Map<T, BitSet> sets) {
    Map<Integer, Integer> holders = new HashMap<>();
    for (T one : chosen) {
      sets.get(one).stream().forEach(element -> holders.merge(element, 1, Integer::sum));
    }
    Set<T> needed = new LinkedHashSet<>(chosen);
    List<T> firstLast = new ArrayList<>(chosen);
    Collections.reverse(firstLast);
    for (T one : firstLast) {
      if (sets.get(one).stream().allMatch(element -> holders.get(element) > 1)) {
        needed.remove(one);
        sets.get(one).stream().forEach(element -> holders.merge(element, -1, Integer::sum));
      }
    }
    return needed;
  }
}
