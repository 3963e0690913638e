package io.takecover.fuzz.claims;

import io.takecover.rule.RejectedException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What must hold whatever the input. A claim is a sentence and its check; targets run all that
 * apply to their inputs.
 *
 * <p>Claims that cost more than the parse itself are checked on one input in so many, chosen by a
 * hash of the input, so that the same input is always treated the same.
 */
public enum Claim {
  ONLY_REFUSES(
      "only-refuses", "Only RejectedException leaves the parser.", Scope.ANY, 1, Trial::inspect),
  LINEAR_WORK(
      "linear-work",
      "The steps of a verdict are at most a constant times the bytes, and a constant.",
      Scope.ANY,
      1,
      CostClaims::work),
  LINEAR_ALLOCATION(
      "linear-allocation",
      "The heap that a verdict takes is at most a constant times the bytes, and a constant.",
      Scope.ANY,
      64,
      CostClaims::allocation),
  SAME_VERDICT(
      "same-verdict",
      "The same bytes get the same verdict.",
      Scope.ANY,
      8,
      VerdictClaims::sameAgain),
  PROFILES_NEST(
      "profiles-nest",
      "Canonical images are strict ones, strict ones lenient ones, and to compare changes nothing.",
      Scope.ANY,
      16,
      VerdictClaims::profilesNest),
  FIRST_FAULT(
      "first-fault",
      "An EROFS image is refused by the first rule that it breaks, as a second reader finds it.",
      Scope.ANY,
      1,
      ErofsDiagnosis::hold),
  PROFILE_FAULT(
      "profile-fault",
      "The same is true under the profiles that an EROFS image is not made for.",
      Scope.ANY,
      16,
      ErofsDiagnosis::holdElsewhere),
  TREE_INVARIANTS(
      "tree-invariants",
      "An accepted tree has one parent a directory, no cycle, true link counts and sorted names.",
      Scope.ACCEPTED,
      4,
      trial -> TreeInvariants.hold(trial.accepted().image(), true)),
  PREFIX_REFUSED(
      "prefix-refused",
      "Every strict prefix of an accepted image is refused.",
      Scope.ACCEPTED,
      16,
      VerdictClaims::prefixesRefused),
  REWRITES(
      "rewrites",
      "An accepted image is canonical if and only if its tree is written back byte for byte.",
      Scope.ACCEPTED,
      4,
      VerdictClaims::rewrites),
  DIFFERS_BY_CHOICE(
      "differs-by-choice",
      "An accepted image differs from what is written of its tree only where there is a choice.",
      Scope.ACCEPTED,
      1,
      ChoiceClaims::hold),
  CHUNKS_APART(
      "chunks-apart",
      "An accepted native image has an aligned chunk of its own for each directory, and a path for"
          + " each file that is not empty.",
      Scope.ACCEPTED,
      1,
      ChunkClaims::hold),
  NOTES_DUE(
      "notes-due",
      "Each note is given of an accepted tree if and only if there is something to note.",
      Scope.ACCEPTED,
      1,
      NoteClaims::hold),
  LARGE_CHUNK_TOLD(
      "large-chunk-told",
      "An accepted native image with a chunk of 2 MiB more is accepted, and a note tells of it.",
      Scope.ACCEPTED,
      4096,
      LargeChunkClaims::hold),
  DIFFERENCE_TOLD(
      "difference-told",
      "Where an accepted native image is not what is written of it, a note says at which byte.",
      Scope.ANY,
      4,
      NoteClaims::differenceIsTold),
  NATIVE_DIAGNOSIS(
      "native-diagnosis",
      "Before the place that refuses a native image, no rule is broken that is said twice.",
      Scope.ANY,
      1,
      NativeDiagnosis::hold),
  TREE_FIRST(
      "tree-first",
      "Where only its layout refuses a native image, its tree is right.",
      Scope.ANY,
      4,
      NativeDiagnosis::treeIsRight),
  LIMITS_BIND(
      "limits-bind",
      "An image is accepted under limits that it just meets, and refused by each that is one less.",
      Scope.ACCEPTED,
      32,
      LimitClaims::hold),
  LOOKUP_FINDS(
      "lookup-finds",
      "Every listed name is found, and no other.",
      Scope.ACCEPTED,
      8,
      trial -> LookupClaims.hold(trial.accepted().image())),
  DUMP_WELL_FORMED(
      "dump-well-formed",
      "The dump of an accepted image is printable text that says what the tree says.",
      Scope.ACCEPTED,
      16,
      trial -> DumpClaims.hold(trial.accepted().image())),
  ROUND_TRIP(
      "round-trip",
      "A valid tree is written, accepted as canonical, and read back as the same tree.",
      Scope.TREE,
      1,
      trial -> {}),
  FITS_OR_REFUSED(
      "fits-or-refused",
      "EROFS takes a tree, or refuses it by a rule that says what there is no place for.",
      Scope.TREE,
      1,
      trial -> {}),
  CONVERT_KEEPS(
      "convert-keeps",
      "A tree that both formats hold is the same after it was written in each, and so is its dump.",
      Scope.TREE,
      1,
      trial -> {}),
  TEXT_ROUND_TRIP(
      "text-round-trip",
      "The dump of the tree that an accepted text means is accepted, and means the same tree.",
      Scope.TEXT,
      1,
      trial -> {}),
  TEXT_GRAMMAR(
      "text-grammar",
      "An accepted text is of the strict grammar, and each field is what its type permits.",
      Scope.TEXT,
      1,
      trial -> {}),
  TEXT_DIAGNOSIS(
      "text-diagnosis",
      "In the line that refuses a text, and in the first, no rule is broken that comes before it.",
      Scope.TEXT,
      1,
      trial -> {}),
  TEXT_LIMITS(
      "text-limits",
      "A line that just meets a cap of texts is accepted, and one too long is refused by that cap.",
      Scope.TEXT,
      1,
      trial -> {}),
  VERITY_AGREES(
      "verity-agrees",
      "One thread, several threads, and a plain second implementation make the same digest.",
      Scope.GATE,
      1,
      trial -> {}),
  SIGNATURE_BINDS(
      "signature-binds",
      "A signature counts of a trusted key and over this digest, or is refused by a rule of its own.",
      Scope.GATE,
      1,
      trial -> {}),
  SIGNATURE_VERDICT(
      "signature-verdict",
      "A signature is refused by the rule that a second reader finds broken first, or by none.",
      Scope.GATE,
      1,
      trial -> {}),
  STORE_TELLS(
      "store-tells",
      "An object is found good if and only if it is what its image states, whatever others are.",
      Scope.GATE,
      1,
      trial -> {}),
  GATE_PROTECTS(
      "gate-protects",
      "Behind the gate, readers with known faults do no harm and see the tree that was accepted.",
      Scope.PROMISE,
      1,
      PromiseClaims::hold),
  CANARY("canary", "The alarm works.", Scope.CANARY, 1, trial -> {});

  /** What a claim is about. */
  enum Scope {
    /** Any bytes. */
    ANY,
    /** Bytes that the strict profile accepts. */
    ACCEPTED,
    /** A tree that was generated. */
    TREE,
    /** Bytes, as composefs-dump(5) text. */
    TEXT,
    /** Digests, signatures and stores, which are asked beside an image. */
    GATE,
    /** Bytes that the strict profile accepts, and readers with faults. */
    PROMISE,
    /** The harness itself. */
    CANARY;

    List<Claim> claims() {
      return Arrays.stream(Claim.values()).filter(claim -> claim.scope == this).toList();
    }
  }

  /** The check of a claim: returns where it holds. */
  @FunctionalInterface
  interface Check {
    void of(Trial trial) throws RejectedException;
  }

  private final String id;
  private final String sentence;
  private final Scope scope;
  private final int oneIn;
  private final Check check;

  Claim(String id, String sentence, Scope scope, int oneIn, Check check) {
    this.id = id;
    this.sentence = sentence;
    this.scope = scope;
    this.oneIn = oneIn;
    this.check = check;
  }

  /** The claim with this id. */
  public static Optional<Claim> find(String id) {
    return Arrays.stream(values()).filter(claim -> claim.id.equals(id)).findFirst();
  }

  /** The stable name. */
  public String id() {
    return id;
  }

  /** What is claimed. */
  public String sentence() {
    return sentence;
  }

  /** Whether this input is one of those on which a costly claim is checked. */
  boolean isDue(Trial trial) {
    return Math.floorMod(trial.hash() - id.hashCode(), oneIn) == 0;
  }

  void check(Trial trial) throws RejectedException {
    check.of(trial);
  }
}
