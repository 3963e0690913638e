package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectTest {
  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void write() throws IOException, RejectedException {
    Verdict verdict = Composefs.inspect(Images.rich(), Limits.DEFAULT);
    Image tree = ((Verdict.Accepted) verdict).image();
    byte[] bytes = Composefs.write(tree, Format.EROFS, Limits.DEFAULT);
    image = Files.write(folder.resolve("erofs.img"), bytes);
  }

  @Test
  void fieldsOfErofsImagesAreListed() {
    Cli cli = Cli.run("inject", "--list", image);
    assertThat(cli.exit()).isZero();
    assertThat(cli.outLines())
        .contains("1024\tsb.magic=0xe0f5e1e2", "12\theader.composefs_version=0")
        .anyMatch(line -> line.endsWith("=usr"))
        .anyMatch(line -> line.contains("\tmetacopy["));
  }

  @Test
  void repairsFollowTheEdits() throws IOException {
    Path broken = folder.resolve("broken.img");
    Path fixed = folder.resolve("fixed.img");
    assertThat(Cli.run("inject", image, "sb.inos=1", "-o", broken).exit()).isZero();
    assertThat(Files.readAllBytes(broken)).isNotEqualTo(Files.readAllBytes(image));
    assertThat(Cli.run("inject", "--fix", broken, "-o", fixed).exit()).isZero();
    assertThat(fixed).hasSameBinaryContentAs(image);
    assertThat(Cli.run("inject", "--fix", "--list", image).exit()).isEqualTo(2);
    assertThat(Cli.run("inject", image, "-o", fixed).exit()).isEqualTo(2);
  }
}
