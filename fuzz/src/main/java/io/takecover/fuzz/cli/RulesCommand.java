package io.takecover.fuzz.cli;

import io.takecover.Format;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "List the rules that an image must keep.")
final class RulesCommand implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Only rules of the rows of that format's specification: native or erofs.")
  private String format;

  private final Console console;

  RulesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    List<Rule> rules = new ArrayList<>(Rule.catalogue());
    if (format != null) {
      String letter = FormatName.parse(format, "--format") == Format.NATIVE ? "N-" : "E-";
      rules.removeIf(rule -> !rule.id().startsWith(letter));
    }
    rules.sort((one, other) -> one.id().compareTo(other.id()));
    if (json) {
      JsonLines lines = new JsonLines(console);
      for (Rule rule : rules) {
        lines.rule(rule);
      }
      lines.flush();
    } else {
      for (Rule rule : rules) {
        console
            .out()
            .printf("%-7s %-12s %-8s %s%n", rule.id(), rule.kind(), cwe(rule), rule.title());
      }
    }
    return Exit.DONE;
  }

  /** {@code CWE-125}, or {@code -} where there is none. */
  static String cwe(Rule rule) {
    return rule.cwe().number() == 0 ? "-" : "CWE-" + rule.cwe().number();
  }
}
