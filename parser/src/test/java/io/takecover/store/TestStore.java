package io.takecover.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import io.takecover.fixture.TestTree;
import io.takecover.model.Part;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A folder of objects, a tree of files that need them, and what a verifier says of each. */
final class TestStore {
  private final Path folder;
  private final TestTree tree = new TestTree();
  private int files;

  TestStore(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Puts an object into the store, and a file into the tree that needs it. */
  Path object(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    need(path, content);
    return file;
  }

  /** A file that needs an object which may be there or not. */
  void need(String path, byte[] content) {
    byte[] digest = FsVerity.sha256(ByteView.of(content));
    need(path, content.length).digest(new String(digest, StandardCharsets.ISO_8859_1));
  }

  /** A file that states no digest. */
  TestTree.Node need(String path, long size) {
    return tree.root().file("f" + files++, path).set(Part.SIZE, size);
  }

  WantedObjects wanted() {
    WantedObjects wanted = new WantedObjects();
    wanted.add(tree.image());
    return wanted;
  }

  Map<String, ObjectVerdict> verdicts(VerityPolicy policy, ObjectMemory memory) throws Exception {
    return verdicts(policy, memory, 2);
  }

  Map<String, ObjectVerdict> verdicts(VerityPolicy policy, ObjectMemory memory, int jobs)
      throws Exception {
    Map<String, ObjectVerdict> verdicts = new HashMap<>();
    try (ObjectStore store = ObjectStore.open(folder)) {
      WantedObjects wanted = wanted();
      StoreVerifier verifier = new StoreVerifier(store, policy, memory, Duration.ofSeconds(2));
      verifier.start(
          jobs,
          new StoreVerifier.Listener() {
            @Override
            public void verdict(ObjectVerdict verdict) {
              assertThat(verdicts.put(verdict.object().path(), verdict)).isNull();
            }

            @Override
            public void tick() {
              // Nobody watches.
            }
          });
      verifier.submit(wanted.since(0));
      verifier.finish();
      wanted
          .disputed()
          .forEach(object -> verdicts.put(object.path(), ObjectVerdict.disputed(object)));
    }
    assertThat(verdicts).hasSize(wanted().count());
    return verdicts;
  }

  /** The rule that the only object breaks, or null. */
  StoreRule rule(VerityPolicy policy, ObjectMemory memory) throws Exception {
    Map<String, ObjectVerdict> verdicts = verdicts(policy, memory);
    assertThat(verdicts).hasSize(1);
    return rule(verdicts.values().iterator().next());
  }

  StoreRule rule() throws Exception {
    return rule(VerityPolicy.REQUIRE, ObjectMemory.NONE);
  }

  static StoreRule rule(ObjectVerdict verdict) {
    return verdict.isGood() ? null : (StoreRule) verdict.violation().rule();
  }
}
