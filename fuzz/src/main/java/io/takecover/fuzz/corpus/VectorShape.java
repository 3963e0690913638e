package io.takecover.fuzz.corpus;

import io.takecover.Format;
import io.takecover.rule.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code vectors.schema.json} asks of one vector, for a command line that carries no schema
 * library.
 */
final class VectorShape {
  private static final Pattern ID =
      Pattern.compile("[a-z]+/(valid|malformed)/[a-z0-9-]+(@[a-z0-9-]+)?");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern RULE = Pattern.compile("[A-Z]-[0-9]{3,4}");
  private static final Pattern TOOL_AND_VERSION = Pattern.compile("[^@]+@[^@]+");

  private final TestVector vector;
  private final List<String> problems = new ArrayList<>();

  private VectorShape(TestVector vector) {
    this.vector = vector;
  }

  /** One phrase for each thing that is wrong. */
  static List<String> problems(TestVector vector) {
    VectorShape shape = new VectorShape(vector);
    shape.checkNames();
    shape.checkVerdict();
    shape.checkOrigin();
    return shape.problems;
  }

  private void checkNames() {
    require(matches(ID, vector.id()), "id is not FORMAT/FOLDER/NAME");
    boolean isOwnFile = vector.id() != null && VectorSet.fileOf(vector.id()).equals(vector.file());
    require(isOwnFile, "file is not the id and .img");
    require(matches(SHA256, vector.sha256()), "sha256 is not 64 hexadecimal digits");
    require(
        Arrays.stream(Format.values()).anyMatch(f -> f.label().equals(vector.format())),
        "format is none that there is");
    require(
        Arrays.stream(Profile.values()).anyMatch(p -> ProfileName.of(p).equals(vector.profile())),
        "profile is none that there is");
    String suffix = vector.isStrict() ? "" : "@" + vector.profile();
    int at = vector.id() == null ? -1 : vector.id().indexOf('@');
    require(
        suffix.equals(at < 0 ? "" : vector.id().substring(at)),
        "id does not end with the profile where it is not strict");
    require(vector.note() != null && !vector.note().isBlank(), "note is missing");
  }

  private void checkVerdict() {
    if (vector.isAccepted()) {
      require(vector.canonical() != null, "canonical is missing");
      boolean isSilent = vector.rule() == null && vector.offset() == null && vector.field() == null;
      require(isSilent, "an accepted image breaks no rule");
    } else {
      require(TestVector.REJECT.equals(vector.expect()), "expect is neither accept nor reject");
      require(vector.canonical() == null, "canonical is only for accepted images");
      require(matches(RULE, vector.rule()), "rule is missing");
      require(vector.offset() != null && vector.offset() >= 0, "offset is missing");
      require(vector.field() != null && !vector.field().isEmpty(), "field is missing");
    }
  }

  private void checkOrigin() {
    require(vector.claims() != null, "claims is missing");
    require(
        vector.seen() != null
            && vector.seen().keySet().stream().allMatch(tool -> matches(TOOL_AND_VERSION, tool)),
        "seen is not tool@version to verdict");
    TestVector.Source source = vector.source();
    if (source == null) {
      problems.add("source is missing");
      return;
    }
    require(source.tool() != null && source.version() != null, "source has no tool or version");
    boolean isMade = source.command() != null && source.parent() == null && source.edit() == null;
    boolean isDerived =
        source.command() == null
            && source.parent() != null
            && source.edit() != null
            && !source.edit().isEmpty();
    require(isMade || isDerived, "source is neither a command nor a parent with edits");
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private static boolean matches(Pattern pattern, String text) {
    return text != null && pattern.matcher(text).matches();
  }
}
