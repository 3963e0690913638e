package io.takecover.fuzz.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.takecover.Verdict;
import io.takecover.fuzz.policy.ImageFacts;
import io.takecover.fuzz.policy.Kernel;
import io.takecover.fuzz.policy.MountOptions;
import io.takecover.fuzz.policy.Policy;
import io.takecover.fuzz.policy.PolicyException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Say what a kernel does with an EROFS image of composefs under an overlay mount's options.",
      "The answers come from a table of what kernels were seen to do, and each names its row; no"
          + " kernel is asked. Exit code 1: the mount or an access fails, or shows something else.",
      "Options: " + MountOptions.WORDS + "."
    })
final class PolicyCommand implements Callable<Integer> {
  @Mixin private GateOptions gateOptions;

  @Option(
      names = "--kernel",
      required = true,
      paramLabel = "RELEASE",
      description = "As uname -r prints it: 6.12.")
  private String kernel;

  @Option(
      names = "--options",
      defaultValue = "",
      paramLabel = "WORDS",
      description = "Separated by commas, as userxattr,datadir,verity=require; default: none.")
  private String options;

  @Option(names = "--json", description = "One JSON object an answer.")
  private boolean json;

  @Parameters(paramLabel = "IMAGE", description = "A file, or - for standard input.")
  private String in;

  private final Console console;

  PolicyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    try {
      Kernel release = Kernel.parse(kernel);
      MountOptions mount = MountOptions.parse(options);
      Optional<Verdict.Accepted> image = new Gate(console, gateOptions).admit(Sources.one(in));
      if (image.isEmpty()) {
        return Exit.FINDINGS;
      }
      ImageFacts facts = ImageFacts.of(image.get().image(), gateOptions.isForUserMounts());
      return report(Policy.of(release, mount, facts));
    } catch (PolicyException e) {
      throw new CommandException(e.getMessage());
    }
  }

  private int report(List<Policy.Answer> answers) throws IOException {
    for (Policy.Answer answer : answers) {
      String outcome = answer.outcome().name().toLowerCase(Locale.ROOT);
      if (json) {
        JsonLines lines = new JsonLines(console);
        JsonGenerator generator = lines.generator();
        generator.writeStartObject();
        generator.writeStringField("about", answer.about());
        generator.writeStringField("outcome", outcome);
        generator.writeStringField("text", answer.text());
        generator.writeStringField("row", answer.row().id());
        generator.writeStringField("source", answer.row().source());
        generator.writeEndObject();
        lines.endLine();
        lines.flush();
      } else {
        console.line(
            "%s: %s: %s [%s: %s; %s]"
                .formatted(
                    answer.about(),
                    outcome,
                    answer.text(),
                    answer.row().id(),
                    answer.row().subject(),
                    answer.row().source()));
      }
    }
    boolean isRight = answers.stream().allMatch(answer -> answer.outcome() == Policy.Outcome.OK);
    return isRight ? Exit.DONE : Exit.FINDINGS;
  }
}
