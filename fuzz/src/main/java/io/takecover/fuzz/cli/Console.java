package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command talks to: results to {@link #line}, sentences to {@link #say}, progress to {@link
 * #progress}, from any thread. Texts that come from an image or from a file name must have gone
 * through {@link Escape} before.
 */
public final class Console {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final InputStream in;
  private final OutputStream rawOut;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final boolean coloured;
  private boolean progressShown;

  /**
   * @param environment the variables NO_COLOR and TERM of it are heeded
   */
  public Console(
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      Map<String, String> environment) {
    this.in = in;
    this.rawOut = new LossReporting(out);
    this.out = new PrintWriter(new OutputStreamWriter(rawOut, StandardCharsets.UTF_8));
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    this.outIsTerminal = outIsTerminal;
    this.errIsTerminal = errIsTerminal;
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    this.coloured = outIsTerminal && wanted && !"dumb".equals(environment.get("TERM"));
  }

  /** A console of given streams, none of which is a terminal. */
  public static Console of(InputStream in, OutputStream out, OutputStream err) {
    return new Console(in, out, err, false, false, Map.of());
  }

  /**
   * The console of this process. Java cannot ask whether one stream is a terminal, so the wrapper
   * script says it in the system properties {@code takecover.stdout} and {@code takecover.stderr};
   * without it, none is.
   */
  static Console ofProcess() {
    return new Console(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        "terminal".equals(System.getProperty("takecover.stdout")),
        "terminal".equals(System.getProperty("takecover.stderr")),
        System.getenv());
  }

  public InputStream in() {
    return in;
  }

  /** Where results go, as characters. */
  public PrintWriter out() {
    return out;
  }

  /** Where results go, as bytes; nothing may be waiting in {@link #out}. */
  OutputStream bytesOut() {
    out.flush();
    return rawOut;
  }

  public PrintWriter err() {
    return err;
  }

  /** Whether lines on stderr can be written over. */
  boolean errIsTerminal() {
    return errIsTerminal;
  }

  /** Whether results may be coloured. */
  public boolean isColoured() {
    return coloured;
  }

  /** One result, on stdout at once, for whoever reads it may act on it. */
  public synchronized void line(String text) {
    eraseProgress();
    out.append(text).append('\n').flush();
  }

  /** One of many results, on stdout when there are enough of them. */
  synchronized void listed(String text) {
    eraseProgress();
    out.append(text).append('\n');
  }

  /** One line on stderr, which must be fit to print. */
  synchronized void error(String text) {
    eraseProgress();
    err.append(text).append('\n').flush();
  }

  /** One sentence on stderr; what is not printable ASCII in it is escaped. */
  public void say(String sentence) {
    error("takecover: " + Escape.sentence(sentence));
  }

  /** Whether {@link #progress} is seen by anybody, for whom it is worth putting into words. */
  boolean showsProgress() {
    return errIsTerminal && !outIsTerminal;
  }

  /** How far we are, on stderr, where that is a terminal that the results do not go to. */
  public void progress(String text) {
    if (showsProgress()) {
      progressBeforeResults(text);
    }
  }

  /** The same where results come only when all is done, and so may go to the same terminal. */
  synchronized void progressBeforeResults(String text) {
    if (errIsTerminal) {
      err.append(ERASE_LINE).append(text).flush();
      progressShown = true;
    }
  }

  /** Ends the progress line, and hands on what is waiting. */
  synchronized void close() {
    eraseProgress();
    out.flush();
    err.flush();
  }

  private void eraseProgress() {
    if (progressShown) {
      err.append(ERASE_LINE).flush();
      progressShown = false;
    }
  }

  /**
   * Turns the trouble of a stream into {@link OutputLostException}, which cannot be mistaken for an
   * input's, and which a {@link PrintWriter} does not swallow.
   */
  private static final class LossReporting extends FilterOutputStream {
    LossReporting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) {
      try {
        out.write(value);
      } catch (IOException e) {
        throw new OutputLostException(e);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw new OutputLostException(e);
      }
    }

    @Override
    public void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new OutputLostException(e);
      }
    }
  }
}
