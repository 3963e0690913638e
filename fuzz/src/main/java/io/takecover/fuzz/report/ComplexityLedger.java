package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Field;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsLayout;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.fuzz.coverage.ClassFiles;
import io.takecover.fuzz.gen.LargeTree;
import io.takecover.model.Image;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Kind;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * How much there is of each format, counted from the one catalogue of rules, the layouts, and the
 * compiled classes; and what images of the same trees take in bytes and steps.
 */
public final class ComplexityLedger {
  private static final List<Integer> TREES = List.of(100, 1000, 4000, 16_000, 64_000);
  private static final long SEED = 1;
  private static final long STEPS_PER_BYTE = 4;
  private static final long FREE_STEPS = 1024;
  private static final String DRAWN = "native/valid/one-file";

  private static final String ACROSS = "rules that relate two fields or more";
  private static final String EDGES = "edges of the reader (JaCoCo's probes)";

  /** What the sentence about C-01 is tried on; kinds of rules are parts of one of them. */
  private static final List<String> COMPARED =
      List.of(
          "fields on disk",
          "fields that refer elsewhere",
          "rules",
          "bytecode instructions",
          "branches (conditional jumps, cases)",
          ACROSS,
          EDGES);

  /** Words in the names of fields that say where something else is. */
  private static final Set<String> REFERENCES =
      Set.of(
          "off",
          "offset",
          "vdata_offset",
          "name_offset",
          "inode_num",
          "nid",
          "nameoff",
          "root_nid",
          "meta_blkaddr",
          "xattr_blkaddr",
          "i_u",
          "blkaddr",
          "id",
          "packed_nid",
          "xattr_prefix_start",
          "devt_slotoff");

  private final Corpus corpus;
  private final ObjectNode data = new ObjectMapper().createObjectNode();
  private final List<Measurement> measurements = new ArrayList<>();

  private ComplexityLedger(Corpus corpus) {
    this.corpus = corpus;
  }

  /** The ledger as evidence: {@code rows}, {@code sizes}, {@code layouts}, {@code measurements}. */
  public static ObjectNode of(Corpus corpus) throws IOException, RejectedException {
    ComplexityLedger ledger = new ComplexityLedger(corpus);
    ledger.layouts();
    Map<String, long[]> rows = ledger.rows();
    ledger.compare(rows);
    ledger.sizes();
    ledger.cost();
    ledger.data.set("ruleCosts", RuleCosts.of(System::nanoTime));
    ledger.data.set("measurements", new ObjectMapper().valueToTree(ledger.measurements));
    return ledger.data;
  }

  /** Native first, EROFS second, by what is counted. */
  private Map<String, long[]> rows() throws IOException {
    Map<String, long[]> rows = new TreeMap<>();
    Field[] own = NativeLayout.values();
    Field[] other = ErofsLayout.values();
    put(rows, "fields on disk", named(own), named(other));
    put(rows, "runs of reserved bytes", own.length - named(own), other.length - named(other));
    put(rows, "fields that refer elsewhere", references(own), references(other));
    put(rows, "rules", NativeRule.values().length, ErofsRule.values().length);
    put(rows, "tree rules, shared by both", TreeRule.values().length, TreeRule.values().length);
    for (Kind kind : Kind.values()) {
      String name = "rules, " + kind;
      put(rows, name, rules(NativeRule.values(), kind), rules(ErofsRule.values(), kind));
    }
    constraints(rows);
    put(
        rows,
        EDGES,
        ReaderCode.of("io/takecover/nativefmt/NativeReader").edges(),
        ReaderCode.of("io/takecover/erofs/ErofsReader").edges());
    bitFaults(rows);
    long[] ours = code("io/takecover/nativefmt/");
    long[] theirs = code("io/takecover/erofs/");
    put(rows, "classes", ours[0], theirs[0]);
    put(rows, "bytecode instructions", ours[1], theirs[1]);
    put(rows, "branches (conditional jumps, cases)", ours[2], theirs[2]);
    ArrayNode list = data.putArray("rows");
    rows.forEach(
        (name, counts) ->
            list.addObject().put("what", name).put("native", counts[0]).put("erofs", counts[1]));
    return rows;
  }

  private static void put(Map<String, long[]> rows, String name, long own, long other) {
    if (own + other > 0) {
      rows.put(name, new long[] {own, other});
    }
  }

  private static void constraints(Map<String, long[]> rows) throws IOException {
    Constraints constraints = Constraints.read();
    int own = constraints.acrossFields(NativeRule.class);
    int other = constraints.acrossFields(ErofsRule.class);
    put(rows, ACROSS, own, other);
    int shared = constraints.acrossFields(TreeRule.class);
    put(rows, "tree rules that relate two fields or more", shared, shared);
    for (Constraints.Reach reach : Constraints.Reach.values()) {
      String name = "rules about " + reach.words();
      int ours = constraints.names(NativeRule.class, reach).size();
      put(rows, name, ours, constraints.names(ErofsRule.class, reach).size());
    }
  }

  /** What is drawn is also what faults are tried on. */
  private void bitFaults(Map<String, long[]> rows) {
    JsonNode drawn = data.path("layouts");
    BitFaults own = BitFaults.of(Base64.getDecoder().decode(drawn.path("native").asText()));
    BitFaults other = BitFaults.of(Base64.getDecoder().decode(drawn.path("erofs").asText()));
    put(rows, "bits turned in the image that is drawn", own.tried(), other.tried());
    put(rows, "bits turned: accepted, as another tree", own.others(), other.others());
    put(rows, "bits turned: accepted, as the same tree", own.unnoticed(), other.unnoticed());
  }

  private static long named(Field[] fields) {
    return Arrays.stream(fields).filter(field -> !field.isReserved()).count();
  }

  private static long references(Field[] fields) {
    return Arrays.stream(fields)
        .map(field -> field.path().substring(field.path().lastIndexOf('.') + 1))
        .filter(REFERENCES::contains)
        .count();
  }

  private static long rules(Rule[] rules, Kind kind) {
    return Arrays.stream(rules).filter(rule -> rule.kind() == kind).count();
  }

  /** Classes, instructions, and ways that a jump or a switch may go beside the next instruction. */
  private static long[] code(String folder) throws IOException {
    long[] counts = new long[3];
    for (Map.Entry<String, byte[]> file : ClassFiles.ofParser().entrySet()) {
      if (file.getKey().startsWith(folder)) {
        ClassNode node = new ClassNode();
        new ClassReader(file.getValue()).accept(node, ClassReader.SKIP_DEBUG);
        counts[0]++;
        for (MethodNode method : node.methods) {
          for (AbstractInsnNode insn : method.instructions) {
            counts[1] += insn.getOpcode() >= 0 ? 1 : 0;
            counts[2] += branches(insn);
          }
        }
      }
    }
    return counts;
  }

  private static int branches(AbstractInsnNode insn) {
    if (insn instanceof TableSwitchInsnNode table) {
      return table.labels.size();
    }
    if (insn instanceof LookupSwitchInsnNode lookup) {
      return lookup.labels.size();
    }
    return insn instanceof JumpInsnNode && insn.getOpcode() != Opcodes.GOTO ? 1 : 0;
  }

  private void compare(Map<String, long[]> rows) {
    Tally less = new Tally();
    for (String name : COMPARED) {
      long[] counts = rows.get(name);
      less.add(counts[0] < counts[1], name);
      less.figure(name, counts[0] + " against " + counts[1]);
    }
    measurements.add(Measurement.of("C-01", less, "dimensions"));
    long[] instructions = rows.get("bytecode instructions");
    long[] branches = rows.get("branches (conditional jumps, cases)");
    double own = 100.0 * branches[0] / instructions[0];
    double other = 100.0 * branches[1] / instructions[1];
    Tally proportion = new Tally();
    proportion.add(Math.abs(own - other) <= Math.max(own, other) / 10, "branches per instruction");
    proportion.figure("native, per cent", Math.round(10 * own) / 10.0);
    proportion.figure("erofs, per cent", Math.round(10 * other) / 10.0);
    measurements.add(Measurement.of("C-19", proportion, "pairs of formats"));
  }

  /** The same trees in both formats. */
  private void sizes() throws RejectedException {
    ArrayNode sizes = data.putArray("sizes");
    Tally smaller = new Tally();
    SimpleRegression line = new SimpleRegression();
    for (int files : TREES) {
      Image tree = LargeTree.of(files, SEED);
      byte[] own = Composefs.write(tree, Format.NATIVE, Limits.DEFAULT);
      byte[] other = Composefs.write(tree, Format.EROFS, Limits.DEFAULT);
      long ownSteps = steps(own);
      long otherSteps = steps(other);
      line.addData(own.length, (double) ownSteps);
      line.addData(other.length, (double) otherSteps);
      smaller.add(own.length < other.length, files + " files");
      smaller.figure("native by erofs, " + files + " files", ratio(own.length, other.length));
      ObjectNode size = sizes.addObject();
      size.put("inodes", tree.inodeCount());
      size.put("nativeBytes", own.length).put("erofsBytes", other.length);
      size.put("nativeSteps", ownSteps).put("erofsSteps", otherSteps);
    }
    measurements.add(Measurement.of("C-04", smaller, "trees"));
    data.putObject("line")
        .put("slope", Math.round(line.getSlope() * 1000) / 1000.0)
        .put("r", Math.round(line.getR() * 10000) / 10000.0);
  }

  private static double ratio(long one, long other) {
    return Math.round(100.0 * one / other) / 100.0;
  }

  private static long steps(byte[] image) {
    return Composefs.inspect(image, Limits.DEFAULT).steps();
  }

  /** Steps a byte of all vectors; the worst and the middle one of each format. */
  private void cost() throws IOException {
    Tally tally = new Tally();
    Map<String, List<Double>> costs = new TreeMap<>();
    for (TestVector vector : corpus.vectors()) {
      byte[] image = corpus.read(vector);
      long steps = steps(image);
      tally.add(steps <= FREE_STEPS + STEPS_PER_BYTE * image.length, vector.id());
      if (image.length > 0) {
        costs
            .computeIfAbsent(vector.format(), format -> new ArrayList<>())
            .add((double) steps / image.length);
      }
    }
    ArrayNode list = data.putArray("cost");
    costs.forEach(
        (format, each) -> {
          each.sort(null);
          double worst = Math.round(1000 * each.get(each.size() - 1)) / 1000.0;
          double typical = Math.round(1000 * each.get(each.size() / 2)) / 1000.0;
          list.addObject().put("format", format).put("worst", worst).put("typical", typical);
        });
    tally.figure("slope", data.path("line").path("slope").asDouble());
    tally.figure("r", data.path("line").path("r").asDouble());
    measurements.add(Measurement.of("C-66", tally, "vectors"));
  }

  /** One tree in both formats, for the pictures. */
  private void layouts() throws IOException, RejectedException {
    byte[] own = corpus.read(corpus.byId().get(DRAWN));
    ObjectNode layouts = data.putObject("layouts");
    layouts.put("tree", DRAWN);
    layouts.put("native", Base64.getEncoder().encodeToString(own));
    if (Composefs.inspect(own, Limits.DEFAULT) instanceof Verdict.Accepted accepted) {
      byte[] other = Composefs.write(accepted.image(), Format.EROFS, Limits.DEFAULT);
      layouts.put("erofs", Base64.getEncoder().encodeToString(other));
    }
  }
}
