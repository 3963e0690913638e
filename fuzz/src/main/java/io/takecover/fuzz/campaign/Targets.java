package io.takecover.fuzz.campaign;

import io.takecover.Format;
import io.takecover.fuzz.gen.EditScript;
import io.takecover.fuzz.gen.FieldMutation;
import io.takecover.fuzz.gen.MixedImage;
import io.takecover.fuzz.gen.SignatureScript;
import io.takecover.fuzz.gen.TreeGen;
import io.takecover.fuzz.targets.CanaryFuzzer;
import io.takecover.fuzz.targets.ConvertFuzzer;
import io.takecover.fuzz.targets.DumpFuzzer;
import io.takecover.fuzz.targets.DumpReadFuzzer;
import io.takecover.fuzz.targets.EmptyFuzzer;
import io.takecover.fuzz.targets.ErofsEditFuzzer;
import io.takecover.fuzz.targets.ErofsReadFuzzer;
import io.takecover.fuzz.targets.ErofsTreeFuzzer;
import io.takecover.fuzz.targets.GateFuzzer;
import io.takecover.fuzz.targets.NativeEditFuzzer;
import io.takecover.fuzz.targets.NativeReadFuzzer;
import io.takecover.fuzz.targets.NativeTreeFuzzer;
import io.takecover.fuzz.targets.SignatureEditFuzzer;
import io.takecover.fuzz.targets.SignatureFuzzer;
import io.takecover.fuzz.targets.SpecimenEditFuzzer;
import io.takecover.fuzz.targets.SpecimenFuzzer;
import io.takecover.fuzz.targets.StoreFuzzer;
import io.takecover.fuzz.targets.VerityFuzzer;
import io.takecover.fuzz.triage.Subject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The one list of fuzz targets. */
public enum Targets implements Subject {
  NATIVE_READ(
      NativeReadFuzzer.class,
      NativeReadFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.IMAGES,
      8192,
      Instrumented.PARSER),
  NATIVE_TREE(
      NativeTreeFuzzer.class,
      NativeTreeFuzzer::fuzzerTestOneInput,
      input -> WrittenTree.of(TreeGen.tree(input), Format.NATIVE),
      Seeds.NONE,
      2048,
      Instrumented.TREES_WITHOUT_COMPARES),
  NATIVE_EDIT(
      NativeEditFuzzer.class,
      NativeEditFuzzer::fuzzerTestOneInput,
      EditScript::image,
      Seeds.NONE,
      256,
      Instrumented.PARSER_WITHOUT_COMPARES),
  EROFS_READ(
      ErofsReadFuzzer.class,
      ErofsReadFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.EROFS_IMAGES,
      20480,
      Instrumented.PARSER_WITHOUT_COMPARES),
  EROFS_TREE(
      ErofsTreeFuzzer.class,
      ErofsTreeFuzzer::fuzzerTestOneInput,
      input -> WrittenTree.of(TreeGen.tree(input), Format.EROFS),
      Seeds.NONE,
      2048,
      Instrumented.TREES_WITHOUT_COMPARES),
  EROFS_EDIT(
      ErofsEditFuzzer.class,
      ErofsEditFuzzer::fuzzerTestOneInput,
      EditScript::erofsImage,
      Seeds.NONE,
      256,
      Instrumented.PARSER_WITHOUT_COMPARES),
  CONVERT(
      ConvertFuzzer.class,
      ConvertFuzzer::fuzzerTestOneInput,
      input -> WrittenTree.of(TreeGen.tree(input), Format.EROFS),
      Seeds.NONE,
      2048,
      Instrumented.TREES_WITHOUT_COMPARES),
  DUMP_READ(
      DumpReadFuzzer.class,
      DumpReadFuzzer::fuzzerTestOneInput,
      WrittenTree::ofText,
      Seeds.TEXTS,
      4096,
      Instrumented.PARSER),
  DUMP(
      DumpFuzzer.class,
      DumpFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.IMAGES,
      8192,
      Instrumented.PARSER),
  VERITY(
      VerityFuzzer.class,
      VerityFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.NONE,
      256,
      Instrumented.PARSER_WITHOUT_COMPARES),
  SIGNATURE(
      SignatureFuzzer.class,
      SignatureFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.SIGNATURES,
      4096,
      Instrumented.PARSER),
  SIGNATURE_EDIT(
      SignatureEditFuzzer.class,
      SignatureEditFuzzer::fuzzerTestOneInput,
      SignatureScript::bytes,
      Seeds.NONE,
      64,
      Instrumented.PARSER_WITHOUT_COMPARES),
  STORE(
      StoreFuzzer.class,
      StoreFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.NONE,
      128,
      Instrumented.PARSER_WITHOUT_COMPARES),
  GATE(
      GateFuzzer.class,
      GateFuzzer::fuzzerTestOneInput,
      MixedImage::of,
      Seeds.NONE,
      256,
      Instrumented.TREES_WITHOUT_COMPARES),
  /** Finds faults on purpose, so it runs only when it is asked for by name. */
  SPECIMEN(
      SpecimenFuzzer.class,
      SpecimenFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.NONE,
      20480,
      Instrumented.PARSER),
  /** The same, of images that are made. */
  SPECIMEN_EDIT(
      SpecimenEditFuzzer.class,
      SpecimenEditFuzzer::fuzzerTestOneInput,
      MixedImage::of,
      Seeds.NONE,
      256,
      Instrumented.TREES_WITHOUT_COMPARES),
  /** Fails on purpose, so it runs only when it is asked for by name. */
  CANARY(
      CanaryFuzzer.class,
      CanaryFuzzer::fuzzerTestOneInput,
      input -> input,
      Seeds.NONE,
      64,
      Instrumented.PARSER),
  /**
   * Does nothing, under the conditions of {@link #NATIVE_READ}: what the fuzzer itself takes. Runs
   * only when it is asked for by name.
   */
  EMPTY(
      EmptyFuzzer.class,
      EmptyFuzzer::fuzzerTestOneInput,
      NATIVE_READ.image,
      NATIVE_READ.seeds,
      NATIVE_READ.maxLength,
      NATIVE_READ.instrumented);

  /** What a target starts from. */
  enum Seeds {
    NONE(List.of(), false),
    IMAGES(List.of("native/valid", "native/malformed"), true),
    EROFS_IMAGES(List.of("erofs/valid", "erofs/malformed"), true),
    TEXTS(List.of("dump/valid", "dump/malformed"), true),
    SIGNATURES(List.of("sign/valid", "sign/malformed"), false);

    private final List<String> folders;
    private final boolean dictionary;

    Seeds(List<String> folders, boolean dictionary) {
      this.folders = folders;
      this.dictionary = dictionary;
    }
  }

  /**
   * Where coverage is counted, and whether compares are traced. Not in {@code bytes}, whose checks
   * every read goes through and whose compares say nothing of the format; not in what generates and
   * checks, where there is nothing to find. Of what draws trees, the choices count, not the bulk.
   *
   * <p>An operand of a compare is a hint only where the input is what the parser reads. Where the
   * input is decoded first, no such bytes are in it; and in an EROFS image 256 whiteouts that are
   * all alike make most of the compares. There, tracing takes more than half of the time, and finds
   * nothing sooner.
   */
  enum Instrumented {
    PARSER(parserAlone(), "all"),
    PARSER_WITHOUT_COMPARES(parserAlone(), NO_COMPARES),
    TREES_WITHOUT_COMPARES(
        List.of(
            "io.takecover.bytes.**",
            "io.takecover.fuzz.claims.**",
            "io.takecover.fuzz.bench.**",
            "io.takecover.fuzz.gen.Draft**",
            "io.takecover.fuzz.gen.Fill",
            "io.takecover.fuzz.gen.TreeLayout"),
        NO_COMPARES);

    private final List<String> excludes;
    private final String trace;

    Instrumented(List<String> excludes, String trace) {
      this.excludes = excludes;
      this.trace = trace;
    }

    private static List<String> parserAlone() {
      return List.of(
          "io.takecover.bytes.**", "io.takecover.fuzz.claims.**", "io.takecover.fuzz.gen.**");
    }
  }

  private static final String NO_COMPARES = "cov:div:indir";

  private final Class<?> type;
  private final Consumer<byte[]> entry;
  private final UnaryOperator<byte[]> image;
  private final Seeds seeds;
  private final int maxLength;
  private final Instrumented instrumented;

  Targets(
      Class<?> type,
      Consumer<byte[]> entry,
      UnaryOperator<byte[]> image,
      Seeds seeds,
      int maxLength,
      Instrumented instrumented) {
    this.type = type;
    this.entry = entry;
    this.image = image;
    this.seeds = seeds;
    this.maxLength = maxLength;
    this.instrumented = instrumented;
  }

  /** Those that a campaign runs when it is not told which. */
  public static List<Targets> regular() {
    return List.copyOf(EnumSet.complementOf(EnumSet.of(SPECIMEN, SPECIMEN_EDIT, CANARY, EMPTY)));
  }

  /** The target whose class has this simple name. */
  public static Optional<Targets> find(String label) {
    return Arrays.stream(values()).filter(target -> target.label().equals(label)).findFirst();
  }

  @Override
  public Class<?> type() {
    return type;
  }

  /** The simple name of the class: how people, folders and logs name the target. */
  public String label() {
    return type.getSimpleName();
  }

  /** Runs one input, here and now. */
  public void run(byte[] input) {
    entry.accept(input);
  }

  @Override
  public byte[] image(byte[] input) {
    return image.apply(input);
  }

  /** Folders below {@code corpus/} whose files are inputs. */
  public List<String> seedFolders() {
    return seeds.folders;
  }

  /** Whether inputs are images, so that the dictionary of the layout is of use. */
  public boolean usesDictionary() {
    return seeds.dictionary;
  }

  /** What the Java machine is told that the target is fuzzed in, beside what all are. */
  public List<String> machineFlags() {
    return usesDictionary() && this != EMPTY ? List.of(FieldMutation.FLAG) : List.of();
  }

  @Override
  public boolean takesText() {
    return seeds == Seeds.TEXTS;
  }

  /** Longest input that is tried, in bytes. */
  public int maxLength() {
    return maxLength;
  }

  /** Patterns of classes that are not instrumented. */
  public List<String> instrumentationExcludes() {
    return instrumented.excludes;
  }

  /** Which operations the fuzzer is told of, as its option {@code --trace} wants them. */
  public String trace() {
    return instrumented.trace;
  }

  /**
   * What the fuzzer is told of the target wherever it runs: its class, and what is instrumented.
   */
  public List<String> fuzzerFlags() {
    return List.of(
        "--target_class=" + type.getName(),
        "--instrumentation_includes=io.takecover.**",
        "--instrumentation_excludes=" + String.join(":", instrumented.excludes),
        "--trace=" + instrumented.trace);
  }
}
