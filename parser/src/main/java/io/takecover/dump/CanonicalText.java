package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;

/** Whether a text is the one that {@link DumpWriter} makes of its tree (D-011, D-034). */
public final class CanonicalText {
  private static final String FIELD = "dump";

  private CanonicalText() {}

  /**
   * Holds what our writer would write against the text that a tree was read from, as far as the two
   * are the same.
   *
   * @return the first difference, or null; found is the byte of the text that differs, 0 at its end
   */
  public static Violation firstDifference(Image image, ByteView text, Limits limits)
      throws RejectedException {
    Comparison comparison = new Comparison(text);
    try {
      DumpWriter.write(image, comparison, limits);
    } catch (DifferentException e) {
      return new Violation(DumpRule.CANONICAL_TEXT, comparison.at, FIELD, comparison.found());
    } catch (IOException e) {
      throw new IllegalStateException("a comparison has no other trouble", e);
    }
    return comparison.at == text.size()
        ? null
        : new Violation(DumpRule.CANONICAL_TEXT, comparison.at, FIELD, comparison.found());
  }

  /** Ends the writer early. */
  private static final class DifferentException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Comparison implements Appendable {
    private final ByteView text;
    private long at;

    Comparison(ByteView text) {
      this.text = text;
    }

    int found() {
      return at < text.size() ? text.u8(at) : 0;
    }

    @Override
    public Appendable append(CharSequence piece) throws IOException {
      return append(piece, 0, piece.length());
    }

    @Override
    public Appendable append(CharSequence piece, int from, int to) throws IOException {
      for (int i = from; i < to; i++) {
        append(piece.charAt(i));
      }
      return this;
    }

    @Override
    public Appendable append(char letter) throws IOException {
      if (at == text.size() || text.u8(at) != letter) {
        throw new DifferentException();
      }
      at++;
      return this;
    }
  }
}
