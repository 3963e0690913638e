package io.takecover.fuzz.cli;

import io.takecover.Verdict;
import io.takecover.dump.PreOrder;
import io.takecover.model.Image;
import io.takecover.store.ObjectVerdict;
import io.takecover.store.WantedObject;
import io.takecover.store.WantedObjects;
import io.takecover.verity.VerityHash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What images need of a store. An image is not kept: it is read again where somebody wants to know
 * which of its files need a bad object.
 */
final class WantedImages {
  private final Gate gate;
  private final List<Source> sources = new ArrayList<>();
  private final List<WantedObjects.Files> files = new ArrayList<>();
  private final List<ImageDigest> digests = new ArrayList<>();
  private final WantedObjects objects = new WantedObjects();

  WantedImages(Gate gate) {
    this.gate = gate;
  }

  WantedObjects objects() {
    return objects;
  }

  /**
   * An image that was read, or why it could not be.
   *
   * @param complaint null where it could
   */
  record Read(Gate.Judgement judgement, ImageDigest digest, String complaint) {}

  /** Reads an image; may be done for several at a time. */
  Read read(Source source) {
    try {
      Gate.Judgement judgement = gate.judge(source);
      boolean isAccepted = judgement.verdict() instanceof Verdict.Accepted;
      ImageDigest digest = isAccepted ? digest((Verdict.Accepted) judgement.verdict()) : null;
      return new Read(judgement, digest, null);
    } catch (CommandException e) {
      return new Read(null, null, e.getMessage());
    }
  }

  /** Takes in an image that was accepted; gives the objects that none before it needs. */
  List<WantedObject> add(Read read) {
    Verdict.Accepted accepted = (Verdict.Accepted) read.judgement().verdict();
    int known = objects.count();
    files.add(objects.add(accepted.image()));
    sources.add(read.judgement().source());
    digests.add(read.digest());
    return objects.since(known);
  }

  private static ImageDigest digest(Verdict.Accepted accepted) {
    return ImageDigest.of(accepted.image().bytes(), VerityHash.SHA_256);
  }

  /**
   * Who needs each of these objects.
   *
   * @throws CommandException where an image is no longer the one that was read
   */
  List<List<StoreText.Need>> needs(List<ObjectVerdict> verdicts) throws CommandException {
    List<List<StoreText.Need>> needs = new ArrayList<>();
    verdicts.forEach(verdict -> needs.add(new ArrayList<>()));
    Map<Integer, Integer> verdictOfObject = new HashMap<>();
    for (int i = 0; i < verdicts.size(); i++) {
      verdictOfObject.put(verdicts.get(i).object().number(), i);
    }
    for (int image = 0; image < sources.size() && !verdicts.isEmpty(); image++) {
      Map<Integer, Integer> verdictOf = verdictOf(verdictOfObject, files.get(image));
      if (!verdictOf.isEmpty()) {
        addNeeds(image, verdictOf, needs);
      }
    }
    return needs;
  }

  /** For each inode of an image that needs one of the objects, which that is. */
  private static Map<Integer, Integer> verdictOf(
      Map<Integer, Integer> verdictOfObject, WantedObjects.Files files) {
    Map<Integer, Integer> verdictOf = new HashMap<>();
    for (int i = 0; i < files.count(); i++) {
      Integer verdict = verdictOfObject.get(files.object(i));
      if (verdict != null) {
        verdictOf.put(files.inode(i), verdict);
      }
    }
    return verdictOf;
  }

  private void addNeeds(
      int number, Map<Integer, Integer> verdictOf, List<List<StoreText.Need>> needs)
      throws CommandException {
    Source source = sources.get(number);
    Verdict verdict = gate.judge(source).verdict();
    boolean isSame =
        verdict instanceof Verdict.Accepted accepted
            && digest(accepted).equals(digests.get(number));
    if (!isSame) {
      throw new CommandException(source.label() + ": this image changed meanwhile");
    }
    Image image = ((Verdict.Accepted) verdict).image();
    BitSet told = new BitSet();
    PreOrder walk = PreOrder.of(image);
    while (walk.next()) {
      Integer at = verdictOf.get(walk.inode());
      if (at != null && !told.get(walk.inode())) {
        told.set(walk.inode());
        needs.get(at).add(new StoreText.Need(source, walk.path().toString()));
      }
    }
  }
}
