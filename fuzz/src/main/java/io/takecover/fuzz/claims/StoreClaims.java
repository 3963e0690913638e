package io.takecover.fuzz.claims;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import io.takecover.fuzz.gen.ByteSource;
import io.takecover.fuzz.gen.StoreScript;
import io.takecover.store.ObjectMemory;
import io.takecover.store.ObjectStore;
import io.takecover.store.ObjectVerdict;
import io.takecover.store.StoreVerifier;
import io.takecover.store.VerityPolicy;
import io.takecover.store.WantedObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.util.HashMap;
import java.util.Map;

/**
 * A store in memory, to which something is done, is checked; and what is found good is held against
 * what stands there, which the harness knows without the library.
 */
final class StoreClaims {
  private StoreClaims() {}

  static void hold(byte[] input) {
    Configuration unix =
        Configuration.unix().toBuilder()
            .setSupportedFeatures(
                Feature.LINKS, Feature.SYMBOLIC_LINKS, Feature.SECURE_DIRECTORY_STREAM)
            .build();
    try (FileSystem system = Jimfs.newFileSystem(unix)) {
      StoreScript script = StoreScript.run(new ByteSource(input), system);
      WantedObjects wanted = new WantedObjects();
      wanted.add(script.image());
      for (int jobs = 1; jobs <= 2; jobs++) {
        Map<String, Boolean> good = check(script, wanted, jobs);
        require(good.equals(script.expected()), "verdict", good + ", and not " + script.expected());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Boolean> check(StoreScript script, WantedObjects wanted, int jobs)
      throws IOException, InterruptedException {
    Map<String, Boolean> good = new HashMap<>();
    try (ObjectStore store = ObjectStore.open(script.store())) {
      StoreVerifier verifier = new StoreVerifier(store, VerityPolicy.REQUIRE, ObjectMemory.NONE);
      verifier.start(
          jobs,
          new StoreVerifier.Listener() {
            @Override
            public void verdict(ObjectVerdict verdict) {
              Boolean before = good.put(verdict.object().path(), verdict.isGood());
              require(before == null, "twice", verdict.object().path());
            }

            @Override
            public void tick() {
              // Nobody watches.
            }
          });
      verifier.submit(wanted.since(0));
      verifier.finish();
    }
    return good;
  }

  private static void require(boolean holds, String rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.STORE_TELLS, rule, detail);
    }
  }
}
