package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Targets;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The child's side of {@link ProbeRun}: a Java machine under JaCoCo's agent that runs inputs and
 * says of each which probes it hit. All inputs run twice: what a class does when it is initialised
 * is done once, and would be told of the input that came first.
 */
public final class ProbeMain {
  /** In the place of an index: all ran once, and what all of them hit follows. */
  static final int ALL = -1;

  private ProbeMain() {}

  /** What JaCoCo's agent offers over JMX, under its own names. */
  public interface Agent {
    /** What was hit since the last reset, in JaCoCo's file format. */
    byte[] getExecutionData(boolean reset);

    /** Forgets what was hit. */
    void reset();
  }

  /** Arguments: the target, and the file that lists the inputs. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, MalformedObjectNameException {
    DataOutputStream results = new DataOutputStream(new BufferedOutputStream(System.out));
    System.setOut(System.err);
    Targets target = Targets.find(arguments[0]).orElseThrow();
    List<Path> inputs = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[1]), StandardCharsets.UTF_8)) {
      inputs.add(Path.of(line));
    }
    Agent agent = agent();
    for (int i = 0; i < inputs.size(); i++) {
      results.writeInt(i);
      results.flush();
      if (GuardedRun.of(target::run, Files.readAllBytes(inputs.get(i))) == GuardedRun.End.HANGS) {
        Runtime.getRuntime().halt(0);
      }
    }
    results.writeInt(ALL);
    write(results, agent.getExecutionData(false));
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      agent.reset();
      GuardedRun.End end = GuardedRun.of(target::run, bytes);
      write(results, agent.getExecutionData(false));
      OutcomeFrame.write(
          results, end == GuardedRun.End.SOUND ? Outcome.of(target, bytes) : Outcome.FAILED);
    }
    results.flush();
    Runtime.getRuntime().halt(0);
  }

  static Agent agent() throws MalformedObjectNameException {
    return JMX.newMBeanProxy(
        ManagementFactory.getPlatformMBeanServer(),
        new ObjectName("org.jacoco:type=Runtime"),
        Agent.class);
  }

  private static void write(DataOutputStream results, byte[] dump) throws IOException {
    results.writeInt(dump.length);
    results.write(dump);
  }
}
