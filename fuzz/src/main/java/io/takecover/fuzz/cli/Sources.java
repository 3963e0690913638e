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
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The files that arguments name: a file stands for itself, a folder for every regular file below
 * it, sorted, without following symbolic links. Folders that cannot be read, or hold nothing, are
 * reported, for a gate that was to check something must not stay silent about having checked
 * nothing.
 */
final class Sources implements Iterator<Source> {
  private final Console console;
  private final Iterator<String> arguments;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private final Deque<Source> found = new ArrayDeque<>();
  private Path folder;
  private boolean nothingInFolder;
  private int exit = Exit.DONE;

  private Sources(List<String> arguments, Console console) {
    this.arguments = arguments.iterator();
    this.console = console;
  }

  /** Finds them one after the other; what goes wrong is said on {@code console} meanwhile. */
  static Sources of(List<String> arguments, Console console) {
    return new Sources(arguments, console);
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

  /** All that are left. */
  List<Source> list() {
    List<Source> all = new ArrayList<>();
    forEachRemaining(all::add);
    return all;
  }

  /** What finding those came to that were found so far. */
  int exit() {
    return exit;
  }

  /** How many are left; {@code most} where there are as many or more. */
  int count(int most) {
    while (found.size() < most && (folder != null || arguments.hasNext())) {
      if (folder != null) {
        step();
      } else {
        begin(arguments.next());
      }
    }
    return found.size();
  }

  @Override
  public boolean hasNext() {
    return count(1) > 0;
  }

  @Override
  public Source next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return found.remove();
  }

  private void begin(String argument) {
    try {
      Source source = one(argument);
      if (source.path() == null || !Files.isDirectory(source.path())) {
        found.add(source);
        return;
      }
      folder = source.path();
      nothingInFolder = true;
      enter(folder);
    } catch (CommandException e) {
      complain(e.getMessage());
    }
  }

  /** Looks at one more name in the folder, or leaves it. */
  private void step() {
    if (waiting.isEmpty()) {
      if (nothingInFolder) {
        complain(Escape.of(folder.toString()) + ": there is no file in this folder");
      }
      folder = null;
      return;
    }
    Path path = waiting.pop();
    BasicFileAttributes attributes = attributes(path);
    if (attributes != null && attributes.isDirectory()) {
      enter(path);
    } else if (attributes != null && attributes.isRegularFile()) {
      found.add(new Source(path.toString(), path, true));
      nothingInFolder = false;
    }
  }

  private void enter(Path path) {
    List<Path> inside = children(path);
    Collections.sort(inside, Collections.reverseOrder());
    inside.forEach(waiting::push);
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
      nothingInFolder = false;
      complain(Escape.of(folder.toString()) + ": this folder cannot be read");
    }
    return inside;
  }

  private void complain(String sentence) {
    console.say(sentence);
    exit = Exit.worst(exit, Exit.USAGE);
  }
}
