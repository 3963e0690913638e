package io.takecover.fuzz.cli;

import java.util.ArrayList;
import java.util.List;

/** Takes a command line apart as a shell does, as far as our documents need it. */
final class ShellWords {
  private ShellWords() {}

  /** The words: parted by blanks, with single quotes around what holds one, and {@code \'}. */
  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isQuoted = false;
    boolean isWord = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (line.startsWith("\\'", i) && !isQuoted) {
        word.append(line.charAt(++i));
      } else if (c == '\'') {
        isQuoted = !isQuoted;
        isWord = true;
      } else if (c == ' ' && !isQuoted) {
        if (isWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        isWord = false;
      } else {
        if ("$`\"\\|>&;*".indexOf(c) >= 0 && !isQuoted) {
          throw new IllegalArgumentException("a shell does more than this with: " + line);
        }
        word.append(c);
        isWord = true;
      }
    }
    if (isWord) {
      words.add(word.toString());
    }
    return words;
  }
}
