package io.takecover.verity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.SharedFiles;
import io.takecover.VectorList;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against vectors made with {@code fsverity digest}, and against an implementation that is plain
 * instead of streaming.
 */
class FsVerityTest {
  private static final int BLOCK = 4096;

  static List<ObjectNode> vectors() throws IOException {
    return VectorList.read("verity");
  }

  /** Those of {@code fsverity}, and what implementations with known faults have made. */
  @ParameterizedTest
  @MethodSource("vectors")
  void digestOfVector(ObjectNode vector) throws Exception {
    VerityParameters parameters =
        parameters(
            vector.get("hash").asText(),
            vector.get("block_size").asInt(),
            vector.get("salt").asText());
    byte[] data = make(vector.get("generator").asText(), vector.get("size").asInt());
    assertThat(VectorList.sha256(data)).isEqualTo(vector.get("sha256").asText());
    String digest = hex(data, parameters);
    Violation violation = broken(digest, vector.get("digest").asText());
    assertThat(vector.get("expect").asText()).isEqualTo(violation == null ? "accept" : "reject");
    if (violation != null) {
      assertThat(violation.rule().id()).isEqualTo(vector.get("rule").asText());
      assertThat(violation.offset()).isEqualTo(vector.get("offset").asLong());
      assertThat(violation.field()).isEqualTo(vector.get("field").asText());
    }
    for (int threads : new int[] {1, 3}) {
      byte[] parallel =
          new ParallelVerity(parameters, threads).digest(new ByteArrayInputStream(data));
      assertThat(HexFormat.of().formatHex(parallel)).isEqualTo(digest);
    }
  }

  private static VerityParameters parameters(String hash, int blockSize, String salt) {
    return new VerityParameters(
        VerityHash.find(hash).orElseThrow(), blockSize, ByteView.of(HexFormat.of().parseHex(salt)));
  }

  private static Violation broken(String digest, String promised) {
    try {
      FsVerity.requireSame(HexFormat.of().parseHex(digest), HexFormat.of().parseHex(promised));
      return null;
    } catch (RejectedException e) {
      return e.violation();
    }
  }

  /** Around each size at which a level of the tree starts, ends or fills up. */
  @Test
  void agreesWithPlainImplementationAtBoundaries() throws Exception {
    int block = BLOCK;
    for (int blocks : new int[] {0, 1, 2, 127, 128, 129, 256, 128 * 128}) {
      for (int more : new int[] {-1, 0, 1}) {
        int size = Math.max(0, blocks * block + more);
        byte[] data = make("g", size);
        assertThat(hex(data)).as("%d bytes", size).isEqualTo(plainDigest(data));
      }
    }
  }

  /** A block of hashes of SHA-512 is full twice as early, and with small blocks ever earlier. */
  @ParameterizedTest
  @CsvSource({"SHA_256, 1024", "SHA_256, 65536", "SHA_512, 1024", "SHA_512, 4096"})
  void levelsOfOtherParameters(VerityHash hash, int blockSize) throws Exception {
    ByteView salt = ByteView.of(new byte[] {1, 2, 3});
    VerityParameters parameters = new VerityParameters(hash, blockSize, salt);
    int fanOut = blockSize / hash.size();
    for (int blocks : new int[] {1, fanOut, Math.min(fanOut * fanOut, (1 << 24) / blockSize)}) {
      for (int more : new int[] {-1, 0, 1}) {
        byte[] data = make("g", blocks * blockSize + more);
        assertThat(hex(data, parameters)).isEqualTo(PlainVerity.digest(data, parameters));
      }
    }
  }

  @Test
  void thereAreAtMostEightLevels() {
    assertThat(VerityParameters.COMPOSEFS.mostBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(VerityParameters.of(VerityHash.SHA_512).mostBytes()).isEqualTo(1L << 60);
    VerityParameters small = parameters("sha512", 1024, "");
    assertThat(small.mostBytes()).isEqualTo(1L << 42);
  }

  @ParameterizedTest
  @CsvSource({"512, 0", "3000, 0", "131072, 0", "4096, 33"})
  void parametersThatFsVerityDoesNotHave(int blockSize, int saltSize) {
    ByteView salt = ByteView.of(new byte[saltSize]);
    assertThatThrownBy(() -> new VerityParameters(VerityHash.SHA_256, blockSize, salt))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saltMayHave32Bytes() throws Exception {
    VerityParameters parameters = parameters("sha512", 1024, "5a".repeat(32));
    byte[] data = make("r", 3000);
    assertThat(hex(data, parameters)).isEqualTo(PlainVerity.digest(data, parameters));
  }

  @ParameterizedTest
  @CsvSource({"SHA_256, sha256", "SHA_512, sha512"})
  void hashIsFoundByItsLabel(VerityHash hash, String label) {
    assertThat(hash.label()).isEqualTo(label);
    assertThat(VerityHash.find(label)).contains(hash);
  }

  /** All bits of small files, and a sample of those of a large one. */
  @ParameterizedTest
  @CsvSource({"1, 8", "100, 800", "4097, 32776", "1048577, 400"})
  void everyBitCounts(int size, int flips) {
    byte[] data = make("r", size);
    String digest = hex(data);
    Random random = new Random(size);
    for (int i = 0; i < flips; i++) {
      int bit = flips == 8 * size ? i : random.nextInt(8 * size);
      data[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(hex(data)).isNotEqualTo(digest);
      data[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(hex(data)).isEqualTo(digest);
  }

  @Test
  void pieceAfterPieceIsTheSameAsAllAtOnce() {
    byte[] data = make("r", 3 * BLOCK + 5);
    FsVerity verity = new FsVerity();
    ByteView view = ByteView.of(data);
    verity.update(view, 0, 0);
    verity.update(view, 0, BLOCK);
    verity.update(view, BLOCK, 2L * BLOCK);
    verity.update(view, 3L * BLOCK, 5);
    verity.update(view, 0, 0);
    assertThat(HexFormat.of().formatHex(verity.digest())).isEqualTo(hex(data));
  }

  /** Fewer levels after more, more after fewer, and nothing at all. */
  @Test
  void oneFileAfterTheOther() throws Exception {
    FsVerity verity = new FsVerity();
    ParallelVerity streams = new ParallelVerity(VerityParameters.COMPOSEFS, 2);
    for (int blocks : new int[] {1, 129, 40, 0, 128 * 128 + 1, 128, 2, 0, 1}) {
      byte[] data = make("r", Math.max(0, blocks * BLOCK - 5));
      verity.update(ByteView.of(data), 0, data.length);
      assertThat(HexFormat.of().formatHex(verity.digest())).as("%d", blocks).isEqualTo(hex(data));
      byte[] ofStream = streams.digest(new ByteArrayInputStream(data));
      assertThat(HexFormat.of().formatHex(ofStream)).as("%d", blocks).isEqualTo(hex(data));
    }
  }

  @Test
  void nothingFitsBehindHalfABlock() {
    FsVerity verity = new FsVerity();
    ByteView view = ByteView.of(new byte[8]);
    verity.update(view, 0, 7);
    assertThatThrownBy(() -> verity.update(view, 7, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hashesDoNotFitBehindHalfABlockEither() {
    FsVerity verity = new FsVerity();
    byte[] hashes = new byte[FsVerity.DIGEST_SIZE];
    verity.update(hashes, hashes.length, 7);
    assertThatThrownBy(() -> verity.update(hashes, hashes.length, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  /** So many bytes are never there, but hashes can say that they were. */
  @Test
  void eightLevelsMayBeFullAndNoMore() {
    FsVerity verity = new FsVerity(parameters("sha512", 1024, ""));
    verity.update(new byte[0], 0, 1L << 42);
    assertThatThrownBy(() -> verity.update(new byte[0], 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void fieldsTileTheDescriptor() {
    int at = 0;
    for (Field field : VerityLayout.values()) {
      assertThat(field.offset()).as(field.path()).isEqualTo(at);
      at += field.width();
    }
    assertThat(at).isEqualTo(VerityLayout.SIZE);
    assertThat(VerityLayout.RESERVED.isReserved()).isTrue();
    assertThat(VerityLayout.SALT.isReserved()).isFalse();
    assertThat(VerityLayout.SALT.path()).isEqualTo("fsverity_descriptor.salt");
  }

  @Test
  void digestsOfToolMadeImages() throws IOException {
    Path manifest = SharedFiles.require("images/MANIFEST.tsv");
    List<String> lines = Files.readAllLines(manifest);
    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines.subList(1, lines.size())) {
      List<String> columns = List.of(line.split("\t", -1));
      byte[] image = Files.readAllBytes(manifest.resolveSibling(columns.get(0)));
      assertThat(hex(image)).as(columns.get(0)).isEqualTo(columns.get(3));
    }
  }

  private static String hex(byte[] data) {
    return HexFormat.of().formatHex(FsVerity.sha256(ByteView.of(data)));
  }

  private static byte[] make(String generator, int size) {
    return switch (generator) {
      case "g" -> pattern(size);
      case "r" -> random(size);
      default -> new byte[size];
    };
  }

  private static byte[] pattern(int size) {
    byte[] data = new byte[size];
    for (int i = 0; i < size; i++) {
      data[i] = (byte) ((31L * i + 17L * (i >> 8) + 7) % 251);
    }
    return data;
  }

  private static byte[] random(int size) {
    ByteBuffer data = ByteBuffer.allocate((size + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
    long x = 0x9E3779B97F4A7C15L;
    while (data.hasRemaining()) {
      x ^= x >>> 12;
      x ^= x << 25;
      x ^= x >>> 27;
      data.putLong(x * 0x2545F4914F6CDD1DL);
    }
    return Arrays.copyOf(data.array(), size);
  }

  private static String hex(byte[] data, VerityParameters parameters) {
    return HexFormat.of().formatHex(FsVerity.of(ByteView.of(data), parameters));
  }

  private static String plainDigest(byte[] data) throws Exception {
    return PlainVerity.digest(data, VerityParameters.COMPOSEFS);
  }

  @Test
  void anImageHasTheDigestThatWasPromisedInEveryByte() throws Exception {
    byte[] digest = HexFormat.of().parseHex("0123456789abcdef" + "00".repeat(24));
    FsVerity.requireSame(digest, digest.clone());
    for (int i = 0; i < digest.length; i++) {
      byte[] other = digest.clone();
      other[i] ^= 1;
      assertThatThrownBy(() -> FsVerity.requireSame(digest, other))
          .isInstanceOfSatisfying(
              RejectedException.class,
              refused ->
                  assertThat(refused.violation())
                      .isEqualTo(
                          new Violation(
                              VerityRule.IMAGE_DIGEST, 0, "image.digest", 0x0123456789abcdefL)));
    }
    byte[] shorter = Arrays.copyOf(digest, 31);
    assertThatThrownBy(() -> FsVerity.requireSame(digest, shorter))
        .isInstanceOf(RejectedException.class);
  }
}
