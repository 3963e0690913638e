package io.takecover.fuzz.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.takecover.Verdict;
import io.takecover.rule.Violation;
import io.takecover.store.ObjectVerdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Tells what a check of a store found. */
interface FsckReport {
  /** An image that is not inside the profile. */
  void rejected(Gate.Judgement judgement) throws IOException;

  /** An object that is not what images state. */
  void bad(ObjectVerdict verdict, List<StoreText.Need> needs) throws IOException;

  /** An object that no image needs. */
  void unreferenced(String path, Violation note) throws IOException;

  void summary(FsckSummary summary) throws IOException;

  /** For people, and for tools that read what compilers say. */
  final class Text implements FsckReport {
    private final Console console;
    private final String store;

    Text(Console console, String store) {
      this.console = console;
      this.store = store;
    }

    @Override
    public void rejected(Gate.Judgement judgement) {
      Verdict.Rejected verdict = (Verdict.Rejected) judgement.verdict();
      console.line(new VerdictText(console.isColoured()).rejected(judgement.source(), verdict));
    }

    @Override
    public void bad(ObjectVerdict verdict, List<StoreText.Need> needs) {
      console.listed(
          StoreText.rejected(store, verdict.object().path(), verdict.violation(), needs));
    }

    @Override
    public void unreferenced(String path, Violation note) {
      console.listed(StoreText.label(store, path) + ": note " + note);
    }

    @Override
    public void summary(FsckSummary summary) {
      row("images", "%,d accepted, %,d not", summary.images, summary.imagesRejected);
      row("objects", "%,d good, %,d bad, %,d not read", summary.good, summary.bad, summary.notRead);
      row("read", "%s", StoreText.size(summary.bytesRead));
      if (summary.unreferenced > 0) {
        row(
            "unreferenced",
            "%,d, %s",
            summary.unreferenced,
            StoreText.size(summary.unreferencedBytes));
      }
    }

    private void row(String name, String format, Object... values) {
      console.listed(
          String.format(Locale.ROOT, "%-13s", name) + String.format(Locale.ROOT, format, values));
    }
  }

  /** For programs. */
  final class Json implements FsckReport {
    private final JsonLines lines;
    private final JsonGenerator json;

    Json(Console console) throws IOException {
      lines = new JsonLines(console);
      json = lines.generator();
    }

    @Override
    public void rejected(Gate.Judgement judgement) throws IOException {
      lines.verdict(judgement);
    }

    @Override
    public void bad(ObjectVerdict verdict, List<StoreText.Need> needs) throws IOException {
      json.writeStartObject();
      json.writeStringField("object", StoreText.escaped(verdict.object().path()));
      json.writeStringField("verdict", "reject");
      lines.violationFields(verdict.violation());
      json.writeArrayFieldStart("needed_by");
      for (StoreText.Need need : needs) {
        json.writeStartObject();
        json.writeStringField("image", need.image().name());
        json.writeStringField("path", need.path());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      lines.endLine();
    }

    @Override
    public void unreferenced(String path, Violation note) throws IOException {
      json.writeStartObject();
      json.writeStringField("object", StoreText.escaped(path));
      json.writeStringField("verdict", "unreferenced");
      json.writeNumberField("bytes", note.found());
      json.writeEndObject();
      lines.endLine();
    }

    @Override
    public void summary(FsckSummary summary) throws IOException {
      json.writeStartObject();
      json.writeObjectFieldStart("summary");
      json.writeNumberField("images", summary.images);
      json.writeNumberField("images_rejected", summary.imagesRejected);
      json.writeNumberField("good", summary.good);
      json.writeNumberField("bad", summary.bad);
      json.writeNumberField("not_read", summary.notRead);
      json.writeNumberField("bytes_read", summary.bytesRead);
      json.writeNumberField("unreferenced", summary.unreferenced);
      json.writeNumberField("unreferenced_bytes", summary.unreferencedBytes);
      json.writeEndObject();
      json.writeEndObject();
      lines.endLine();
      lines.flush();
    }
  }
}
