package io.takecover.fuzz.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Computes a corpus anew from its recipes, parents and edits, and rewrites what differs. It says
 * what changed, for a person to read; an image that would change folders is not rewritten but
 * refused, for then the edit is wrong, or the parser.
 */
public final class CorpusRebase {
  private final Corpus corpus;
  private final Map<String, TestVector> byId;
  private final ImageMaker maker;
  private final Map<String, byte[]> images = new LinkedHashMap<>();
  private final Map<String, TestVector> rebased = new TreeMap<>();
  private final List<String> refusals = new ArrayList<>();

  private CorpusRebase(Corpus corpus) {
    this.corpus = corpus;
    this.byId = corpus.byId();
    this.maker = new ImageMaker(byId);
  }

  /** Rewrites the corpus, and returns one line for each change. */
  public static List<String> rebase(Corpus corpus) throws IOException, CorpusException {
    CorpusRebase rebase = new CorpusRebase(corpus);
    rebase.makeAll();
    if (!rebase.refusals.isEmpty()) {
      throw new CorpusException(String.join("\n", rebase.refusals));
    }
    return rebase.write();
  }

  private void makeAll() {
    for (Recipe recipe : Recipe.all()) {
      String id = ImageMaker.idOf(recipe);
      String command = CorpusAdd.TOOL + " corpus make " + id;
      make(
          id,
          recipe.note(),
          new TestVector.Source(CorpusAdd.TOOL, CorpusAdd.VERSION, command, null, null));
    }
    for (TestVector vector : byId.values()) {
      boolean isDerived = vector.source() != null && vector.source().parent() != null;
      if (isDerived && vector.isStrict()) {
        make(vector.id(), vector.note(), vector.source());
      }
    }
  }

  private void make(String id, String note, TestVector.Source source) {
    byte[] image;
    Recipe.Form form;
    try {
      image = maker.make(id);
      form = maker.origin(id).form();
    } catch (CorpusException e) {
      refusals.add(id + ": " + e.getMessage());
      return;
    }
    boolean isAccepted = Judgement.of(image, form.profile()).isAccepted();
    if (isAccepted != Corpus.isInValid(id)) {
      refusals.add(
          id + ": " + (isAccepted ? "is accepted" : "is refused") + ", so nothing was written");
      return;
    }
    images.put(VectorSet.fileOf(id), image);
    TestVector known = byId.get(id);
    boolean isSame = known != null && Sums.sha256(image).equals(known.sha256());
    for (TestVector vector :
        VectorSet.of(id, form, image, note, isSame ? known.source() : source, byId)) {
      rebased.put(vector.id(), vector);
    }
  }

  private List<String> write() throws IOException {
    List<String> changes = changes();
    Set<String> stale = new HashSet<>();
    byId.values().forEach(vector -> stale.add(vector.file()));
    stale.removeAll(images.keySet());
    Set<String> there = new HashSet<>(corpus.imageFiles());
    for (Map.Entry<String, byte[]> image : images.entrySet()) {
      String file = image.getKey();
      boolean isSame =
          there.contains(file)
              && Arrays.equals(Files.readAllBytes(corpus.folder().resolve(file)), image.getValue());
      if (!isSame) {
        corpus.writeImage(file, image.getValue());
        changes.add(file + ": written");
      }
    }
    corpus.writeVectors(List.copyOf(rebased.values()));
    for (String file : stale) {
      corpus.deleteImage(file);
    }
    return changes;
  }

  private List<String> changes() {
    List<String> changes = new ArrayList<>();
    Set<String> ids = new HashSet<>(byId.keySet());
    ids.addAll(rebased.keySet());
    for (String id : ids.stream().sorted().toList()) {
      TestVector before = byId.get(id);
      TestVector after = rebased.get(id);
      if (before == null) {
        changes.add(id + ": new, " + after.verdict());
      } else if (after == null) {
        changes.add(id + ": gone, was " + before.verdict());
      } else if (!before.verdict().equals(after.verdict())) {
        changes.add(id + ": " + before.verdict() + " -> " + after.verdict());
      } else if (!Objects.equals(before, after)) {
        changes.add(id + ": bytes, note or source changed");
      }
    }
    return changes;
  }
}
