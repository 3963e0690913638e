package io.takecover.fuzz.bench;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
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
      Refused.Kind kind = Refused.Kind.valueOf(requests.readUTF());
      Profile profile = Profile.valueOf(requests.readUTF());
      byte[] bytes = new byte[requests.readInt()];
      requests.readFully(bytes);
      answers.writeUTF(verdict(kind, profile, bytes));
      answers.flush();
      answers.writeUTF(detector(kind, bytes));
      answers.flush();
    }
  }

  /** The rule that refuses an input; null where none does. */
  static Rule rule(Refused.Kind kind, Profile profile, byte[] bytes) {
    return switch (kind) {
      case IMAGE ->
          Composefs.inspect(bytes, Limits.DEFAULT, profile) instanceof Verdict.Rejected rejected
              ? rejected.first().rule()
              : null;
      case TEXT ->
          Composefs.readDump(bytes, Limits.DEFAULT, false) instanceof DumpVerdict.Rejected rejected
              ? rejected.first().rule()
              : null;
      case SIGNATURE -> Claims.ruleOfSignature(bytes).orElse(null);
    };
  }

  private static String verdict(Refused.Kind kind, Profile profile, byte[] bytes) {
    try {
      Rule rule = rule(kind, profile, bytes);
      return rule == null ? Outcome.ACCEPTED : Outcome.name(rule);
    } catch (RuntimeException | Error e) {
      return Outcome.THROWN + e.getClass().getSimpleName();
    }
  }

  /** The claim that breaks; nothing where all hold. */
  private static String detector(Refused.Kind kind, byte[] bytes) {
    try {
      switch (kind) {
        case IMAGE -> Claims.allOfBytes(bytes);
        case TEXT -> Claims.ofText(bytes);
        case SIGNATURE -> Claims.ofSignature(bytes);
      }
      return "";
    } catch (ClaimFailure e) {
      return e.claim().id();
    } catch (RuntimeException | Error e) {
      return e.getClass().getSimpleName();
    }
  }
}
