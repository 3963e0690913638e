package io.takecover.fuzz.triage;

import io.takecover.fuzz.gen.Blob;
import io.takecover.fuzz.gen.Difference;
import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.FieldMutator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what is wrong with an image: the nearest valid one, and the fewest of its fields that have
 * to be changed for an image that fails alike.
 */
final class FieldMinimiser {
  /** So many of the nearest parents are tried. */
  private static final int PARENTS = 3;

  /** What an EROFS image derives from the rest of itself, and {@code fix} makes right. */
  private static final Set<String> DERIVED =
      Set.of("sb.checksum", "sb.inos", "sb.blocks", "xattr_header.h_name_filter");

  private final Map<String, byte[]> parents;
  private final Oracle oracle;

  /**
   * @param parents valid images by the ids of their vectors
   * @param oracle that is asked about images
   */
  FieldMinimiser(Map<String, byte[]> parents, Oracle oracle) {
    this.parents = parents;
    this.oracle = oracle;
  }

  /** The one with the fewest edits; null where no parent leads to an image that fails alike. */
  Minimal of(byte[] image) throws IOException, InterruptedException {
    Map<String, Integer> distances = new HashMap<>();
    parents.forEach((id, parent) -> distances.put(id, Difference.distance(parent, image)));
    List<String> nearest =
        parents.keySet().stream()
            .sorted(
                Comparator.<String, Integer>comparing(distances::get)
                    .thenComparing(Comparator.naturalOrder()))
            .limit(PARENTS)
            .toList();
    Minimal best = null;
    int fewest = Integer.MAX_VALUE;
    for (String id : nearest) {
      if (fewest > 1 && !(best != null && oracle.isSpent())) {
        List<Edit> edits = fewest(parents.get(id), image);
        if (edits != null && edits.size() < fewest) {
          fewest = edits.size();
          best = minimal(id, edits);
        }
      }
    }
    return best;
  }

  /** Null where the way from the parent to the image does not fail alike. */
  private List<Edit> fewest(byte[] parent, byte[] image) throws IOException, InterruptedException {
    List<Edit> all = Difference.edits(parent, image);
    if (!fails(parent, all)) {
      return null;
    }
    List<Edit> edits = FewestParts.of(all, candidate -> fails(parent, candidate), oracle::isSpent);
    List<Edit> plain = new ArrayList<>(edits);
    plain.removeIf(FieldMinimiser::isDerived);
    if (plain.size() < edits.size()) {
      plain.add(new Edit.Fix());
      if (fails(parent, plain)) {
        return plain;
      }
    }
    return edits;
  }

  private static boolean isDerived(Edit edit) {
    return edit instanceof Edit.SetNumber set && DERIVED.contains(set.place().path());
  }

  private boolean fails(byte[] parent, List<Edit> edits) throws IOException, InterruptedException {
    try {
      return oracle.fails(Edit.apply(parent, edits));
    } catch (EditException e) {
      // What one edit needs, another made: without that, there is no such image.
      return false;
    }
  }

  private Minimal minimal(String id, List<Edit> edits) {
    FieldMutator mutator = new FieldMutator(parents.get(id));
    List<String> was = new ArrayList<>();
    try {
      for (Edit edit : edits) {
        was.add(edit.replaced(mutator));
        edit.applyTo(mutator);
      }
    } catch (EditException e) {
      throw new IllegalStateException("edits that were applied cannot be", e);
    }
    List<String> texts = edits.stream().map(Edit::toString).toList();
    return new Minimal(new Cause(id, texts, was), Blob.of(mutator.image()));
  }
}
