package io.takecover.fuzz.report;

import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusCheck;
import io.takecover.fuzz.corpus.Judgement;
import io.takecover.fuzz.corpus.ProfileName;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the vectors of the corpus show of rules. */
final class RuleMeasures {
  private final Corpus corpus;

  /** What was said of each vector. */
  private final Map<TestVector, Judgement> judgements = new LinkedHashMap<>();

  RuleMeasures(Corpus corpus) throws IOException {
    this.corpus = corpus;
    for (TestVector vector : corpus.vectors()) {
      Profile profile = ProfileName.find(vector.profile()).orElse(Profile.STRICT);
      judgements.put(vector, Judgement.of(corpus.read(vector), profile));
    }
  }

  List<Measurement> all() throws IOException {
    List<Measurement> all = new ArrayList<>();
    all.add(Measurement.of("C-08", bounds(), "ranges"));
    all.add(Measurement.of("C-18", verdicts(), "vectors"));
    all.add(Measurement.of("C-40", everyRule(), "rules"));
    all.add(Measurement.of("C-58", edits(), "vectors made by edits"));
    all.add(refused("C-34", ErofsRule.STUB, ErofsRule.STUB_MISSING));
    all.add(refused("C-36", ErofsRule.DATA_RANGE, ErofsRule.DATA_AREA, ErofsRule.INODE_RANGE));
    all.add(refused("C-39", ErofsRule.COMPRESSED_LAYOUT));
    all.add(refused("C-41", ErofsRule.EXTRA_DEVICES, ErofsRule.FEATURE_DEVICES));
    all.add(refused("C-45", ErofsRule.NAME_TABLE, ErofsRule.NAME_OFFSETS));
    all.add(refused("C-46", ErofsRule.SHARED_COUNT));
    all.add(refused("C-47", TreeRule.SIZE_RANGE));
    all.add(refused("C-48", ErofsRule.COMPRESSION_ALGORITHMS));
    all.add(refused("C-54", TreeRule.NAMES_ASCEND, ErofsRule.NAMES_ASCEND));
    all.add(refused("C-55", TreeRule.LINK_LENGTH, ErofsRule.LINK_PIECES));
    all.add(
        refused(
            "C-56",
            ErofsRule.HEADER_UNUSED,
            ErofsRule.SUPERBLOCK_UNUSED,
            ErofsRule.INODE_RESERVED,
            ErofsRule.DIRENT_RESERVED,
            ErofsRule.LAYOUT,
            ErofsRule.FEATURE_INCOMPAT,
            ErofsRule.TAIL_CROSSES));
    all.add(refused("C-80", TreeRule.ONE_PARENT, TreeRule.LINK_LENGTH));
    return all;
  }

  /** Vectors that are to be refused by one of these rules; a rule without any is a failure. */
  private Measurement refused(String claim, Rule... rules) {
    Tally tally = new Tally();
    for (Rule rule : rules) {
      boolean any = false;
      for (Map.Entry<TestVector, Judgement> each : judgements.entrySet()) {
        TestVector vector = each.getKey();
        Judgement judgement = each.getValue();
        if (!vector.isAccepted() && rule.id().equals(vector.rule())) {
          any = true;
          boolean isRefused =
              !judgement.isAccepted() && judgement.violation().rule().id().equals(rule.id());
          tally.add(isRefused, vector.id());
        }
      }
      if (!any) {
        tally.add(false, "no vector of " + rule.name());
      }
    }
    tally.figure("rules", rules.length);
    return Measurement.of(claim, tally, "vectors");
  }

  private Tally verdicts() {
    Tally tally = new Tally();
    for (Map.Entry<TestVector, Judgement> each : judgements.entrySet()) {
      TestVector vector = each.getKey();
      Judgement judgement = each.getValue();
      boolean same = vector.isAccepted() == judgement.isAccepted();
      if (same && !vector.isAccepted()) {
        same = judgement.violation().rule().id().equals(vector.rule());
      }
      tally.add(same, vector.id());
    }
    return tally;
  }

  private Tally everyRule() {
    Set<Rule> fired = new HashSet<>();
    for (Judgement judgement : judgements.values()) {
      if (!judgement.isAccepted()) {
        fired.add(judgement.violation().rule());
      }
      if (judgement.verdict() instanceof Verdict.Accepted accepted) {
        accepted.notes().forEach(note -> fired.add(note.rule()));
      }
    }
    Tally tally = new Tally();
    for (Rule rule : Rule.catalogue()) {
      if (rule.bindsImages() && !rule.bindsWriting() && isOfImages(rule)) {
        tally.add(fired.contains(rule), rule.id() + " " + rule.name());
      }
    }
    return tally;
  }

  /** Those of formats and trees; what is only too large, and dumps, have tests of their own. */
  private static boolean isOfImages(Rule rule) {
    boolean isOfFormat = rule.id().startsWith("N-") || rule.id().startsWith("E-");
    return isOfFormat && rule.kind() != Kind.LIMIT;
  }

  private Tally edits() throws IOException {
    Set<String> wrong = new HashSet<>(CorpusCheck.problems(corpus));
    Tally tally = new Tally();
    for (TestVector vector : judgements.keySet()) {
      if (vector.source() != null && vector.source().edit() != null) {
        tally.add(wrong.stream().noneMatch(line -> line.contains(vector.id())), vector.id());
      }
    }
    return tally;
  }

  /** The check of ranges against arithmetic that cannot overflow. */
  private static Tally bounds() {
    Set<Long> ends = new TreeSet<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      for (int near = -2; near <= 2; near++) {
        ends.add((1L << bit) + near);
      }
    }
    Tally tally = new Tally();
    for (int size : List.of(0, 1, 2, 127, 128, 4096)) {
      ByteView view = ByteView.of(new byte[size]);
      for (long at : ends) {
        for (long length : ends) {
          BigInteger end = BigInteger.valueOf(at).add(BigInteger.valueOf(length));
          boolean fits = at >= 0 && length >= 0 && end.compareTo(BigInteger.valueOf(size)) <= 0;
          tally.add(view.holds(at, length) == fits, size + ": " + at + " + " + length);
        }
      }
    }
    return tally;
  }
}
