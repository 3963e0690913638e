package io.takecover.fuzz.bench.specimen;

import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.model.Image;
import java.util.EnumSet;
import java.util.Set;

/** Lets specimens read images. */
public final class Readings {
  private Readings() {}

  /** What a reader makes of an image where these of its faults are on, and no others. */
  public static Outcome read(Reader reader, byte[] image, Set<SpecimenFault> active) {
    return read(reader, image, checks(active), EnumSet.noneOf(Check.class));
  }

  /** The number of the tree that the parser has read, to be held against {@link Outcome#sum}. */
  public static long sum(Image accepted) {
    return Sighting.of(accepted);
  }

  static Outcome read(Reader reader, byte[] image, Set<Check> missing, Set<Check> reached) {
    Memory memory = new Memory(ByteView.of(image));
    Specimen specimen =
        reader.format() == Format.NATIVE
            ? new NativeSpecimen(memory, missing, reached)
            : new ErofsSpecimen(memory, missing, reached);
    try {
      specimen.read();
      return memory.isReleased()
          ? new Outcome(Outcome.End.TREE, specimen.sighting.sum(), memory.reads())
          : new Outcome(Outcome.End.LEAK, 0, memory.reads());
    } catch (Refusal e) {
      Outcome.End end = memory.isReleased() ? Outcome.End.REFUSED : Outcome.End.LEAK;
      return new Outcome(end, 0, memory.reads());
    } catch (OutOfBoundsRead e) {
      return new Outcome(Outcome.End.OUT_OF_BOUNDS, 0, memory.reads());
    } catch (EndlessLoop e) {
      return new Outcome(Outcome.End.ENDLESS, 0, memory.reads());
    } catch (TooDeep e) {
      return new Outcome(Outcome.End.TOO_DEEP, 0, memory.reads());
    }
  }

  static Set<Check> checks(Set<SpecimenFault> faults) {
    EnumSet<Check> checks = EnumSet.noneOf(Check.class);
    faults.forEach(fault -> checks.add(fault.check()));
    return checks;
  }
}
