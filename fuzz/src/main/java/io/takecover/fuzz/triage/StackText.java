package io.takecover.fuzz.triage;

import io.takecover.fuzz.claims.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a printed stack trace, as an older build of ours may have printed it. */
final class StackText {
  private static final Pattern FRAME = Pattern.compile("\\s*at (?:\\S+/)?(\\S+)\\.(\\S+)\\(.*\\)");
  private static final Pattern THROWN = Pattern.compile("(?:[\\w$]+\\.)*([\\w$]+)(?::.*)?");
  private static final String CLAIM_FRAME = "claim.";
  private static final String RUNNING = "still running after ";

  private StackText() {}

  /** The signature, or null where the text is no stack trace. */
  static Signature signature(String trace) {
    List<String> lines = trace.lines().toList();
    if (lines.isEmpty()) {
      return null;
    }
    List<StackTraceElement> frames = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher frame = FRAME.matcher(line);
      if (frame.matches()) {
        frames.add(new StackTraceElement(frame.group(1), frame.group(2), null, -1));
      } else if (line.startsWith("Caused by")) {
        break;
      }
    }
    StackTraceElement[] stack = frames.toArray(StackTraceElement[]::new);
    if (lines.get(0).startsWith(RUNNING)) {
      return Signature.ofHang(Collections.singletonList(stack));
    }
    Matcher thrown = THROWN.matcher(lines.get(0));
    if (stack.length == 0 || !thrown.matches()) {
      return null;
    }
    if (stack[0].getClassName().startsWith(CLAIM_FRAME)) {
      String claim = stack[0].getClassName().substring(CLAIM_FRAME.length());
      return new Signature(claim, stack[0].getMethodName(), Signature.frames(stack));
    }
    String rule = thrown.group(1);
    boolean ranOut = rule.equals(StackOverflowError.class.getSimpleName());
    return new Signature(
        Claim.ONLY_REFUSES.id(),
        rule,
        ranOut ? Signature.repeated(stack) : Signature.frames(stack));
  }
}
