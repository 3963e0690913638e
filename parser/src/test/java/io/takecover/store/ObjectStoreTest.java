package io.takecover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, walking and closing a store. */
class ObjectStoreTest {
  private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  private TestStore store;

  @BeforeEach
  void makeFolder() throws IOException {
    store = new TestStore(Files.createDirectory(folder.resolve("store")));
  }

  @Test
  void aStoreIsADirectory() throws Exception {
    Path file = Files.write(folder.resolve("file"), CONTENT);
    assertThatThrownBy(() -> ObjectStore.open(file)).isInstanceOf(NotDirectoryException.class);
    ObjectStore open = ObjectStore.open(store.folder());
    open.close();
    assertThatThrownBy(() -> open.directory("").names()).isInstanceOf(IllegalStateException.class);
  }

  /** Directories first by what is in them, files and folders by name. */
  @Test
  void walksInTheOrderOfNames() throws Exception {
    for (String path :
        List.of("b/2", "b/1", "a/z", "a/m/5", "a/m/4", "c", "0", "a/b/x", "\u00e4")) {
      Path file = store.folder().resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, CONTENT);
    }
    List<String> found = new ArrayList<>();
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      Unreferenced.find(
          objects, new WantedObjects(), (path, note) -> found.add(path + " " + note.found()));
    }
    assertThat(found)
        .containsExactly(
            "0 12",
            "c 12",
            "\u00c3\u00a4 12",
            "a/z 12",
            "a/b/x 12",
            "a/m/4 12",
            "a/m/5 12",
            "b/1 12",
            "b/2 12");
  }

  @Test
  void whatIsOpenedIsClosed() throws Exception {
    for (int i = 0; i < 30; i++) {
      store.object("d" + i + "/e/f", CONTENT);
    }
    store.verdicts(VerityPolicy.REQUIRE, ObjectMemory.NONE);
    long before = openFiles();
    store.verdicts(VerityPolicy.REQUIRE, ObjectMemory.NONE);
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      // The store itself stays open when a part of it is closed.
      objects.directory("").close();
      Unreferenced.find(
          objects, new WantedObjects(), (path, size) -> assertThat(path).endsWith("/e/f"));
    }
    assertThat(openFiles() - before).isLessThan(20);
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  @Test
  void pathsAreTakenApart() throws Exception {
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      assertThat(objects.name("ab/cd/ef")).isEqualTo(Path.of("ef"));
      assertThat(objects.name("\u00c3\u00a4")).isEqualTo(Path.of("\u00e4"));
      assertThat(refused(objects, "ab/c\0d")).isEqualTo("O-001 object.path 6");
      assertThat(refused(objects, "ab/\0d")).isEqualTo("O-001 object.path 5");
      assertThat(refused(objects, "ab/..")).isEqualTo("O-001 object.path 5");
      assertThat(refused(objects, "ab/.")).isEqualTo("O-001 object.path 4");
      assertThat(refused(objects, "ab/")).isEqualTo("O-001 object.path 3");
      assertThat(refused(objects, "ab/\u00e4")).isEqualTo("O-008 object.path 1");
    }
  }

  private static String refused(ObjectStore objects, String path) throws Exception {
    try {
      return objects.name(path).toString();
    } catch (RejectedException e) {
      return text(e.violation());
    }
  }

  private static String text(Violation violation) {
    assertThat(violation.offset()).isEqualTo(Violation.NOWHERE);
    return violation.rule().id() + " " + violation.field() + " " + violation.found();
  }

  @Test
  void whatWasFound() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    store.object("root", CONTENT);
    assertThat(store.verdicts(VerityPolicy.REQUIRE, ObjectMemory.NONE).values())
        .allMatch(ObjectVerdict::isGood);
    Files.write(object, new byte[CONTENT.length]);
    // The first bits, as the digest's text has them.
    byte[] zeros = FsVerity.sha256(ByteView.of(new byte[CONTENT.length]));
    assertThat(found("ab/cd")).isEqualTo("O-005 object.digest " + ByteBuffer.wrap(zeros).getLong());
    Files.write(object, new byte[3]);
    assertThat(found("ab/cd")).isEqualTo("O-004 object.size 3");
    Files.delete(object);
    assertThat(found("ab/cd")).isEqualTo("O-002 object 0");
    Files.createDirectory(object);
    assertThat(found("ab/cd")).isEqualTo("O-003 object.type 0");
    Files.delete(object);
    Files.delete(object.getParent());
    Files.write(object.getParent(), CONTENT);
    assertThat(found("ab/cd")).isEqualTo("O-003 object.directory 0");
    Files.delete(object.getParent());
    assertThat(found("ab/cd")).isEqualTo("O-002 object 0");
  }

  private String found(String path) throws Exception {
    return text(store.verdicts(VerityPolicy.REQUIRE, ObjectMemory.NONE).get(path).violation());
  }
}
