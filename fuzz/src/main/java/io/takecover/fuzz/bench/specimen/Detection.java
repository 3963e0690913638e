package io.takecover.fuzz.bench.specimen;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one image shows of one fault of a reader, in levels of which each has those before it.
 * <em>Reached</em>: the check that is missing would have refused, or the number is a wrong one.
 * <em>Triggered</em>: the reading ends otherwise than that of the sound twin, the reader without
 * the fault; only who has the twin can tell. <em>Detected</em>: what somebody sees who has only the
 * reader and the parser. It leaves the image, goes on without end, runs out of stack or keeps
 * memory; or the image is accepted by the strict profile and the reader sees another tree, or none;
 * or the image is refused and the reader takes it. The last says nothing against a reader that was
 * never meant to be that strict, so there the sound twin is asked after all: it must refuse too.
 *
 * <p>So a fault may be triggered and not detected: of an image that the parser refuses and the twin
 * takes, nobody knows the right tree.
 *
 * @param claim what was detected, in a word: {@code out-of-bounds}, {@code endless}, {@code
 *     too-deep}, {@code leak}, {@code takes-refused} or {@code another-tree}; otherwise empty
 */
public record Detection(Level level, String claim) {
  private static final Detection NOT_REACHED = new Detection(Level.NOT_REACHED, "");

  /** How far an image goes. */
  public enum Level {
    NOT_REACHED,
    REACHED,
    TRIGGERED,
    DETECTED
  }

  /** How far an image goes with a fault. The bytes may be any. */
  public static Level of(SpecimenFault fault, byte[] image) {
    return in(fault, image).level;
  }

  /** The same, and what was detected. */
  public static Detection in(SpecimenFault fault, byte[] image) {
    Set<Check> reached = EnumSet.noneOf(Check.class);
    Outcome faulty = Readings.read(fault.reader(), image, EnumSet.of(fault.check()), reached);
    if (!reached.contains(fault.check())) {
      return NOT_REACHED;
    }
    Outcome sound = Readings.read(fault.reader(), image, Set.of());
    if (faulty.agrees(sound)) {
      return new Detection(Level.REACHED, "");
    }
    String claim = claim(fault.reader(), image, faulty, sound);
    return new Detection(claim.isEmpty() ? Level.TRIGGERED : Level.DETECTED, claim);
  }

  private static String claim(Reader reader, byte[] image, Outcome faulty, Outcome sound) {
    return switch (faulty.end()) {
      case OUT_OF_BOUNDS -> "out-of-bounds";
      case ENDLESS -> "endless";
      case TOO_DEEP -> "too-deep";
      case LEAK -> "leak";
      case TREE, REFUSED -> {
        if (Composefs.admit(image, Limits.DEFAULT, Profile.STRICT)
            instanceof Verdict.Accepted accepted) {
          boolean isRight =
              reader.format() != accepted.format()
                  || (faulty.end() == Outcome.End.TREE
                      && faulty.sum() == Readings.sum(accepted.image()));
          yield isRight ? "" : "another-tree";
        }
        boolean takes = faulty.end() == Outcome.End.TREE && sound.end() == Outcome.End.REFUSED;
        yield takes ? "takes-refused" : "";
      }
    };
  }
}
