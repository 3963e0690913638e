package io.takecover.fuzz.bench;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.coverage.ClassFiles;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the instructions that a verdict takes, and which of them are for which rule. Time would be
 * what one wants to know, and of a single rule it is far below what a clock tells from chance; the
 * count is the same each time, and on every machine.
 */
public final class RuleMeter {
  private static final String OURS = "io/takecover/";
  private static final int MOST_NESTED = 1000;

  private final List<Rule> rules = Rule.catalogue();
  private final int firstTreeRule = first(TreeRule.class);
  private final long[] counts = new long[rules.size() + 1];
  private final int[] entered = new int[MOST_NESTED];
  private final Method admit;
  private final Object limits;
  private final Object profile;
  private int depth;
  private int current = rules.size();

  /**
   * What verdicts took.
   *
   * @param all instructions
   * @param byRule those of each rule that took any
   */
  public record Count(long all, Map<Rule, Long> byRule) {}

  /** Loads the parser once more, with its tellings. */
  public RuleMeter() throws IOException {
    Loader loader = new Loader(this, numbers());
    try {
      Class<?> limitsType = loader.loadClass(Limits.class.getName());
      Class<?> profileType = loader.loadClass(Profile.class.getName());
      limits = limitsType.getField("DEFAULT").get(null);
      profile = profileType.getField(Profile.STRICT.name()).get(null);
      admit =
          loader
              .loadClass(Composefs.class.getName())
              .getMethod("admit", byte[].class, limitsType, profileType);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the front door has another form", e);
    }
  }

  private int first(Class<? extends Rule> type) {
    return rules.indexOf(rules.stream().filter(type::isInstance).findFirst().orElseThrow());
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      numbers.put(MeteredClass.key(rules.get(i)), i);
    }
    return numbers;
  }

  /**
   * What it takes to accept images.
   *
   * @throws IllegalArgumentException where one is refused: the rest of its rules would not be asked
   */
  public Count count(List<byte[]> images) {
    images.forEach(this::judge);
    Arrays.fill(counts, 0);
    images.forEach(this::judge);
    Map<Rule, Long> byRule = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      if (counts[i] > 0) {
        byRule.put(rules.get(i), counts[i]);
      }
    }
    return new Count(Arrays.stream(counts).sum(), byRule);
  }

  private void judge(byte[] image) {
    depth = 0;
    current = rules.size();
    try {
      Object verdict = admit.invoke(null, image, limits, profile);
      if (!verdict.getClass().getName().equals(Verdict.Accepted.class.getName())) {
        throw new IllegalArgumentException("an image is refused: " + verdict);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a verdict throws nothing", e);
    }
  }

  /** Called at the start of each run of instructions. */
  public void executed(int instructions) {
    counts[current] += instructions;
  }

  /** Called where what belongs to a rule begins. */
  public void enter(int rule) {
    entered[depth++] = current;
    current = rule;
  }

  /** Called where a rule of trees is asked. */
  public void enterTreeRule(int ordinal) {
    enter(firstTreeRule + ordinal);
  }

  /** Called where it ends. */
  public void leave() {
    current = entered[--depth];
  }

  /** Links a call in a metered class to the meter of the class's loader. */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    Loader loader = (Loader) caller.lookupClass().getClassLoader();
    MethodHandle told = MethodHandles.publicLookup().bind(loader.meter, name, type);
    return new ConstantCallSite(told);
  }

  /** Loads the parser; all else is that of its parent. */
  private static final class Loader extends ClassLoader {
    private final RuleMeter meter;
    private final Map<String, Integer> numbers;
    private final Map<String, byte[]> parser;

    Loader(RuleMeter meter, Map<String, Integer> numbers) throws IOException {
      super(RuleMeter.class.getClassLoader());
      this.meter = meter;
      this.numbers = numbers;
      this.parser = ClassFiles.ofParser();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      String internal = name.replace('.', '/');
      byte[] type = internal.startsWith(OURS) ? parser.get(internal) : null;
      if (type == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null) {
          byte[] metered = MeteredClass.of(type, numbers);
          loaded = defineClass(name, metered, 0, metered.length);
        }
        return loaded;
      }
    }
  }
}
