package io.takecover.fuzz.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.inspect.ByteRange;
import io.takecover.fuzz.inspect.HtmlPage;
import io.takecover.fuzz.inspect.Ranges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Say of every byte of an image what it is; any image will do. Prints OFFSET, LENGTH, KIND,"
            + " OWNER, VALUE and READING, with tabs between. What nothing in the image leads to is"
            + " padding where it is zero, and unknown where it is not.")
final class InspectCommand implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON object a line.")
  private boolean asJson;

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write one HTML page with a picture instead: a file, or -.")
  private String html;

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  @Parameters(paramLabel = "IMAGE", description = "A file, or - for standard input.")
  private String in;

  private final Console console;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    if (asJson && html != null) {
      throw new CommandException("inspect prints --json or --html, not both");
    }
    NewFile file = html == null || html.equals("-") ? null : NewFile.at(html, force);
    Source source = Sources.one(in);
    byte[] image = ImageFile.read(source, console, Limits.DEFAULT.imageBytes(), head -> true);
    List<ByteRange> ranges = Ranges.of(image);
    if (html != null) {
      byte[] page =
          HtmlPage.of(source.label(), ranges, image.length).getBytes(StandardCharsets.US_ASCII);
      if (file == null) {
        console.bytesOut().write(page);
      } else {
        file.write(page);
      }
    } else if (asJson) {
      json(source, ranges);
    } else {
      for (ByteRange range : ranges) {
        print(range);
      }
    }
    return Exit.DONE;
  }

  private void print(ByteRange range) {
    String kind = range.kind().label();
    String line = String.join("\t", kind, range.owners(), range.value(), range.reading());
    console.out().append(range.offset() + "\t" + range.length() + "\t").append(line).append('\n');
  }

  private void json(Source source, List<ByteRange> ranges) throws IOException {
    JsonLines lines = new JsonLines(console);
    JsonGenerator json = lines.generator();
    for (ByteRange range : ranges) {
      json.writeStartObject();
      json.writeStringField("file", source.label());
      json.writeNumberField("offset", range.offset());
      json.writeNumberField("length", range.length());
      json.writeStringField("kind", range.kind().label());
      json.writeStringField("owner", range.owner());
      json.writeStringField("field", range.field());
      json.writeArrayFieldStart("also");
      for (String other : range.also()) {
        json.writeString(other);
      }
      json.writeEndArray();
      json.writeNumberField("alsoCount", range.alsoCount());
      json.writeStringField("value", range.value());
      json.writeStringField("reading", range.reading());
      json.writeEndObject();
      lines.endLine();
    }
    lines.flush();
  }
}
