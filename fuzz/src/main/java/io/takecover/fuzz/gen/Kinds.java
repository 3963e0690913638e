package io.takecover.fuzz.gen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sites of an image by what they are: one field of one structure is a kind, with all its words,
 * and so is one content of runs. A kind of which there is one place is as easily met as one of
 * which there are hundreds.
 */
final class Kinds {
  private final Sites sites;
  private final List<Kind> kinds = new ArrayList<>();

  /**
   * What is alike.
   *
   * @param members the words of the field; none for runs
   * @param parts indices of those that have it
   */
  private record Kind(List<Shape.Member> members, List<Integer> parts) {}

  Kinds(Sites sites) {
    this.sites = sites;
    Map<Enum<?>, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < sites.parts().count(); i++) {
      Part part = sites.parts().get(i);
      Enum<?> what = part.shape() == null ? part.content() : part.shape();
      alike.computeIfAbsent(what, w -> new ArrayList<>()).add(i);
    }
    alike.forEach(
        (what, parts) -> {
          if (what instanceof Shape shape) {
            addFields(shape.members(), parts);
          } else {
            kinds.add(new Kind(List.of(), parts));
          }
        });
  }

  private void addFields(List<Shape.Member> members, List<Integer> parts) {
    for (int from = 0; from < members.size(); ) {
      int to = from + 1;
      while (to < members.size() && members.get(to).name().equals(members.get(from).name())) {
        to++;
      }
      kinds.add(new Kind(members.subList(from, to), parts));
      from = to;
    }
  }

  /** How many kinds there are. */
  int size() {
    return kinds.size();
  }

  /** How many parts have places of a kind. */
  int count(int kind) {
    return kinds.get(kind).parts().size();
  }

  /**
   * A place of a kind.
   *
   * @param which part, below {@link #count}
   * @param word any number; it chooses one of the field's words
   */
  Site get(int kind, int which, int word) {
    Kind wanted = kinds.get(kind);
    List<Shape.Member> members = wanted.members();
    Part part = sites.parts().get(wanted.parts().get(which));
    return sites.site(part, members.isEmpty() ? null : members.get(word % members.size()));
  }
}
