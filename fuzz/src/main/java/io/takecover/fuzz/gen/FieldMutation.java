package io.takecover.fuzz.gen;

import com.code_intelligence.jazzer.driver.FuzzTargetRunner;
import com.code_intelligence.jazzer.mutation.mutator.libfuzzer.LibFuzzerMutate;
import io.takecover.Composefs;
import io.takecover.bytes.ByteView;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stands between a fuzzer and its own way to change inputs: those that are images are changed by
 * their fields, and made right again in what follows from the rest; those that are texts, by their
 * lines. Inputs stay what they are, so that what is found, kept and merged is the same as without.
 *
 * <p>The fuzzer has no place for this. A target calls {@link #takeOver} before its first input, and
 * the fuzzer is started from there, with this class in place of the one that it would have called.
 */
public final class FieldMutation {
  /** What a Java machine is told that is to do so. */
  public static final String FLAG = "-Dtakecover.fields=true";

  private static final String WANTED = "takecover.fields";

  /** Property of the Java machine: what the fuzzer was started with, a line an argument. */
  public static final String ARGUMENTS = "takecover.fuzzer.arguments";

  private static final String NATIVES =
      "com.code_intelligence.jazzer.runtime.FuzzTargetRunnerNatives";
  private static final int LONGEST_SCRIPT = 24;

  /** To take an image apart takes longer than to try it. */
  private static final int ONE_IN = 8;

  private static final MethodHandle RUN_ONE =
      ofRunner("runOne", MethodType.methodType(int.class, long.class, int.class));
  private static final MethodHandle COPY =
      ofRunner("copyToArray", MethodType.methodType(byte[].class, long.class, int.class));
  private static final MethodHandle DUMP =
      ofRunner("dumpAllStackTraces", MethodType.methodType(void.class));
  private static final long BYTES = offsetOfBytes();
  private static final MethodHandle COPY_MEMORY = copyMemory();

  private FieldMutation() {}

  /**
   * Where the Java machine was told so, starts the fuzzer with this way of changing inputs, and
   * ends the process behind it.
   */
  public static void takeOver() throws ReflectiveOperationException {
    if (!Boolean.getBoolean(WANTED)) {
      return;
    }
    List<String> arguments = List.of(System.getProperty(ARGUMENTS, "").split("\n", -1));
    byte[][] all = new byte[arguments.size() + 1][];
    all[0] = "jazzer".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < arguments.size(); i++) {
      all[i + 1] = arguments.get(i).getBytes(StandardCharsets.UTF_8);
    }
    Object status =
        Class.forName(NATIVES, true, null)
            .getMethod("startLibFuzzer", byte[][].class, Class.class, boolean.class)
            .invoke(null, all, FieldMutation.class, true);
    System.exit((int) status);
  }

  /**
   * A changed input. Most images are changed by their bytes, which takes least time; one in eight
   * is changed by its fields, and as many are repaired. Of texts, half are changed by their lines.
   *
   * @param most bytes that it may have
   * @param chance where choices start
   */
  static byte[] mutate(byte[] input, int most, int chance) {
    SplittableRandom random = new SplittableRandom(chance);
    if (isText(input)) {
      boolean byLines = random.nextBoolean();
      return cut(byLines ? LineMutation.mutate(input, random) : byBytes(input, most), most);
    }
    boolean byFields = random.nextInt(ONE_IN) == 0;
    byte[] changed = byFields ? EditScript.edited(input, script(random)) : byBytes(input, most);
    boolean isRepaired = random.nextInt(ONE_IN) == 0;
    return cut(isRepaired ? Fixups.of(Composefs.formatOf(changed), changed) : changed, most);
  }

  /** The root's line comes first, and no image starts so. */
  private static boolean isText(byte[] input) {
    return input.length > 0 && ByteView.of(input).u8(0) == '/';
  }

  private static byte[] cut(byte[] bytes, int most) {
    return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
  }

  private static byte[] byBytes(byte[] input, int most) {
    return LibFuzzerMutate.mutateDefault(input, Math.max(0, most - input.length));
  }

  private static byte[] script(SplittableRandom random) {
    byte[] script = new byte[1 + random.nextInt(LONGEST_SCRIPT)];
    random.nextBytes(script);
    return script;
  }

  /** Called by the fuzzer, by its name: runs an input. */
  public static int runOne(long data, int size) throws Throwable {
    return (int) RUN_ONE.invokeExact(data, size);
  }

  /** Called by the fuzzer, by its name: changes an input where it is. */
  public static int mutateOne(long data, int size, int most, int chance) throws Throwable {
    byte[] changed = mutate((byte[]) COPY.invokeExact(data, size), most, chance);
    COPY_MEMORY.invoke(changed, BYTES, null, data, (long) changed.length);
    return changed.length;
  }

  /** Called by the fuzzer, by its name: does not mix inputs, so that it changes one instead. */
  public static int crossOver(
      long one, int oneSize, long other, int otherSize, long out, int most, int chance) {
    return 0;
  }

  /** Called by the fuzzer, by its name, when an input takes too long. */
  public static void dumpAllStackTraces() throws Throwable {
    DUMP.invokeExact();
  }

  private static MethodHandle ofRunner(String name, MethodType type) {
    try {
      return runner().findStatic(FuzzTargetRunner.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static MethodHandles.Lookup runner() throws IllegalAccessException {
    return MethodHandles.privateLookupIn(FuzzTargetRunner.class, MethodHandles.lookup());
  }

  /** The fuzzer's memory is outside of the heap, where nothing else in Java can write. */
  private static MethodHandle copyMemory() {
    try {
      Object unsafe = unsafe();
      MethodType type =
          MethodType.methodType(
              void.class, Object.class, long.class, Object.class, long.class, long.class);
      return MethodHandles.lookup()
          .findVirtual(unsafe.getClass(), "copyMemory", type)
          .bindTo(unsafe);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long offsetOfBytes() {
    try {
      Object unsafe = unsafe();
      return (int)
          unsafe.getClass().getMethod("arrayBaseOffset", Class.class).invoke(unsafe, byte[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Object unsafe() throws ReflectiveOperationException {
    Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return field.get(null);
  }
}
