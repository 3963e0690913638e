package io.takecover.fuzz.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each rule of formats and trees relates, which the catalogue does not say: the table beside
 * this class does, by the enum and the constant of the rule.
 */
final class Constraints {
  private static final String TABLE = "constraints.json";

  private final Map<String, Map<String, List<String>>> table;

  /** How far a rule looks. */
  enum Reach {
    /** One field, or one run of bytes, against what never changes. */
    FIELD("one field"),
    /** Several fields of one structure, or one of them and the bytes that it describes. */
    STRUCTURE("several fields of a structure"),
    /** Several structures, or one and where it lies in the image. */
    IMAGE("several structures, or the image");

    private final String words;

    Reach(String words) {
      this.words = words;
    }

    /** For people. */
    String words() {
      return words;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Constraints(Map<String, Map<String, List<String>>> table) {
    this.table = table;
  }

  /** Reads the table. */
  static Constraints read() throws IOException {
    try (InputStream in = Constraints.class.getResourceAsStream(TABLE)) {
      return new Constraints(new ObjectMapper().readValue(in, new TypeReference<>() {}));
    }
  }

  /** The constants of an enum whose rules look so far. */
  List<String> names(Class<? extends Rule> rules, Reach reach) {
    return table.getOrDefault(rules.getSimpleName(), Map.of()).getOrDefault(reach.key(), List.of());
  }

  /** How many rules of an enum relate two fields at least. */
  int acrossFields(Class<? extends Rule> rules) {
    return names(rules, Reach.STRUCTURE).size() + names(rules, Reach.IMAGE).size();
  }
}
