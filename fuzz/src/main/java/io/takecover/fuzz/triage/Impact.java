package io.takecover.fuzz.triage;

import io.takecover.fuzz.claims.Claim;
import io.takecover.rule.Rule;
import java.util.Locale;
import java.util.Optional;

/**
 * What a failure means for who trusts the gate.
 *
 * @param severity how bad it is
 * @param kind what becomes of the gate
 * @param cwe number of the weakness
 * @param reason one sentence, with what was measured
 */
public record Impact(Severity severity, Kind kind, int cwe, String reason) {

  /** How bad a failure is. */
  public enum Severity {
    /** What is not trusted passes for trusted. */
    CRITICAL,
    /** What is malformed passes, or passes for something else. */
    HIGH,
    /** The gate does not answer, for little input. */
    MEDIUM,
    /** The gate answers with a fault instead of a rule, and nothing is mounted. */
    LOW,
    /** The harness itself, not the gate. */
    NONE
  }

  /** What becomes of the gate. */
  public enum Kind {
    ACCEPTED_BUT_WRONG,
    DIFFERING_READERS,
    DENIAL_OF_SERVICE,
    UNCAUGHT_EXCEPTION,
    HARNESS;

    /** The word for people. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int CWE_INPUT_VALIDATION = 20;
  private static final int CWE_CALCULATION = 682;
  private static final int CWE_INDEX = 129;
  private static final int CWE_UNCAUGHT = 248;
  private static final int CWE_SIGNATURE = 347;
  private static final int CWE_INTEGRITY = 354;
  private static final int CWE_DIVIDE = 369;
  private static final int CWE_EXIT = 382;
  private static final int CWE_RESOURCES = 400;
  private static final int CWE_COMPLEXITY = 407;
  private static final int CWE_INTERPRETATION = 436;
  private static final int CWE_NULL = 476;
  private static final int CWE_RECURSION = 674;
  private static final int CWE_TYPE = 704;
  private static final int CWE_SIZE = 789;
  private static final int CWE_ENDLESS = 835;

  /**
   * Of a failure and what it took.
   *
   * @param result as measured in the child
   * @param bytes size of the input
   */
  static Impact of(Replayer.Result result, int bytes) {
    Failure failure = result.failure();
    Signature signature = failure.signature();
    String cost = cost(result, bytes);
    return switch (failure.kind()) {
      case TIMEOUT -> service(CWE_ENDLESS, "it does not end", cost);
      case OUT_OF_MEMORY -> service(CWE_SIZE, "it takes all of the heap", cost);
      case STACK_OVERFLOW -> service(CWE_RECURSION, "it recurs as deep as the image says", cost);
      case EXIT -> service(CWE_EXIT, "it ends the process of whoever asks", cost);
      case COST ->
          signature.claim().equals(Claim.LINEAR_WORK.id())
              ? service(CWE_COMPLEXITY, "its work is not linear in the image", cost)
              : service(CWE_RESOURCES, "its memory is not linear in the image", cost);
      case CRASH ->
          new Impact(
              Severity.LOW,
              Kind.UNCAUGHT_EXCEPTION,
              weakness(signature.rule()),
              "an exception leaves the parser: nothing is accepted, but no rule is told, and a"
                  + " caller that does not expect it ends");
      case WRONG_VERDICT -> wrong(signature);
    };
  }

  private static Impact service(int cwe, String what, String cost) {
    return new Impact(Severity.MEDIUM, Kind.DENIAL_OF_SERVICE, cwe, what + ": " + cost);
  }

  private static Impact wrong(Signature signature) {
    Claim claim = Claim.find(signature.claim()).orElse(Claim.CANARY);
    int ruleCwe = cweOf(signature.rule()).orElse(0);
    return switch (claim) {
      case TREE_INVARIANTS, PREFIX_REFUSED, DIFFERS_BY_CHOICE, LOOKUP_FINDS, CHUNKS_APART ->
          new Impact(
              Severity.HIGH,
              Kind.ACCEPTED_BUT_WRONG,
              ruleCwe == 0 ? CWE_INPUT_VALIDATION : ruleCwe,
              "an image is accepted of which this is not true: " + claim.sentence());
      case SIGNATURE_BINDS, SIGNATURE_VERDICT ->
          new Impact(
              Severity.CRITICAL,
              Kind.ACCEPTED_BUT_WRONG,
              CWE_SIGNATURE,
              "trust is wrongly given or withheld: " + claim.sentence());
      case STORE_TELLS, VERITY_AGREES ->
          new Impact(
              Severity.HIGH,
              Kind.ACCEPTED_BUT_WRONG,
              claim == Claim.STORE_TELLS ? CWE_INTEGRITY : CWE_CALCULATION,
              "content is wrongly called good or bad: " + claim.sentence());
      case CANARY ->
          new Impact(Severity.NONE, Kind.HARNESS, CWE_UNCAUGHT, "planted: " + claim.sentence());
      default ->
          new Impact(
              Severity.HIGH,
              Kind.DIFFERING_READERS,
              CWE_INTERPRETATION,
              "two readings of one image differ: " + claim.sentence());
    };
  }

  /** Where a claim names a rule of the parser, the rule says which weakness it guards from. */
  private static Optional<Integer> cweOf(String ruleName) {
    return Rule.catalogue().stream()
        .filter(rule -> rule.name().equals(ruleName))
        .map(rule -> rule.cwe().number())
        .findFirst();
  }

  private static int weakness(String exception) {
    return switch (exception) {
      case "ArrayIndexOutOfBoundsException",
          "IndexOutOfBoundsException",
          "StringIndexOutOfBoundsException" ->
          CWE_INDEX;
      case "NullPointerException" -> CWE_NULL;
      case "NegativeArraySizeException" -> CWE_SIZE;
      case "ClassCastException", "ArrayStoreException" -> CWE_TYPE;
      case "ArithmeticException" -> CWE_DIVIDE;
      default -> CWE_UNCAUGHT;
    };
  }

  private static String cost(Replayer.Result result, int bytes) {
    long size = Math.max(1, bytes);
    String time = (result.nanos() / 1_000_000) + " ms";
    String each = (result.nanos() / 1_000 / size) + " us a byte";
    String heap = result.allocated() > 0 ? ", " + (result.allocated() >> 10) + " KiB of heap" : "";
    boolean isOpen = result.failure().kind() == Failure.Kind.TIMEOUT;
    return (isOpen ? "more than " : "") + time + heap + " for " + bytes + " bytes, " + each;
  }
}
