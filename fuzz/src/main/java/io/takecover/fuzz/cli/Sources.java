package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The files that arguments name: a file stands for itself, a folder for every regular file below
 * it, sorted, without following symbolic links. Folders that cannot be read, or hold nothing, are
 * reported, for a gate that was to check something must not stay silent about having checked
 * nothing.
 */
final class Sources {
  private final Console console;
  private final List<Source> found = new ArrayList<>();
  private int exit = Exit.DONE;

  private Sources(Console console) {
    this.console = console;
  }

  /** Finds them; what goes wrong is said on {@code console}. */
  static Sources of(List<String> arguments, Console console) {
    Sources sources = new Sources(console);
    for (String argument : arguments) {
      sources.add(argument);
    }
    return sources;
  }

  /** The file that an argument names; a folder is none. */
  static Source one(String argument) throws CommandException {
    return argument.equals("-") ? Source.STDIN : new Source(argument, path(argument));
  }

  /** The path that an argument is. */
  static Path path(String argument) throws CommandException {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new CommandException(
          Escape.of(argument) + ": this is no file name (is the locale a UTF-8 one?)");
    }
  }

  List<Source> list() {
    return found;
  }

  /** What finding them comes to. */
  int exit() {
    return exit;
  }

  private void add(String argument) {
    try {
      Source source = one(argument);
      if (source.path() == null || !Files.isDirectory(source.path())) {
        found.add(source);
        return;
      }
      int before = found.size();
      walk(source.path());
      if (found.size() == before && exit == Exit.DONE) {
        throw new CommandException(source.label() + ": there is no file in this folder");
      }
    } catch (CommandException e) {
      complain(e.getMessage());
    }
  }

  private void walk(Path folder) {
    Deque<Path> waiting = new ArrayDeque<>();
    waiting.push(folder);
    while (!waiting.isEmpty()) {
      Path next = waiting.pop();
      BasicFileAttributes attributes = next.equals(folder) ? null : attributes(next);
      if (next.equals(folder) || (attributes != null && attributes.isDirectory())) {
        List<Path> inside = children(next);
        Collections.sort(inside, Collections.reverseOrder());
        inside.forEach(waiting::push);
      } else if (attributes != null && attributes.isRegularFile()) {
        found.add(new Source(next.toString(), next));
      }
    }
  }

  /** What is behind a name; null where it went away meanwhile. */
  private static BasicFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null;
    }
  }

  private List<Path> children(Path folder) {
    List<Path> inside = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(inside::add);
    } catch (IOException | DirectoryIteratorException e) {
      complain(Escape.of(folder.toString()) + ": this folder cannot be read");
    }
    return inside;
  }

  private void complain(String sentence) {
    console.say(sentence);
    exit = Exit.worst(exit, Exit.USAGE);
  }
}
