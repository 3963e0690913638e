package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.SharedFiles;
import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees of which there are native and EROFS images, made by the real tools. */
class ErofsOfToolMadeImagesTest {
  /** Of the others, mkcomposefs put small files into the image, which a native one cannot hold. */
  @ParameterizedTest
  @CsvSource({
    "cs9-x86_64-developer, 0",
    "cs9-x86_64-developer, 1",
    "empty, 0",
    "empty, 1",
  })
  void nativeTreeIsWrittenAsMkcomposefsDoes(String name, int version)
      throws IOException, RejectedException {
    byte[] expected =
        Files.readAllBytes(SharedFiles.require("images/erofs-v" + version + "/" + name + ".cfs"));
    byte[] source = Files.readAllBytes(SharedFiles.require("images/native/" + name + ".cfs"));
    Image image = Inspection.accepted(source, Profile.STRICT).image();
    byte[] written =
        ErofsWriter.write(image, version, new Budget(Limits.DEFAULT, image.bytes().size()));
    assertThat(
            ErofsWriter.firstDifference(
                image, version, ByteView.of(expected), new Budget(Limits.DEFAULT, expected.length)))
        .isNull();
    assertThat(written).isEqualTo(expected);
  }
}
