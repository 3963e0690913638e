package io.takecover.fuzz.coverage;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.claims.Claims;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the parser says of one input of a target, in words that tell inputs apart.
 *
 * @param verdict {@code accept}, {@code accept-not-canonical}, {@code reject}, {@code ran} where
 *     the target asks for no verdict, or {@code fail}
 * @param rule id of the rule that is broken first; empty where there is none
 * @param field its field; empty where there is none
 * @param fired all rules that were broken or noted, as {@code id NAME}; under every profile that
 *     the claims ask
 */
public record Outcome(String verdict, String rule, String field, Set<String> fired) {
  static final String ACCEPT = "accept";
  static final String REJECT = "reject";
  static final String RAN = "ran";

  /** Of an input that breaks a claim; there is no verdict on it. */
  static final Outcome FAILED = new Outcome("fail", "", "", Set.of());

  /**
   * Profiles under which the claims about images ask beside the strict one, which gives the
   * verdict.
   */
  private static final List<Profile> ALSO_ASKED = List.of(Profile.CANONICAL, Profile.LENIENT_V3);

  public Outcome {
    fired = Set.copyOf(fired);
  }

  /** Asks the parser; nothing is thrown that the target itself would not throw. */
  public static Outcome of(Targets target, byte[] input) {
    return switch (target) {
      case VERITY, STORE, CANARY, EMPTY -> new Outcome(RAN, "", "", Set.of());
      case SIGNATURE, SIGNATURE_EDIT ->
          Claims.ruleOfSignature(target.image(input))
              .map(rule -> new Outcome(REJECT, rule.id(), "", Set.of(name(rule))))
              .orElse(new Outcome(ACCEPT, "", "", Set.of()));
      case DUMP_READ -> ofText(input);
      default -> ofImage(target.image(input));
    };
  }

  /** How a rule is listed: some ids belong to several. */
  static String name(Rule rule) {
    return rule.id() + " " + rule.name();
  }

  /** What the input shows, in one word: the rule and its field, or the verdict. */
  public String shown() {
    return rule.isEmpty() ? verdict : (rule + " " + field).strip();
  }

  private static Outcome ofText(byte[] text) {
    DumpVerdict verdict = Composefs.readDump(text, Limits.DEFAULT, false);
    return verdict instanceof DumpVerdict.Rejected rejected
        ? rejected(rejected.first(), names(rejected.violations()))
        : new Outcome(ACCEPT, "", "", names(((DumpVerdict.Accepted) verdict).notes()));
  }

  private static Outcome ofImage(byte[] image) {
    Verdict strict = Composefs.inspect(image, Limits.DEFAULT, Profile.STRICT);
    Set<String> fired = new LinkedHashSet<>(names(said(strict)));
    for (Profile profile : ALSO_ASKED) {
      fired.addAll(names(said(Composefs.inspect(image, Limits.DEFAULT, profile))));
    }
    if (strict instanceof Verdict.Rejected rejected) {
      return rejected(rejected.first(), fired);
    }
    boolean canonical = ((Verdict.Accepted) strict).canonical();
    return new Outcome(canonical ? ACCEPT : ACCEPT + "-not-canonical", "", "", fired);
  }

  private static List<Violation> said(Verdict verdict) {
    return verdict instanceof Verdict.Rejected rejected
        ? rejected.violations()
        : ((Verdict.Accepted) verdict).notes();
  }

  private static Outcome rejected(Violation first, Set<String> fired) {
    return new Outcome(REJECT, first.rule().id(), first.field(), fired);
  }

  private static Set<String> names(List<Violation> violations) {
    Set<String> names = new LinkedHashSet<>();
    violations.forEach(violation -> names.add(name(violation.rule())));
    return names;
  }
}
