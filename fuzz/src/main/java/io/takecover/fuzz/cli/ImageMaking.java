package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the image of a tree, or says why there is none.
 *
 * @param file null for standard output
 * @param text what the tree was read from, or null
 */
record ImageMaking(
    Console console, NewFile file, Source source, ByteView text, Format format, Limits limits) {

  /**
   * Writes the image. Nobody sees a byte of it before it is known that the tree breaks no rule.
   *
   * @param broken says, and may take its time, what is wrong with the tree
   */
  int make(Image image, Origins origins, int version, Supplier<List<Violation>> broken)
      throws IOException, CommandException {
    try {
      Optional<Violation> unfit = Composefs.unfit(image, origins, format);
      if (unfit.isPresent()) {
        throw new RejectedException(unfit.get());
      }
      if (file == null) {
        requireNone(broken);
        console.bytesOut().write(Composefs.write(image, format, version, limits));
      } else {
        file.write(
            out -> {
              Composefs.write(image, format, version, limits, out);
              requireNone(broken);
            });
      }
      return Exit.DONE;
    } catch (RejectedException e) {
      List<Violation> all = broken.get();
      return refuse(all.isEmpty() ? List.of(e.violation()) : all);
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      // Whoever writes counts on the rules, and may stumble over a tree that breaks them.
      if (broken.get().isEmpty()) {
        throw e;
      }
      return refuse(broken.get());
    }
  }

  /** Says why there is no image, on stderr, for stdout is for the image. */
  int refuse(List<Violation> violations) {
    for (Violation violation : violations) {
      Violation located = text == null ? violation : VerdictText.withLine(violation, text);
      console.error(new VerdictText(false).rejected(source, located, 0));
    }
    return Exit.FINDINGS;
  }

  private static void requireNone(Supplier<List<Violation>> broken) throws RejectedException {
    if (!broken.get().isEmpty()) {
      throw new RejectedException(broken.get().get(0));
    }
  }
}
