package io.takecover.fuzz.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.takecover.Verdict;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * One JSON object a line, in ASCII. Nothing else may use the JSON library: loading it costs every
 * command that does.
 */
final class JsonLines {
  private final JsonGenerator json;

  JsonLines(Console console) throws IOException {
    this.json = generator(console.out());
  }

  /** A generator that escapes what is not ASCII, and ends no line. */
  private static JsonGenerator generator(Writer out) throws IOException {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator("")
            .build();
    return factory.createGenerator(out);
  }

  /** The generator, between two objects. */
  JsonGenerator generator() {
    return json;
  }

  /** Ends the line of the object just written. */
  void endLine() throws IOException {
    json.writeRaw('\n');
  }

  /** Hands on what was written. */
  void flush() throws IOException {
    json.flush();
  }

  void verdict(Gate.Judgement judgement) throws IOException {
    Verdict verdict = judgement.verdict();
    json.writeStartObject();
    json.writeStringField("file", judgement.source().name());
    json.writeStringField("format", verdict.format().label());
    if (verdict instanceof Verdict.Accepted accepted) {
      accepted(accepted, judgement);
    } else if (verdict instanceof Verdict.Rejected rejected) {
      json.writeStringField("verdict", "reject");
      json.writeArrayFieldStart("violations");
      for (Violation violation : rejected.violations()) {
        violation(violation);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    endLine();
    flush();
  }

  /**
   * @param measured what the kernel says, or null where it was not asked
   */
  void digest(Source source, ImageDigest digest, long size, String measured) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", source.name());
    json.writeStringField("digest", digest.toString());
    json.writeNumberField("bytes", size);
    if (measured != null) {
      json.writeStringField("measured", measured);
    }
    json.writeEndObject();
    endLine();
  }

  void rule(Rule rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", rule.id());
    json.writeStringField("kind", rule.kind().name());
    json.writeNumberField("cwe", rule.cwe().number());
    json.writeStringField("title", rule.title());
    json.writeStringField("anchor", rule.anchor());
    json.writeEndObject();
    endLine();
  }

  private void accepted(Verdict.Accepted accepted, Gate.Judgement judgement) throws IOException {
    json.writeStringField("verdict", "accept");
    json.writeNumberField("version", accepted.version());
    json.writeBooleanField("canonical", accepted.canonical());
    json.writeNumberField("inodes", accepted.image().inodeCount());
    json.writeNumberField("bytes", judgement.size());
    if (judgement.digest() != null) {
      json.writeStringField("digest", judgement.digest().toString());
    }
    json.writeArrayFieldStart("notes");
    List<Violation> notes = accepted.notes();
    for (Violation note : notes) {
      json.writeString(note.rule().id());
    }
    json.writeEndArray();
  }

  private void violation(Violation violation) throws IOException {
    json.writeStartObject();
    violationFields(violation);
    json.writeEndObject();
  }

  /** The fields of a violation, in an object that was begun. */
  void violationFields(Violation violation) throws IOException {
    json.writeStringField("rule", violation.rule().id());
    json.writeStringField("kind", violation.rule().kind().name());
    json.writeNumberField("cwe", violation.rule().cwe().number());
    if (violation.offset() != Violation.NOWHERE) {
      json.writeNumberField("offset", violation.offset());
    }
    json.writeStringField("field", violation.field());
    json.writeStringField("found", violation.foundHex());
  }
}
