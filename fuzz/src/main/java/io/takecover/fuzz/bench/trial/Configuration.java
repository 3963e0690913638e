package io.takecover.fuzz.bench.trial;

import io.takecover.Format;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.campaign.Alone;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.gen.FieldMutation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A way to fuzz: what a fuzzer starts from, and how it changes inputs. */
public enum Configuration {
  /** Bytes, from nothing. */
  BYTES(Start.NOTHING, false),
  /** The same, and the words of the layouts. */
  DICTIONARY(Start.NOTHING, true),
  /** Bytes, from the valid images of the corpus. */
  VALID(Start.VALID, true),
  /** Bytes, from all images of the corpus. */
  CORPUS(Start.CORPUS, true),
  /** As {@link #VALID}, and values that are compared count as edges do. */
  VALUES(Start.VALID, true),
  /** Edits of valid images, and trees that are written, as the input says. */
  EDITS(Start.NOTHING, false),
  /** As {@link #VALID}, and images are changed by their fields and repaired. */
  FIELDS(Start.VALID, true);

  private final Start start;
  private final boolean dictionary;

  private enum Start {
    NOTHING,
    VALID,
    CORPUS
  }

  Configuration(Start start, boolean dictionary) {
    this.start = start;
    this.dictionary = dictionary;
  }

  /** How people and files name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A fuzzer that looks for a fault in this way. */
  Alone.Setup setup(Places places, SpecimenFault fault) {
    List<String> properties = new ArrayList<>();
    properties.add("-D" + SpecimenFault.WANTED + "=" + fault.name());
    if (this == FIELDS) {
      properties.add(FieldMutation.FLAG);
    }
    List<String> flags = this == VALUES ? List.of("-use_value_profile=1") : List.of();
    return new Alone.Setup(
        this == EDITS ? Targets.SPECIMEN_EDIT : Targets.SPECIMEN,
        seeds(places, fault.reader().format()),
        dictionary,
        flags,
        properties,
        List.of());
  }

  private List<Path> seeds(Places places, Format format) {
    Targets images = format == Format.NATIVE ? Targets.NATIVE_READ : Targets.EROFS_READ;
    return switch (start) {
      case NOTHING -> List.of();
      case VALID -> places.validSeeds(images);
      case CORPUS -> places.seeds(images);
    };
  }
}
