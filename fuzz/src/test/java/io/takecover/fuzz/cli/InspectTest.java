package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
  @TempDir Path folder;

  @Test
  void rangesArePrinted() throws IOException {
    Path image = Files.write(folder.resolve("x.img"), Images.rich());
    Cli text = Cli.run("inspect", image);
    assertThat(text.exit()).isZero();
    assertThat(text.outLines())
        .contains("0\t4\tsuperblock\tsb.version\t0x1\t1")
        .contains("132\t4\tinode\tinode[0].st_nlink\t0x3\t3")
        .anyMatch(line -> line.endsWith("\\x1b[31mred\\nx.img:\\x20accept\\x9b\\xff\\\\"));
    Cli json = Cli.run("inspect", "--json", image);
    assertThat(json.exit()).isZero();
    assertThat(json.outLines()).hasSameSizeAs(text.outLines());
    assertThat(json.outLines().get(0))
        .contains("\"owner\":\"sb.version\",\"field\":\"sb.version\"");
  }

  @Test
  void aPageIsWritten() throws IOException {
    Path image = Files.write(folder.resolve("x.img"), Images.rich());
    Path page = folder.resolve("x.html");
    assertThat(Cli.run("inspect", "--html", page, image).exit()).isZero();
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("<svg");
    assertThat(Cli.run("inspect", "--html", page, image).exit()).isEqualTo(2);
    assertThat(Cli.run("inspect", "--html", "-", image).out()).isEqualTo(Files.readString(page));
    assertThat(Cli.run("inspect", "--html", "-", "--json", image).exit()).isEqualTo(2);
  }
}
