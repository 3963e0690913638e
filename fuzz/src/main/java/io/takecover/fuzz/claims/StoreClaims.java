package io.takecover.fuzz.claims;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import io.takecover.fuzz.gen.ByteSource;
import io.takecover.fuzz.gen.StoreScript;
import io.takecover.rule.RejectedException;
import io.takecover.store.ObjectMemory;
import io.takecover.store.ObjectStore;
import io.takecover.store.ObjectVerdict;
import io.takecover.store.StoreRule;
import io.takecover.store.StoreVerifier;
import io.takecover.store.Unreferenced;
import io.takecover.store.VerityPolicy;
import io.takecover.store.WantedObject;
import io.takecover.store.WantedObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A store in memory, to which something is done, is checked; and what is found good is held against
 * what stands there, which the harness knows without the library.
 */
final class StoreClaims {
  private static final boolean ALL_DUE = Boolean.getBoolean(Claims.ALL);
  private static final List<VerityPolicy> POLICIES = List.of(VerityPolicy.values());
  private static final Duration PATIENCE = Duration.ofMillis(5);

  /** Nobody waits longer for an object than this, whatever the library does. */
  private static final long LONGEST_SECONDS = 5;

  /** To wait for an object takes longer than all else, so it is done seldom. */
  private static final int ONE_IN = 64;

  private StoreClaims() {}

  static void hold(byte[] input) {
    Configuration unix =
        Configuration.unix().toBuilder()
            .setSupportedFeatures(
                Feature.LINKS, Feature.SYMBOLIC_LINKS, Feature.SECURE_DIRECTORY_STREAM)
            .build();
    try (FileSystem system = Jimfs.newFileSystem(unix)) {
      ByteSource source = new ByteSource(input);
      VerityPolicy policy = POLICIES.get(source.below(POLICIES.size()));
      StoreScript script = StoreScript.run(source, system);
      WantedObjects wanted = new WantedObjects();
      wanted.add(script.image());
      Map<String, Optional<StoreRule>> expected = script.expected(policy);
      for (int jobs = 1; jobs <= (script.isUnsteady() ? 1 : 2); jobs++) {
        same(check(script, wanted, policy, jobs), expected);
      }
      Set<String> unreferenced = unreferenced(script, wanted);
      boolean isSame = unreferenced.equals(script.unreferenced());
      require(isSame, StoreRule.UNREFERENCED.name(), "of the store: " + unreferenced);
      if (ALL_DUE || Math.floorMod(Arrays.hashCode(input), ONE_IN) == 0) {
        stuck(system);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each path has the verdict that it is to have: no other rule, and not none. */
  static void same(
      Map<String, Optional<StoreRule>> verdicts, Map<String, Optional<StoreRule>> expected) {
    require(verdicts.keySet().equals(expected.keySet()), "objects", verdicts.toString());
    for (Map.Entry<String, Optional<StoreRule>> entry : expected.entrySet()) {
      Optional<StoreRule> verdict = verdicts.get(entry.getKey());
      String what = entry.getValue().map(StoreRule::name).orElse("good");
      require(verdict.equals(entry.getValue()), what, entry.getKey() + " is " + verdict);
    }
  }

  private static Map<String, Optional<StoreRule>> check(
      StoreScript script, WantedObjects wanted, VerityPolicy policy, int jobs)
      throws IOException, InterruptedException {
    Verdicts verdicts = new Verdicts();
    try (ObjectStore store = ObjectStore.open(script.store())) {
      run(new StoreVerifier(store, policy, meanwhile(script::whileRead)), wanted, jobs, verdicts);
    }
    for (WantedObject object : wanted.disputed()) {
      verdicts.rules.put(object.path(), Verdicts.rule(ObjectVerdict.disputed(object)));
    }
    return verdicts.rules;
  }

  private static void run(StoreVerifier verifier, WantedObjects wanted, int jobs, Verdicts verdicts)
      throws InterruptedException {
    verifier.start(jobs, verdicts);
    verifier.submit(wanted.since(0));
    verifier.finish();
  }

  /** Who remembers nothing, and does something when an object is about to be read. */
  private static ObjectMemory meanwhile(Consumer<String> deed) {
    return new ObjectMemory() {
      @Override
      public Object stamp(WantedObject object) {
        return "";
      }

      @Override
      public boolean knows(WantedObject object, Object stamp) {
        deed.accept(object.path());
        return false;
      }

      @Override
      public void learn(WantedObject object, Object stamp) {
        // Nothing is remembered.
      }
    };
  }

  private static Set<String> unreferenced(StoreScript script, WantedObjects wanted)
      throws IOException {
    Set<String> found = new TreeSet<>();
    try (ObjectStore store = ObjectStore.open(script.store())) {
      Unreferenced.find(store, wanted, (path, note) -> found.add(path));
    } catch (RejectedException e) {
      throw ClaimFailure.refused(Claim.STORE_TELLS, e);
    }
    return found;
  }

  /** An object that gives no answer, and is all that is wanted: it is given up. */
  private static void stuck(FileSystem system) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(system.getPath("/stuck"));
    Files.write(folder.resolve("object"), new byte[1]);
    WantedObjects wanted = new WantedObjects();
    wanted.add(StoreScript.imageOf("object", new byte[1]));
    Verdicts verdicts = new Verdicts();
    CountDownLatch answer = new CountDownLatch(1);
    try (ObjectStore store = ObjectStore.open(folder)) {
      ObjectMemory waiting = meanwhile(path -> await(answer));
      run(new StoreVerifier(store, VerityPolicy.REQUIRE, waiting, PATIENCE), wanted, 1, verdicts);
    } finally {
      answer.countDown();
    }
    same(verdicts.rules, Map.of("object", Optional.of(StoreRule.STUCK)));
  }

  private static void await(CountDownLatch answer) {
    try {
      answer.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is found, told once of each object. */
  private static final class Verdicts implements StoreVerifier.Listener {
    private final Map<String, Optional<StoreRule>> rules = new HashMap<>();

    static Optional<StoreRule> rule(ObjectVerdict verdict) {
      return verdict.isGood()
          ? Optional.empty()
          : Optional.of((StoreRule) verdict.violation().rule());
    }

    @Override
    public void verdict(ObjectVerdict verdict) {
      Optional<StoreRule> before = rules.put(verdict.object().path(), rule(verdict));
      require(before == null, "twice", verdict.object().path());
    }

    @Override
    public void tick() {
      // Nobody watches.
    }
  }

  private static void require(boolean holds, String rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.STORE_TELLS, rule, detail);
    }
  }
}
