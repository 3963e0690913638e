package io.takecover.fuzz.bench;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.claims.ClaimFailure;
import io.takecover.fuzz.claims.Claims;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * What the parser says of inputs, and which claim breaks, in a process of its own: the parser may
 * be one that lacks a check, and then hang, or take all memory.
 */
public final class Judge {
  private Judge() {}

  /** Answers each request with a verdict and a detector, until there are no more requests. */
  public static void main(String[] none) throws IOException {
    DataInputStream requests = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(System.out);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
    for (int left = requests.readInt(); left > 0; left--) {
      RuleInput.Kind kind = RuleInput.Kind.valueOf(requests.readUTF());
      String under = requests.readUTF();
      byte[] bytes = new byte[requests.readInt()];
      requests.readFully(bytes);
      answer(answers, kind, under, bytes);
    }
  }

  /**
   * The verdict leaves first, for claims may end the process; of a target, they are the verdict.
   */
  private static void answer(
      DataOutputStream answers, RuleInput.Kind kind, String under, byte[] bytes)
      throws IOException {
    if (kind == RuleInput.Kind.INPUT) {
      String detector = detector(kind, under, bytes);
      answers.writeUTF(detector.isEmpty() ? Outcome.PASSES : Outcome.FAILS);
      answers.writeUTF(detector);
    } else {
      answers.writeUTF(verdict(kind, under, bytes));
      answers.flush();
      answers.writeUTF(detector(kind, under, bytes));
    }
    answers.flush();
  }

  /** The rule that refuses an input; null where none does, and of an input for a target. */
  static Rule rule(RuleInput.Kind kind, String under, byte[] bytes) {
    return switch (kind) {
      case IMAGE ->
          Composefs.inspect(bytes, Limits.DEFAULT, Profile.valueOf(under))
                  instanceof Verdict.Rejected rejected
              ? rejected.first().rule()
              : null;
      case TEXT ->
          Composefs.readDump(bytes, Limits.DEFAULT, false) instanceof DumpVerdict.Rejected rejected
              ? rejected.first().rule()
              : null;
      case SIGNATURE -> Claims.ruleOfSignature(bytes).orElse(null);
      case INPUT -> null;
    };
  }

  private static String verdict(RuleInput.Kind kind, String under, byte[] bytes) {
    try {
      Rule rule = rule(kind, under, bytes);
      return rule == null ? Outcome.ACCEPTED : Outcome.name(rule);
    } catch (RuntimeException | Error e) {
      return Outcome.THROWN + e.getClass().getSimpleName();
    }
  }

  /** The claim that breaks; nothing where all hold. */
  private static String detector(RuleInput.Kind kind, String under, byte[] bytes) {
    try {
      switch (kind) {
        case IMAGE -> Claims.allOfBytes(bytes);
        case TEXT -> Claims.ofText(bytes);
        case SIGNATURE -> Claims.ofSignature(bytes);
        case INPUT -> Targets.find(under).orElseThrow().run(bytes);
      }
      return "";
    } catch (ClaimFailure e) {
      return e.claim().id();
    } catch (RuntimeException | Error e) {
      return e.getClass().getSimpleName();
    }
  }
}
