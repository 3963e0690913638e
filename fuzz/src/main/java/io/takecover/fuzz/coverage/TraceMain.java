package io.takecover.fuzz.coverage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.campaign.Targets;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The child's side of {@link TraceRun}: runs inputs through a target whose classes tell what they
 * read and compare, and prints a line of JSON for each watched line of the parser.
 */
public final class TraceMain {
  private TraceMain() {}

  /** Arguments: the target, and the file of requests. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ReflectiveOperationException {
    PrintStream results = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Targets target = Targets.find(arguments[0]).orElseThrow();
    ObjectMapper json = new ObjectMapper();
    List<Trace.Request> requests =
        json.readValue(Path.of(arguments[1]).toFile(), new TypeReference<List<Trace.Request>>() {});
    Set<Site> watched = new HashSet<>();
    requests.forEach(request -> watched.addAll(request.sites()));
    Recorder recorder = new Recorder();
    TracingLoader loader = new TracingLoader(recorder, watched);
    Method entry =
        loader.loadClass(target.type().getName()).getMethod("fuzzerTestOneInput", byte[].class);
    for (Trace.Request request : requests) {
      byte[] input = Files.readAllBytes(Path.of(request.input()));
      recorder.reset();
      if (GuardedRun.of(bytes -> call(entry, bytes), input) == GuardedRun.End.HANGS) {
        break;
      }
      Bytes bytes = new Bytes(target, input);
      for (Site site : request.sites()) {
        List<Comparison> comparisons =
            recorder.at(site).stream().map(sample -> comparison(sample, bytes)).toList();
        results.println(json.writeValueAsString(new Trace.Reply(site, comparisons)));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static Comparison comparison(Recorder.Sample sample, Bytes bytes) {
    return new Comparison(
        sample.left, sample.right, sample.hints.stream().map(bytes::told).toList());
  }

  /** A failure ends the run, and what was seen before counts all the same. */
  private static void call(Method entry, byte[] input) {
    try {
      entry.invoke(null, (Object) input);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the input fails", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(entry + " is not public", e);
    }
  }
}
