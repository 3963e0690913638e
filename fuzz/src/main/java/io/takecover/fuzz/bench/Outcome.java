package io.takecover.fuzz.bench;

import io.takecover.rule.Rule;

/**
 * What became of one input when the check that it is for was taken out.
 *
 * @param id of the input in the corpus
 * @param verdict {@link #ACCEPTED}, the name of another rule that refuses it, {@link #THROWN} and
 *     what was thrown, {@link #NOTHING} where the process hung or died, or the name of the rule
 *     itself where the check is still there; of an input for a target, {@link #FAILS} or {@link
 *     #PASSES}
 * @param detector the claim that breaks, or what else shows the fault; empty where nothing does
 */
record Outcome(String id, String verdict, String detector) {
  static final String ACCEPTED = "accepted";
  static final String THROWN = "throws ";
  static final String NOTHING = "hangs or dies";
  static final String FAILS = "fails";
  static final String PASSES = "passes";

  /** How a rule is called among verdicts: its constant alone may be that of another enum too. */
  static String name(Rule rule) {
    return rule.id() + " " + rule.name();
  }
}
