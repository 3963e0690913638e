package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What mkcomposefs 1.0.8 makes of each tree, as SHA-256: {@code mkcomposefs --from-file
 * --min-version=VERSION}, of the dump that {@code DumpWriter} writes.
 */
class ErofsGoldenTest {
  @ParameterizedTest
  @CsvSource({
    "EMPTY, 0, c3dc5b0fc4afb0693a95e017fe5815e1f88f204d485df617541b5ea659aefb8b",
    "EMPTY, 1, 18e13c704e2aae7f84be9fda89fdc4c5001c184d279b90a93434e872e5e7c190",
    "TYPES, 0, 7532497d168188c0aea6c7fa92331a0a54ef161544115926182f6a24d13a217a",
    "TYPES, 1, 6bf44ff346260461984c030770f319e2d7445a3a72def2e93cbddee21d8ca891",
    "CONTENT_TAILS, 0, ac128192822895dfddf76a84450ddaf8916a32848755a9b66b84d22e88360be4",
    "CONTENT_TAILS, 1, 8ef597720c4c0c7ee3b42bd9101f0483e8cfd725a20e317dca6349bf562cd7d0",
    "DIRECTORY_TAILS, 0, 924200ed99573aecc463f94b2fc295ec030816b6df10385cd43499868f82935b",
    "DIRECTORY_TAILS, 1, 68f7c00024aba19cfbb1bf77e7c9bf99e5017069fa35a8f3e767521f7e3312ee",
    "SYMLINKS, 0, 09a3c267f79d47d682a3dd8183e3e7c61aaa8971bb53f12151bd14bfb1404252",
    "SYMLINKS, 1, 0e6f10b99535f4f2f01042ffb74daf9caed055c1bd8b1f531dd9c0472820ed4d",
    "CHUNKS, 0, 42991184b71192db607fa6129a3e99502fd9bd53c210a4a66fd2154ccfd33269",
    "CHUNKS, 1, 3bc897669bd2e0a6c2cea21375157142ba61bfd6177ec0e8a4e1b75ac2f7c432",
    "CHUNKS_IN_A_BLOCK, 0, 68dd783157e748b30d854c87558250c869eef8b5a5b49502f4847ef8d54c52f2",
    "CHUNKS_IN_A_BLOCK, 1, 9672e49bda0027ecdcf169c53f89a108bcd9a46b1cb2c90d090fc356d0b976fd",
    "FORMS, 0, 95822ba9552e43529d9d4a27841ec53d1b5f068926230edf96c537de0c8560cf",
    "FORMS, 1, 0d30a7d665c0960e3089bb24f45b7e9ef8ca75467542421242a04a08c1c7aea7",
    "NANOSECONDS, 0, 0f004b49dd046e3ab9dc79c59527ff610e3b293a4d4be7dc0031d8aeb70793ec",
    "NANOSECONDS, 1, b507780a0f957379393fb238a792b447de8db58ba244e33e1626728cb1c019a2",
    "MANY_XATTRS, 0, 6e8c77d827046b30226d651cfab68b6f162ee7da3c7619a3e76aedea37ee6631",
    "MANY_XATTRS, 1, f905791e1fb79076d23d1e8a556d0a219f9921cdac7fecdabff8e24f2d04bdcc",
    "EQUAL_XATTRS, 0, d57e1141864b24ebf430ac97bece6685fb649daea3e0867061dab88dce47c544",
    "EQUAL_XATTRS, 1, cf8f692f9870303b45d0c7a1e38bec288de942886e18b07d11cc704d92e3e29a",
    "OVERLAY_XATTRS, 0, 9c74368612801fb61f48b4f818b2f80fcedc85bd9cb11635e9888fc6e9247edc",
    "OVERLAY_XATTRS, 1, 68d1ae0e220f5e8b5693681bbe1c2556d644ec8d775ec68870d9f05eeb01e7b9",
    "PREFIXES, 0, da51935a76acc9f24dbe6dc4779985db22c4fb1553071316b211d486ecb3dce7",
    "PREFIXES, 1, f9f5578efa99e8439de108a52d1dc2336c4c30a6fc3d9d51b4b96b0e3ef651a7",
    "STUBS, 0, 50e06bcd30989f053f63e19ceac64233e4e5bba67835e2e28ea621ac2f4b5849",
    "STUBS, 1, 5cb14a5e1ca305aecb8c06ea011cffcf1eacd62882265c06d9802d8d03ba4ce5",
    "WHITEOUTS, 0, 44067ce75e055054c4c143e795b9a9487df8f311c71d2b277cb4552275313cac",
    "WHITEOUTS, 1, 75d39d3a60efdec6cafe396db8ba1946032083653fc4ac18ee61df4e6b9af9ff",
    "LINKS, 0, 98cfa481e48ba8ebfa7ef8f62a395ef25be5d81c40c2cc0aae158eeb6e96f02a",
    "LINKS, 1, 1a645558d35b5426fb2c72756994bf7d7dce209896e2afb4cc75b81c9b986978",
    "DOTS, 0, f2636132df0fc35c0f0ca75c85da192992a905ee4ff8e4c11e9c3dfb86c3d5fe",
    "DOTS, 1, feae480836663772994b1837cc03cd9f0ba1f0216e7c4704108e4a40e2352121",
  })
  void writesWhatMkcomposefsWrites(ErofsTrees tree, int version, String sha256)
      throws RejectedException, NoSuchAlgorithmException {
    Image image = tree.tree().image();
    byte[] written = ErofsWriter.write(image, version, budget(image));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(written);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
    assertThat(ErofsWriter.firstDifference(image, version, ByteView.of(written), budget(image)))
        .isNull();
  }

  private static Budget budget(Image image) {
    return new Budget(Limits.DEFAULT, image.bytes().size());
  }
}
