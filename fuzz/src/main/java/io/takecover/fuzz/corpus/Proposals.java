package io.takecover.fuzz.corpus;

import io.takecover.fuzz.gen.Difference;
import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import io.takecover.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks among images for verdicts that no vector has: another rule, or a known rule at another
 * field. Writes nothing; a person decides, and the corpus takes edits of a parent only.
 */
public final class Proposals {
  /** Of the images with one verdict, so many of the smallest are looked at. */
  private static final int CANDIDATES = 8;

  /** So many of the parents nearest to an image are tried. */
  private static final int PARENTS = 3;

  private final Map<String, byte[]> parents = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  private Proposals(Corpus corpus) throws IOException {
    for (TestVector vector : corpus.vectors()) {
      names.add(vector.id().substring(vector.id().lastIndexOf('/') + 1));
      if (vector.isStrict() && vector.isAccepted()) {
        parents.put(vector.id(), corpus.read(vector));
      }
    }
  }

  /**
   * One for each verdict that is new, by verdict; none where the corpus has no parent to start
   * from.
   */
  public static List<Proposal> of(Corpus corpus, List<Path> images) throws IOException {
    Set<String> shown = new HashSet<>();
    corpus.vectors().stream().filter(TestVector::isStrict).forEach(v -> shown.add(key(v)));
    Map<String, List<Path>> news = new TreeMap<>();
    for (Path image : images) {
      String key = key(Judgement.of(Files.readAllBytes(image), Profile.STRICT));
      if (!shown.contains(key)) {
        news.computeIfAbsent(key, added -> new ArrayList<>()).add(image);
      }
    }
    Proposals proposals = new Proposals(corpus);
    List<Proposal> list = new ArrayList<>();
    if (!proposals.parents.isEmpty()) {
      for (List<Path> alike : news.values()) {
        list.add(proposals.best(alike));
      }
    }
    return list;
  }

  private static String key(TestVector vector) {
    return vector.isAccepted()
        ? vector.verdict()
        : key(vector.expect(), vector.rule(), vector.field());
  }

  private static String key(Judgement judgement) {
    return judgement.isAccepted()
        ? judgement.toString()
        : key(judgement.expect(), judgement.violation().rule().id(), judgement.violation().field());
  }

  private static String key(String expect, String rule, String field) {
    return expect + " " + rule + " " + field;
  }

  /** A way from a parent to one of the files. */
  private record Way(Path file, Judgement judgement, String parent, List<Edit> edits) {}

  private Proposal best(List<Path> alike) throws IOException {
    Map<Path, Long> sizes = new HashMap<>();
    for (Path file : alike) {
      sizes.put(file, Files.size(file));
    }
    List<Path> smallest =
        alike.stream().sorted(Comparator.comparing(sizes::get)).limit(CANDIDATES).toList();
    Way best = null;
    for (Path file : smallest) {
      Way way = way(file, Files.readAllBytes(file));
      boolean isBetter = best == null || way.edits().size() < best.edits().size();
      best = isBetter ? way : best;
    }
    Judgement judgement = best.judgement();
    List<String> edits = best.edits().stream().map(Edit::toString).toList();
    return new Proposal(name(judgement), judgement, best.file(), best.parent(), edits);
  }

  private Way way(Path file, byte[] image) {
    Judgement judgement = Judgement.of(image, Profile.STRICT);
    Map<String, Integer> distances = new HashMap<>();
    parents.forEach((id, parent) -> distances.put(id, Difference.distance(parent, image)));
    return parents.keySet().stream()
        .sorted(
            Comparator.<String, Integer>comparing(distances::get)
                .thenComparing(Comparator.naturalOrder()))
        .limit(PARENTS)
        .map(id -> new Way(file, judgement, id, fewest(parents.get(id), image, key(judgement))))
        .min(Comparator.comparingInt(way -> way.edits().size()))
        .orElseThrow();
  }

  /** The edits without those that the verdict does not need: one image, one defect. */
  private static List<Edit> fewest(byte[] parent, byte[] image, String key) {
    List<Edit> edits = new ArrayList<>(Difference.edits(parent, image));
    boolean dropped = true;
    while (dropped) {
      dropped = false;
      for (int i = edits.size() - 1; i >= 0; i--) {
        Edit edit = edits.remove(i);
        if (shows(key, parent, edits)) {
          dropped = true;
        } else {
          edits.add(i, edit);
        }
      }
    }
    return edits;
  }

  private static boolean shows(String key, byte[] parent, List<Edit> edits) {
    try {
      return key(Judgement.of(Edit.apply(parent, edits), Profile.STRICT)).equals(key);
    } catch (EditException e) {
      return false;
    }
  }

  private String name(Judgement judgement) {
    String what =
        judgement.isAccepted()
            ? "not-canonical"
            : judgement.violation().rule().name() + " " + judgement.violation().field();
    String stem =
        what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = stem;
    for (int i = 2; !names.add(name); i++) {
      name = stem + "-" + i;
    }
    return name;
  }
}
