package io.takecover.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.fixture.Fill;
import io.takecover.fixture.TestField;
import io.takecover.rule.Violation;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a builder takes in is what its image gives out. */
class ImageTest {
  private static final ByteView BYTES = ByteView.of(Fill.counted(0, 100));

  private final ImageBuilder builder = new ImageBuilder(BYTES, 0);

  @Test
  void newInodeIsEmpty() {
    int inode = builder.addInode();
    Image image = builder.build();
    assertThat(inode).isEqualTo(Image.ROOT);
    for (Part part : Part.values()) {
      if (part.of() == Part.Of.INODE) {
        assertThat(image.value(part, inode)).as(part.name()).isZero();
      }
    }
    assertThat(image.bytes()).isSameAs(BYTES);
    assertThat(image.type(inode)).isNull();
    assertThat(image.hasDigest(inode)).isFalse();
    assertThat(image.digestLength(inode)).isZero();
    assertThat(image.xattrSet(inode)).isEqualTo(-1);
    assertThat(image.xattrCount(inode)).isZero();
    assertThat(image.firstXattr(inode)).isZero();
    assertThat(image.entryCount(inode)).isZero();
    assertThat(image.inodeCount()).isEqualTo(1);
    assertThat(image.entryCount()).isZero();
    assertThat(image.xattrCount()).isZero();
    assertThat(image.xattrSetCount()).isZero();
  }

  @Test
  void imageWithoutRootIsNone() {
    assertThatIllegalStateException().isThrownBy(builder::build);
  }

  @ParameterizedTest
  @EnumSource(names = {"NLINK", "UID", "GID", "RDEV", "MTIME_NANOSECONDS", "CTIME_NANOSECONDS"})
  void numberOf32BitsIsUnsigned(Part part) {
    assertThat(set(part, 0xffff_fffeL)).isEqualTo(0xffff_fffeL);
    assertThat(set(part, 0x1_0000_0007L)).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(names = {"SIZE", "MTIME_SECONDS", "CTIME_SECONDS"})
  void numberOf64BitsIsSigned(Part part) {
    assertThat(set(part, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(set(part, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  private long set(Part part, long value) {
    builder.addInode();
    int inode = builder.addInode();
    builder.set(inode, part, value);
    Image image = builder.build();
    for (Part other : Part.values()) {
      if (other.of() == Part.Of.INODE) {
        assertThat(image.value(other, 0)).isZero();
        assertThat(image.value(other, inode) != 0).isEqualTo(other == part);
      }
    }
    return image.value(part, inode);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"PAYLOAD", "CONTENT", "DIGEST", "NAME.*", "TARGET", "KEY.*"})
  void whatIsNoNumberOfAnInodeCannotBeSet(Part part) {
    builder.addInode();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.set(0, part, 1));
  }

  @Test
  void everyTypeHasItsNumber() {
    for (int number = 0; number < 16; number++) {
      FileType type = FileType.ofMode(number << 12 | 07777);
      builder.addInode();
      builder.set(number, Part.MODE, number << 12 | 07777);
      assertThat(builder.type(number)).isEqualTo(type);
      if (type != null) {
        assertThat(type.number()).isEqualTo(number);
      }
    }
    assertThat(Stream.of(FileType.values()).map(type -> FileType.ofMode(type.number() << 12)))
        .containsExactly(FileType.values());
    assertThat(FileType.ofMode(0xffff_8fffL)).isEqualTo(FileType.REGULAR);
    assertThat(Stream.of(FileType.values()).filter(FileType::isDevice))
        .containsExactly(FileType.CHARACTER_DEVICE, FileType.BLOCK_DEVICE);
  }

  @Test
  void rangesAreWhereTheyWerePut() {
    builder.addInode();
    int inode = builder.addInode();
    builder.setPayload(inode, 90, 10);
    builder.setDigest(inode, 68);
    Image image = builder.build();
    assertThat(image.payloadAt(inode)).isEqualTo(90);
    assertThat(image.payloadLength(inode)).isEqualTo(10);
    assertThat(image.hasDigest(inode)).isTrue();
    assertThat(image.digestAt(inode)).isEqualTo(68);
    assertThat(image.value(Part.DIGEST, inode)).isEqualTo(32);
    assertThat(image.value(Part.PAYLOAD, inode)).isEqualTo(10);
    assertThat(image.hasDigest(0)).isFalse();
  }

  @Test
  void digestMayStandAtTheStart() {
    builder.addInode();
    builder.setDigest(0, 0);
    assertThat(builder.build().hasDigest(0)).isTrue();
  }

  static Stream<Arguments> rangeOutside() {
    return Stream.of(
        outside("payload", b -> b.setPayload(0, 91, 10)),
        outside("payload before the start", b -> b.setPayload(0, -1, 1)),
        outside("digest", b -> b.setDigest(0, 69)),
        outside("name", b -> b.addEntry(0, 100, 1, 0)),
        outside("key", b -> b.addXattr(99, 2, 0, 0)),
        outside("value", b -> b.addXattr(0, 1, 50, 51)),
        outside("name that wraps", b -> b.addEntry(0, Long.MAX_VALUE, 2, 0)));
  }

  /** What a test does with a builder. */
  private interface Step {
    void on(ImageBuilder builder);
  }

  private static Arguments outside(String name, Step step) {
    ImageBuilder builder = new ImageBuilder(BYTES, 1);
    builder.addInode();
    ThrowingCallable call = () -> step.on(builder);
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void rangeOutside(String name, ThrowingCallable call) {
    assertThatThrownBy(call).as(name).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void entriesOfADirectoryAreConsecutive() {
    builder.addInode();
    builder.addInode();
    builder.beginEntries(0);
    assertThat(builder.addEntry(0, 1, 2, 1)).isZero();
    assertThat(builder.addEntry(0, 3, 4, 0)).isEqualTo(1);
    builder.beginEntries(1);
    assertThat(builder.addEntry(1, 5, 6, 0)).isEqualTo(2);
    builder.setPrimary(0, true);
    builder.setPrimary(1, true);
    builder.setPrimary(1, false);
    assertThat(builder.entryCount()).isEqualTo(3);
    assertThat(builder.target(0)).isEqualTo(1);
    Image image = builder.build();
    assertThat(image.entryCount()).isEqualTo(3);
    assertThat(image.firstEntry(0)).isZero();
    assertThat(image.entryCount(0)).isEqualTo(2);
    assertThat(image.firstEntry(1)).isEqualTo(2);
    assertThat(image.entryCount(1)).isEqualTo(1);
    assertThat(image.nameAt(1)).isEqualTo(3);
    assertThat(image.nameLength(1)).isEqualTo(4);
    assertThat(image.target(0)).isEqualTo(1);
    assertThat(image.value(Part.TARGET, 0)).isEqualTo(1);
    assertThat(image.value(Part.NAME, 2)).isEqualTo(6);
    assertThat(image.value(Part.NAME_LENGTH, 2)).isEqualTo(6);
    assertThat(image.isPrimary(0)).isTrue();
    assertThat(image.isPrimary(1)).isFalse();
    assertThat(image.compareNames(0, 1)).isNegative();
    assertThat(image.compareNames(2, 1)).isPositive();
    assertThat(image.compareNames(1, 1)).isZero();
  }

  @Test
  void setsOfXattrsAreRuns() {
    builder.addInode();
    builder.addInode();
    builder.addXattr(1, 2, 3, 4);
    builder.addXattr(5, 6, 7, 8);
    int first = builder.endXattrSet();
    builder.addXattr(9, 10, 11, 12);
    int second = builder.endXattrSet();
    builder.setXattrs(1, second);
    Image image = builder.build();
    assertThat(image.xattrSetCount()).isEqualTo(2);
    assertThat(image.xattrCount()).isEqualTo(3);
    assertThat(image.firstXattrOfSet(first)).isZero();
    assertThat(image.firstXattrOfSet(second)).isEqualTo(2);
    assertThat(image.firstXattrOfSet(2)).isEqualTo(3);
    assertThat(image.xattrSet(1)).isEqualTo(second);
    assertThat(image.firstXattr(1)).isEqualTo(2);
    assertThat(image.xattrCount(1)).isEqualTo(1);
    assertThat(image.xattrCount(0)).isZero();
    assertThat(image.keyAt(1)).isEqualTo(5);
    assertThat(image.keyLength(1)).isEqualTo(6);
    assertThat(image.valueAt(1)).isEqualTo(7);
    assertThat(image.valueLength(1)).isEqualTo(8);
    assertThat(image.value(Part.KEY, 2)).isEqualTo(10);
    assertThat(image.value(Part.KEY_LENGTH, 0)).isEqualTo(2);
    assertThat(image.compareKeys(0, 1)).isNegative();
    assertThat(image.compareKeys(2, 1)).isPositive();
  }

  @Test
  void keysAndContentsMayBePutTogetherElsewhere() {
    ByteSink copies = ByteSink.keeping(0);
    ImageBuilder built = new ImageBuilder(BYTES, copies, 1);
    built.addInode();
    assertThatThrownBy(() -> built.setContent(0, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    copies.put(new TestField("copies", 0, 2), 0x6162);
    built.setContent(0, 1, 1);
    built.addXattr(0, 2, BYTES.size(), 0);
    assertThatThrownBy(() -> built.addXattr(1, 2, 0, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    Image image = built.build();
    assertThat(image.bytes()).isSameAs(BYTES);
    assertThat(image.copies().copy(image.contentAt(0), image.contentLength(0)))
        .containsExactly('a');
    assertThat(image.value(Part.CONTENT, 0)).isEqualTo(1);
  }

  @Test
  void wholeTreeMayBeWrittenWhileItIsBuilt() {
    ByteSink arena = ByteSink.keeping(0);
    ImageBuilder built = new ImageBuilder(null, arena, 1);
    built.addInode();
    assertThatThrownBy(() -> built.setPayload(0, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    arena.put(new TestField("arena", 0, 1), 'p');
    built.setPayload(0, 0, 1);
    Image image = built.build();
    assertThat(image.bytes()).isSameAs(image.copies());
    assertThat(image.bytes().u8(image.payloadAt(0))).isEqualTo('p');
  }

  private static boolean isNumberOfInode(Part part) {
    return part.of() == Part.Of.INODE
        && part != Part.PAYLOAD
        && part != Part.CONTENT
        && part != Part.DIGEST;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1000})
  void tablesGrowAndKeepTheirRows(int room) {
    ImageBuilder growing = new ImageBuilder(BYTES, room);
    for (int i = 0; i < 1000; i++) {
      growing.addInode();
      for (Part part : Part.values()) {
        if (isNumberOfInode(part)) {
          growing.set(i, part, distinct(part, i));
        }
      }
      growing.setPayload(i, i % 50, i % 51);
      growing.setContent(i, i % 38, i % 39);
      growing.setDigest(i, i % 68);
      growing.addXattr(i % 40, i % 41, i % 42, i % 43);
      growing.setXattrs(i, growing.endXattrSet());
      growing.beginEntries(i);
      growing.addEntry(i, i % 44, i % 45, 999 - i);
    }
    Image image = growing.build();
    for (int i = 0; i < 1000; i++) {
      for (Part part : Part.values()) {
        if (isNumberOfInode(part)) {
          assertThat(image.value(part, i)).isEqualTo(distinct(part, i));
        }
      }
      assertThat(image.payloadAt(i)).isEqualTo(i % 50);
      assertThat(image.payloadLength(i)).isEqualTo(i % 51);
      assertThat(image.contentAt(i)).isEqualTo(i % 38);
      assertThat(image.contentLength(i)).isEqualTo(i % 39);
      assertThat(image.digestAt(i)).isEqualTo(i % 68);
      assertThat(image.xattrSet(i)).isEqualTo(i);
      assertThat(image.firstXattr(i)).isEqualTo(i);
      assertThat(image.keyAt(i)).isEqualTo(i % 40);
      assertThat(image.keyLength(i)).isEqualTo(i % 41);
      assertThat(image.valueAt(i)).isEqualTo(i % 42);
      assertThat(image.valueLength(i)).isEqualTo(i % 43);
      assertThat(image.firstEntry(i)).isEqualTo(i);
      assertThat(image.entryCount(i)).isEqualTo(1);
      assertThat(image.nameAt(i)).isEqualTo(i % 44);
      assertThat(image.nameLength(i)).isEqualTo(i % 45);
      assertThat(image.target(i)).isEqualTo(999 - i);
    }
  }

  private static long distinct(Part part, int row) {
    return 0x10000L * row + (part.name().hashCode() & 0xffff);
  }

  @ParameterizedTest
  @EnumSource
  void treeThatWasNoImageStandsNowhere(Part part) {
    assertThat(Origins.NONE.offset(part, 3)).isEqualTo(Violation.NOWHERE);
    assertThat(Origins.NONE.path(part)).isEqualTo("tree." + part.name().toLowerCase(Locale.ROOT));
  }
}
