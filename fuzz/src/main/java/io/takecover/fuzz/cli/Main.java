package io.takecover.fuzz.cli;

import io.takecover.sign.Signatures;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line. */
@Command(
    name = "takecover",
    description = "A strict gate for composefs images.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every image accepted; done",
      "  1  an image rejected; something found, or not found",
      "  2  wrong usage, or a file that cannot be read",
      "  3  a fault of takecover",
      "Of several files the worst code counts: 3 before 2 before 1."
    })
public final class Main {
  /** Every command, in the order of the help; what makes it is right below. */
  static final List<String> COMMANDS =
      List.of(
          "verify",
          "dump",
          "convert",
          "mk",
          "digest",
          "sign",
          "fsck",
          "policy",
          "rules",
          "explain",
          "bench",
          "inspect",
          "inject",
          "corpus",
          "fuzz",
          "triage",
          "report",
          "version",
          "help",
          "generate-completion");

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "With an internal error, print its stack (also: TAKECOVER_DEBUG=1).")
  private boolean debug;

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  private static Object command(String name, Console console) {
    return switch (name) {
      case "verify" -> new VerifyCommand(console);
      case "dump" -> new DumpCommand(console);
      case "convert" -> new ConvertCommand(console);
      case "mk" -> new MkCommand(console);
      case "digest" -> new DigestCommand(console);
      case "sign" -> new SignCommand(console);
      case "fsck" -> new FsckCommand(console);
      case "policy" -> new PolicyCommand(console);
      case "rules" -> new RulesCommand(console);
      case "explain" -> new ExplainCommand(console);
      case "bench" -> BenchCommand.line(console);
      case "inspect" -> new InspectCommand(console);
      case "inject" -> new InjectCommand(console);
      case "corpus" -> CorpusCommand.line(console);
      case "fuzz" -> new FuzzCommand(console);
      case "triage" -> TriageCommand.line(console);
      case "report" -> new ReportCommand(console);
      case "version" -> new VersionCommand(console);
      case "help" -> new CommandLine.HelpCommand();
      case "generate-completion" -> new AutoComplete.GenerateCompletion();
      default -> throw new IllegalArgumentException(name);
    };
  }

  public static void main(String[] args) {
    System.exit(run(args, Console.ofProcess()));
  }

  /** Runs one command and gives its exit code; nothing is thrown. */
  public static int run(String[] args, Console console) {
    Main main = new Main(console);
    int code;
    try {
      code = main.execute(args);
      console.close();
    } catch (CommandException e) {
      console.say(e.getMessage());
      code = Exit.USAGE;
    } catch (Throwable e) {
      OutputLostException lost = OutputLostException.in(e);
      if (lost == null) {
        main.confess(e);
        code = Exit.FAULT;
      } else {
        lost.sentence().ifPresent(console::say);
        code = Exit.USAGE;
      }
    }
    return code;
  }

  private int execute(String[] args) throws Exception {
    Callable<Integer> plain = plain(args);
    if (plain != null) {
      return plain.call();
    }
    Thread preparation = prepare(args);
    CommandLine line = commandLine(args);
    try {
      ParseResult parsed = line.parseArgs(args);
      if (preparation != null) {
        preparation.join();
      }
      Integer help = CommandLine.executeHelpRequest(parsed);
      if (help != null) {
        return help;
      }
      List<CommandLine> chain = parsed.asCommandLineList();
      Object command = chain.get(chain.size() - 1).getCommandSpec().userObject();
      if (command instanceof Runnable runnable) {
        runnable.run();
        return Exit.DONE;
      }
      if (command instanceof Callable<?> callable) {
        return (Integer) callable.call();
      }
      chain.get(chain.size() - 1).usage(console.err());
      return Exit.USAGE;
    } catch (ParameterException e) {
      console.say(e.getMessage());
      PrintWriter err = console.err();
      if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
        err.println(e.getCommandLine().getHelp().fullSynopsis().strip());
      }
      err.flush();
      return Exit.USAGE;
    }
  }

  /**
   * The command, where it has no option and does its work in less time than describing and parsing
   * options takes: a gate before a mount is a new process for each image. Null for any other.
   */
  private Callable<Integer> plain(String[] args) {
    for (String arg : args) {
      if (arg.startsWith("-") && !arg.equals("-")) {
        return null;
      }
    }
    if (args.length < 2) {
      return null;
    }
    List<String> files = List.of(args).subList(1, args.length);
    return switch (args[0]) {
      case "verify" -> new VerifyCommand(console, files);
      case "digest" -> new DigestCommand(console, files);
      default -> null;
    };
  }

  /**
   * While options are described and parsed, what judging a signature needs can be loaded. Nothing
   * of it may be used before that has ended: two threads that initialise classes of one library in
   * another order can wait for each other without end. Null where no signature is to be judged.
   */
  private static Thread prepare(String[] args) {
    for (String arg : args) {
      if (arg.startsWith("--trust")) {
        Thread thread = new Thread(Signatures::prepare, "prepare");
        thread.setDaemon(true);
        thread.start();
        return thread;
      }
    }
    return null;
  }

  /**
   * Describing a command costs as much time as verifying a small image, so where the first argument
   * names one, only that one is described.
   */
  private CommandLine commandLine(String[] args) {
    CommandLine line = new CommandLine(this);
    String wanted = args.length == 0 ? "" : args[0];
    boolean one = COMMANDS.contains(wanted) && !wanted.equals("help") && !wanted.startsWith("gen");
    for (String name : one ? List.of(wanted) : COMMANDS) {
      line.addSubcommand(name, command(name, console));
    }
    // A file may well be called @x.img.
    line.setExpandAtFiles(false);
    line.setOut(console.out());
    line.setErr(console.err());
    Ansi ansi = console.isColoured() ? Ansi.ON : Ansi.OFF;
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    return line;
  }

  private void confess(Throwable fault) {
    console.say("internal error: " + fault);
    if (debug || "1".equals(System.getenv("TAKECOVER_DEBUG"))) {
      fault.printStackTrace(console.err());
    }
    console.err().flush();
  }
}
