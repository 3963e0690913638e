package io.takecover.fuzz.triage;

import io.takecover.fuzz.corpus.ClosedInputs;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusAdd;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.Judgement;
import io.takecover.fuzz.corpus.Sums;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Moves the input of a crash that is mended into the corpus, with the verdict that it has now, and
 * takes the crash off the list. From then on every build holds the input against that verdict.
 */
public final class Closing {
  /**
   * Of an image that is more edits than this away from a valid one, no person sees why it is so.
   */
  private static final int MOST_EDITS = 4;

  private final CrashStore store;
  private final Corpus corpus;
  private final ReplayLimits limits;

  public Closing(CrashStore store, Corpus corpus, ReplayLimits limits) {
    this.store = store;
    this.corpus = corpus;
    this.limits = limits;
  }

  /** A crash that cannot be closed, for it still fails. */
  public static final class StillOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    StillOpenException(String message) {
      super(message);
    }
  }

  /**
   * Closes a crash.
   *
   * @param name of the defect, which the input is kept under
   * @param note what is wrong with it, one sentence
   * @return what is kept, one line each
   */
  public List<String> close(Crash crash, Subject target, String name, String note)
      throws IOException, InterruptedException, CorpusException, StillOpenException {
    byte[] input = Files.readAllBytes(store.input(crash));
    try (Replayer replayer = new Replayer(limits)) {
      Replayer.Result result = replayer.run(target.type(), input);
      if (result.failed().isPresent()) {
        String how = result.failure().signature().key();
        throw new StillOpenException(
            crash.key() + " still fails" + (how.equals(crash.key()) ? "" : ", now as " + how));
      }
    }
    Optional<TestVector> twin = twin(input);
    if (twin.isPresent()) {
      store.remove(crash);
      return List.of(twin.get().id() + ": " + twin.get().verdict() + "; it was there already");
    }
    byte[] image = target.image(input);
    Judgement judgement = Judgement.of(image, Profile.STRICT);
    boolean isVector =
        Arrays.equals(image, input)
            && crash.cause() != null
            && crash.cause().edits().size() <= MOST_EDITS
            && !judgement.toString().equals("accept, canonical");
    List<String> kept =
        isVector
            ? vector(crash, judgement, name, note)
            : List.of(closedInput(crash, input, image, name, note));
    store.remove(crash);
    return kept;
  }

  private Optional<TestVector> twin(byte[] input) {
    String sum = Sums.sha256(input);
    return corpus.vectors().stream().filter(v -> v.sha256().equals(sum)).findFirst();
  }

  private List<String> vector(Crash crash, Judgement judgement, String name, String note)
      throws IOException, CorpusException {
    Cause cause = crash.cause();
    CorpusAdd.Addition addition =
        new CorpusAdd.Addition(
            cause.parent(),
            cause.edits(),
            name,
            note,
            List.of(crash.claim()),
            judgement.isAccepted());
    return CorpusAdd.add(corpus, addition).stream()
        .map(vector -> vector.id() + ": " + vector.verdict())
        .toList();
  }

  private String closedInput(Crash crash, byte[] input, byte[] image, String name, String note)
      throws IOException, CorpusException {
    String verdict = ClosedInputs.verdict(image);
    ClosedInputs.Closed closed =
        new ClosedInputs.Closed(
            name,
            crash.target(),
            Sums.sha256(input),
            null,
            crash.key(),
            crash.claim(),
            crash.rule(),
            verdict,
            note);
    return new ClosedInputs(corpus.folder()).add(closed, input) + ": " + verdict;
  }
}
