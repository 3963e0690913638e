package io.takecover.fuzz.corpus;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Vectors in the shape of Project Wycheproof: groups of tests, a result of three, and flags that
 * {@code notes} explain. A group is one format under one profile.
 *
 * <p>{@code valid} must be accepted and {@code invalid} refused. {@code acceptable} is up to the
 * reader: an image that is not canonical, that uses what a strict reader does not want, or that is
 * too large for the default limits.
 */
final class WycheproofFile {
  private static final String NOT_CANONICAL = "NotCanonical";
  private static final String NORMAL = "Normal";
  private static final String CANONICAL = ProfileName.of(Profile.CANONICAL);

  private final Corpus corpus;
  private final JsonGenerator json;
  private final Map<String, Rule> rules = new HashMap<>();

  /** Why a flag is there, in that project's words for kinds of bugs. */
  private record Note(String bugType, String description) {}

  private WycheproofFile(Corpus corpus, JsonGenerator json) {
    this.corpus = corpus;
    this.json = json;
  }

  static byte[] of(Corpus corpus, List<TestVector> vectors) throws IOException, CorpusException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonFactory factory = new JsonFactory();
    try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      new WycheproofFile(corpus, json).write(vectors);
    }
    return out.toByteArray();
  }

  private void write(List<TestVector> vectors) throws IOException, CorpusException {
    Map<String, List<TestVector>> groups = new TreeMap<>();
    Map<String, Note> notes = new TreeMap<>();
    for (TestVector vector : vectors) {
      String group = vector.format() + " " + vector.profile();
      groups.computeIfAbsent(group, added -> new ArrayList<>()).add(vector);
      note(vector, notes);
    }
    json.writeStartObject();
    json.writeStringField("algorithm", "composefs");
    json.writeStringField("schema", "composefs_image_test_schema.json");
    json.writeNumberField("numberOfTests", vectors.size());
    json.writeArrayFieldStart("header");
    json.writeString("Images of composefs file systems, and whether a strict reader accepts them.");
    json.writeEndArray();
    write(notes);
    json.writeArrayFieldStart("testGroups");
    int id = 1;
    for (List<TestVector> group : groups.values()) {
      startGroup(group.get(0));
      for (TestVector vector : group) {
        write(id++, vector);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Map<String, Note> notes) throws IOException {
    json.writeObjectFieldStart("notes");
    for (Map.Entry<String, Note> note : notes.entrySet()) {
      json.writeObjectFieldStart(note.getKey());
      json.writeStringField("bugType", note.getValue().bugType());
      json.writeStringField("description", note.getValue().description());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void startGroup(TestVector first) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "ComposefsImageTest");
    json.writeObjectFieldStart("source");
    json.writeStringField("name", CorpusAdd.TOOL);
    json.writeStringField("version", CorpusAdd.VERSION);
    json.writeEndObject();
    json.writeStringField("format", first.format());
    json.writeStringField("profile", first.profile());
    json.writeArrayFieldStart("tests");
  }

  private void write(int id, TestVector vector) throws IOException {
    json.writeStartObject();
    json.writeNumberField("tcId", id);
    json.writeStringField("comment", vector.note());
    json.writeArrayFieldStart("flags");
    json.writeString(flag(vector));
    json.writeEndArray();
    json.writeStringField("image", HexFormat.of().formatHex(corpus.read(vector)));
    json.writeStringField("result", result(vector));
    json.writeStringField("id", vector.id());
    if (!vector.isAccepted()) {
      json.writeNumberField("offset", vector.offset());
      json.writeStringField("field", vector.field());
    }
    json.writeEndObject();
  }

  /** The flag of a vector, which its note explains. */
  private static String flag(TestVector vector) {
    if (!vector.isAccepted()) {
      return vector.rule();
    }
    return isAcceptable(vector) ? NOT_CANONICAL : NORMAL;
  }

  /** Where a profile accepts what another one refuses, that is what it is for. */
  private static boolean isAcceptable(TestVector vector) {
    return vector.isStrict() && !vector.canonical();
  }

  private void note(TestVector vector, Map<String, Note> notes)
      throws IOException, CorpusException {
    Note note;
    if (!vector.isAccepted()) {
      Rule rule = RuleOfVector.of(corpus, vector);
      rules.put(vector.id(), rule);
      note = new Note(bugType(rule.kind()), rule.title());
    } else if (isAcceptable(vector)) {
      note = new Note("MALLEABILITY", "the canonical writer makes other bytes of the same tree");
    } else {
      note = new Note("BASIC", "an image inside the profile");
    }
    notes.merge(flag(vector), note, WycheproofFile::both);
  }

  /** Several rules can have one id. */
  private static Note both(Note one, Note other) {
    return one.description().contains(other.description())
        ? one
        : new Note(one.bugType(), one.description() + "; " + other.description());
  }

  private static String bugType(Kind kind) {
    return switch (kind) {
      case MALFORMED, INVALID -> "MISSING_STEP";
      case UNSUPPORTED -> "FUNCTIONALITY";
      case NONCANONICAL -> "MALLEABILITY";
      case LIMIT, NOTE -> "EDGE_CASE";
      case MISMATCH -> "AUTH_BYPASS";
    };
  }

  private String result(TestVector vector) {
    if (vector.isAccepted()) {
      return isAcceptable(vector) ? "acceptable" : "valid";
    }
    return switch (rules.get(vector.id()).kind()) {
      case MALFORMED, INVALID, MISMATCH -> "invalid";
      case NONCANONICAL -> vector.profile().equals(CANONICAL) ? "invalid" : "acceptable";
      case UNSUPPORTED, LIMIT, NOTE -> "acceptable";
    };
  }
}
