package io.takecover.verity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.SharedFiles;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against vectors made with {@code fsverity digest}, and against an implementation that is plain
 * instead of streaming.
 */
class FsVerityTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "VV-01, g, 0, 3d248ca542a24fc62d1c43b916eae5016878e2533c88238480b26128a1f1af95",
    "VV-02, g, 1, f30ad420d7e839002c5bfec7fe47367c7cd3759445359f0c9ac78bac40d9108f",
    "VV-03, g, 4095, 28e052208be474080caceba8a9e1b8e4ada8009550fd0dab2fbc56571868efa6",
    "VV-04, g, 4096, c7b144ea2f592c71fea9c3d0475e32e556331ac924a61694df2f35a50b9c452a",
    "VV-05, g, 4097, e1e866615f6eedcd48de75c8814ed9fc7e6155f5f15d4acb0b453dc820e36aad",
    "VV-06, g, 8192, 8e6a98f0e2035eb7ae916ef0df8bc2674318803b84b96fddc14c7f3d8f78450f",
    "VV-07, g, 262144, 9af3a00be7e6c79b2c464ae2f6030d11ace35e2e99654c273b1bee76bd8ad5c0",
    "VV-08, g, 262145, 4c51785edf985a99947436d80c69ffcdd3d4ec85b8a6d9c6099d9f0d7c5ab383",
    "VV-09, g, 524288, 57799e3f0ec18be9dd16eba7b7d3dc11c80c1b198750c9c08b897700dbda7c35",
    "VV-10, g, 524289, 3a4a5575ff83d8448f6aa96ba7fa21c731fbb341b79418f50b5bbfc07d59de26",
    "VV-11, r, 1048576, 66b3236a724db4e47c40e2875c419f7ce296c5c5ef268aaac49da6b0021cf121",
    "VV-12, z, 1, b803429503d95915829b29fdbc8bbad142f3abfd11b1cadf5526582e685c0551",
    "VV-13, z, 4096, babc284ee4ffe7f449377fbf6692715b43aec7bc39c094a95878904d34bac97e"
  })
  void digestOfVector(String id, String generator, int size, String digest) {
    assertThat(hex(make(generator, size))).as(id).isEqualTo(digest);
  }

  /** Around each size at which a level of the tree starts, ends or fills up. */
  @Test
  void agreesWithPlainImplementationAtBoundaries() throws Exception {
    int block = FsVerity.BLOCK_SIZE;
    for (int blocks : new int[] {0, 1, 2, 127, 128, 129, 256, 128 * 128}) {
      for (int more : new int[] {-1, 0, 1}) {
        int size = Math.max(0, blocks * block + more);
        byte[] data = make("g", size);
        assertThat(hex(data)).as("%d bytes", size).isEqualTo(plainDigest(data));
      }
    }
  }

  @Test
  void pieceAfterPieceIsTheSameAsAllAtOnce() {
    byte[] data = make("r", 3 * FsVerity.BLOCK_SIZE + 5);
    FsVerity verity = new FsVerity();
    ByteView view = ByteView.of(data);
    verity.update(view, 0, 0);
    verity.update(view, 0, FsVerity.BLOCK_SIZE);
    verity.update(view, FsVerity.BLOCK_SIZE, 2L * FsVerity.BLOCK_SIZE);
    verity.update(view, 3L * FsVerity.BLOCK_SIZE, 5);
    verity.update(view, 0, 0);
    assertThat(HexFormat.of().formatHex(verity.digest())).isEqualTo(hex(data));
  }

  @Test
  void nothingFitsBehindHalfABlock() {
    FsVerity verity = new FsVerity();
    ByteView view = ByteView.of(new byte[8]);
    verity.update(view, 0, 7);
    assertThatThrownBy(() -> verity.update(view, 7, 1)).isInstanceOf(IllegalStateException.class);
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

  private static String plainDigest(byte[] data) throws Exception {
    byte[] level = data;
    while (level.length > 32 || (level == data && data.length > 0)) {
      int blocks = (level.length + 4095) / 4096;
      ByteBuffer hashes = ByteBuffer.allocate(32 * blocks);
      for (int i = 0; i < blocks; i++) {
        byte[] block = Arrays.copyOfRange(level, 4096 * i, 4096 * (i + 1));
        hashes.put(MessageDigest.getInstance("SHA-256").digest(block));
      }
      level = hashes.array();
    }
    ByteBuffer descriptor = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    descriptor.put((byte) 1).put((byte) 1).put((byte) 12).position(8);
    descriptor.putLong(data.length).put(level);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(descriptor.array());
    return HexFormat.of().formatHex(digest);
  }
}
