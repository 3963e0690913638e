package io.takecover.fuzz.bench;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.corpus.ValidInputs;
import io.takecover.fuzz.gen.Blob;
import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import io.takecover.fuzz.gen.Place;
import io.takecover.fuzz.gen.Site;
import io.takecover.fuzz.gen.Sites;
import io.takecover.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes inputs on which a planted fault shows, each from a valid one and with other changes beside.
 */
abstract class Trigger {
  private static final int MOST_BYTES = 32 << 10;
  private static final int MOST_NOISE = 5;
  private static final int FREE_BITS = 12;
  private static final int LAST = 8;
  private static final List<String> NATIVE_FREE =
      List.of("st_uid", "st_gid", "st_mtim_sec", "st_ctim_sec");
  private static final List<String> EROFS_FREE = List.of("i_uid", "i_gid");

  /** An input, or null where chance chose a valid input that does not lend itself to it. */
  abstract byte[] input(ValidInputs valid, Random chance) throws EditException;

  /** A number in a field of an inode; the image stays valid. */
  static Trigger nativeField(String field, long number) {
    return new OfImage(Format.NATIVE, null, sites -> numbers(sites, field, number));
  }

  /** A number in a field of an inode; the image stays valid. */
  static Trigger erofsField(String field, long number) {
    return new OfImage(Format.EROFS, null, sites -> numbers(sites, field, number));
  }

  /** A number in a field of an inode that breaks one rule. */
  static Trigger brokenField(String field, long number, Rule rule) {
    return new OfImage(Format.NATIVE, rule, sites -> numbers(sites, field, number));
  }

  static Trigger name(String text, Rule rule) {
    return new OfImage(Format.NATIVE, rule, sites -> runs(sites, Place.Content.NAME, text));
  }

  static Trigger payload(String text, Rule rule) {
    return new OfImage(Format.NATIVE, rule, sites -> runs(sites, Place.Content.PAYLOAD, text));
  }

  static Trigger key(String text, Rule rule) {
    return new OfImage(Format.NATIVE, rule, sites -> runs(sites, Place.Content.KEY, text));
  }

  /** The owner of a line of text. */
  static Trigger textColumn(long number) {
    return new Trigger() {
      @Override
      byte[] input(ValidInputs valid, Random chance) {
        return text(valid, chance, number);
      }
    };
  }

  private static byte[] text(ValidInputs valid, Random chance, long number) {
    List<byte[]> texts = List.copyOf(valid.texts().values());
    String text = new String(texts.get(chance.nextInt(texts.size())), StandardCharsets.ISO_8859_1);
    String[] lines = text.split("\n", -1);
    int noise = chance.nextInt(MOST_NOISE);
    int chosen = chance.nextInt(lines.length);
    for (int i = 0; i <= noise; i++) {
      int line = i == 0 ? chosen : chance.nextInt(lines.length);
      String[] columns = lines[line].split(" ", -1);
      boolean isLink = columns.length < 11 || columns[2].startsWith("@");
      if (isLink && i == 0) {
        return null;
      }
      if (!isLink && (i == 0 || line != chosen)) {
        columns[4] = Long.toString(i == 0 ? number : chance.nextInt(1 << FREE_BITS));
        lines[line] = String.join(" ", columns);
      }
    }
    byte[] made = String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    boolean isAccepted =
        Composefs.readDump(made, Limits.DEFAULT, false) instanceof DumpVerdict.Accepted;
    return isAccepted && made.length <= MOST_BYTES ? made : null;
  }

  private static List<Edit> numbers(Sites sites, String field, long number) {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      if (site.place() instanceof Place.Cell cell && cell.path().equals("inode." + field)) {
        edits.add(new Edit.SetNumber(cell, number));
      }
    }
    return edits;
  }

  /** Runs of bytes whose first bytes are others. */
  private static List<Edit> runs(Sites sites, Place.Content content, String start) {
    List<Edit> edits = new ArrayList<>();
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      boolean fits = start.equals(".") ? site.length() == 1 : site.length() > bytes.length;
      if (site.place() instanceof Place.Run run && run.content() == content && fits) {
        edits.add(new Edit.Overwrite(site.offset(), Blob.of(bytes)));
      }
    }
    return edits;
  }

  /** What may be changed in an image. */
  private interface Candidates {
    List<Edit> of(Sites sites);
  }

  private static final class OfImage extends Trigger {
    private final Format format;
    private final Rule rule;
    private final Candidates candidates;

    /**
     * @param rule that the image breaks, and no other; null where it stays valid
     */
    OfImage(Format format, Rule rule, Candidates candidates) {
      this.format = format;
      this.rule = rule;
      this.candidates = candidates;
    }

    @Override
    byte[] input(ValidInputs valid, Random chance) throws EditException {
      List<byte[]> all = List.copyOf(valid.images().values());
      byte[] parent = all.get(chance.nextInt(all.size()));
      boolean fits = parent.length <= MOST_BYTES && Composefs.formatOf(parent) == format;
      if (!fits) {
        return null;
      }
      Sites sites = Sites.of(parent);
      List<Edit> faulty = candidates.of(sites);
      if (faulty.isEmpty()) {
        return null;
      }
      List<Edit> edits = new ArrayList<>();
      List<String> free = format == Format.NATIVE ? NATIVE_FREE : EROFS_FREE;
      for (int noise = chance.nextInt(MOST_NOISE + 1); noise > 0; noise--) {
        String field = free.get(chance.nextInt(free.size()));
        List<Edit> harmless = numbers(sites, field, chance.nextInt(1 << FREE_BITS));
        if (!harmless.isEmpty()) {
          edits.add(one(harmless, chance));
        }
      }
      edits.add(one(faulty, chance));
      byte[] image = Edit.apply(parent, edits);
      return isAsWanted(image, rule) ? image : null;
    }

    /** One of the last, mostly: an EROFS image has 256 whiteouts before, which have to be alike. */
    private static Edit one(List<Edit> edits, Random chance) {
      int from = chance.nextInt(4) == 0 ? 0 : Math.max(0, edits.size() - LAST);
      return edits.get(from + chance.nextInt(edits.size() - from));
    }

    private static boolean isAsWanted(byte[] image, Rule rule) {
      Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
      if (verdict instanceof Verdict.Rejected rejected) {
        return rejected.violations().size() == 1 && rejected.first().rule() == rule;
      }
      return rule == null;
    }
  }
}
