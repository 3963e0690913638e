package io.takecover.fuzz.cli;

import io.takecover.dump.DumpRemark;
import io.takecover.dump.DumpRule;
import io.takecover.dump.Escape;
import io.takecover.erofs.ErofsRemark;
import io.takecover.nativefmt.NativeRemark;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Say what a rule demands, where it is written, and what a breach of it leads to.")
final class ExplainCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Such as N-041.")
  private List<String> ids;

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int exit = Exit.DONE;
    for (String given : ids) {
      String id = given.toUpperCase(Locale.ROOT);
      List<Rule> rules = Rule.catalogue().stream().filter(rule -> rule.id().equals(id)).toList();
      Optional<NativeRemark> remark = NativeRemark.find(id);
      Optional<ErofsRemark> erofsRemark = ErofsRemark.find(id);
      Optional<DumpRemark> dumpRemark = DumpRemark.find(id);
      rules.forEach(this::explain);
      remark.ifPresent(row -> explain(row.id(), row.name(), row.reason()));
      erofsRemark.ifPresent(row -> explain(row.id(), row.name(), row.reason()));
      dumpRemark.ifPresent(row -> explain(row.id(), row.name(), row.reason()));
      if (rules.isEmpty() && remark.isEmpty() && erofsRemark.isEmpty() && dumpRemark.isEmpty()) {
        console.say("there is no rule " + Escape.of(given) + " (see: takecover rules)");
        exit = Exit.USAGE;
      }
    }
    return exit;
  }

  private void explain(Rule rule) {
    PrintWriter out = console.out();
    out.printf("%s %s (%s)%n", rule.id(), rule.name(), rule.kind());
    out.printf("  must hold  %s%n", rule.title());
    out.printf("  written    %s%n", rule.anchor());
    out.printf("  weakness   %s %s%n", RulesCommand.cwe(rule), rule.cwe().title());
    out.printf("  a breach   %s%n", breach(rule));
  }

  private void explain(String id, String name, String reason) {
    PrintWriter out = console.out();
    out.printf("%s %s (no rule of its own)%n", id, name);
    out.printf("  %s%n", reason);
  }

  private static String breach(Rule rule) {
    if (rule instanceof DumpRule dumpRule) {
      return breach(dumpRule);
    }
    if (!rule.bindsImages()) {
      return rule.kind() == Kind.NOTE ? "is only reported" : "rejects what is held to it, always";
    }
    String refusing = profiles(rule, true);
    String reporting = profiles(rule, false);
    if (reporting.isEmpty()) {
      return "rejects the image, whatever the profile";
    }
    if (refusing.isEmpty()) {
      return "is only reported, whatever the profile";
    }
    return "rejects the image in " + refusing + "; is reported in " + reporting;
  }

  private static String breach(DumpRule rule) {
    return switch (rule.kind()) {
      case NOTE -> "is only reported";
      case NONCANONICAL -> "is not looked for when a dump is read";
      default ->
          rule.isToleratedByC()
              ? "rejects the dump; is reported with --lenient-c where the C parser accepts it"
              : "rejects the dump, also with --lenient-c";
    };
  }

  private static String profiles(Rule rule, boolean refusing) {
    StringJoiner names = new StringJoiner(", ");
    for (Profile profile : Profile.values()) {
      if (profile.refuses(rule) == refusing) {
        names.add(profile.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    return names.toString();
  }
}
