package io.takecover.fuzz.bench.specimen;

import io.takecover.Format;
import io.takecover.model.Image;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The gate's promise: behind it, a reader with all its faults does no harm and sees the tree that
 * the parser sees. Not held to it are the faults that show on valid images.
 */
public final class Gate {
  private final List<Guarded> guarded = new ArrayList<>();
  private final List<SpecimenFault> off;

  /** A reader, and the checks that it lacks and a gate makes up for. */
  private record Guarded(Reader reader, Set<Check> missing) {}

  /**
   * A reader came to harm behind the gate.
   *
   * @param what in a word, without a value from the image
   */
  public record Escape(Reader reader, String what) {}

  /** Without the faults that show on valid images. */
  public Gate() {
    this(SpecimenFault.needsNoCraftedImage());
  }

  /**
   * @param off faults that no reader has
   */
  public Gate(List<SpecimenFault> off) {
    this.off = List.copyOf(off);
    for (Reader reader : Reader.values()) {
      EnumSet<SpecimenFault> faults = EnumSet.copyOf(reader.faults());
      faults.removeAll(this.off);
      guarded.add(new Guarded(reader, Readings.checks(faults)));
    }
  }

  /** The faults that no reader has. */
  List<SpecimenFault> off() {
    return off;
  }

  /** How many specimens read images of a format. */
  public int readers(Format format) {
    return Math.toIntExact(guarded.stream().filter(g -> g.reader.format() == format).count());
  }

  /** Lets all readers of its format read an image that the strict profile accepts. */
  public List<Escape> escapes(byte[] image, Format format, Image accepted) {
    long right = Readings.sum(accepted);
    List<Escape> escapes = new ArrayList<>();
    for (Guarded each : guarded) {
      if (each.reader.format() == format) {
        Outcome outcome =
            Readings.read(each.reader, image, each.missing, EnumSet.noneOf(Check.class));
        if (outcome.isHarm()) {
          escapes.add(new Escape(each.reader, outcome.end().name()));
        } else if (outcome.end() == Outcome.End.REFUSED || outcome.sum() != right) {
          escapes.add(new Escape(each.reader, "ANOTHER_TREE"));
        }
      }
    }
    return escapes;
  }
}
