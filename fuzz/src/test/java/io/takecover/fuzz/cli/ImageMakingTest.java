package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageMakingTest {
  private static final Violation BROKEN = new Violation(TreeRule.UID_VALID, 7, "tree.inode", 1);

  @TempDir Path folder;

  /** A tree over which a writer stumbles: its file has no primary name. */
  private static Image odd() {
    ImageBuilder builder = new ImageBuilder(ByteView.of(new byte[] {'f'}), 2);
    int root = builder.addInode();
    int file = builder.addInode();
    builder.set(root, Part.MODE, 0040755);
    builder.set(file, Part.MODE, 0100644);
    builder.beginEntries(root);
    builder.addEntry(root, 0, 1, file);
    return builder.build();
  }

  private ImageMaking making(ByteArrayOutputStream err) throws CommandException {
    Console console = Console.of(InputStream.nullInputStream(), new ByteArrayOutputStream(), err);
    NewFile file = NewFile.at(folder.resolve("x.img").toString(), false);
    Source source = new Source("x.dump", Path.of("x.dump"));
    return new ImageMaking(console, file, source, null, Format.EROFS, Limits.DEFAULT);
  }

  @Test
  void whatComesOfATreeThatBreaksARuleIsNotTold() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = making(err).make(odd(), Origins.NONE, 1, () -> List.of(BROKEN));
    assertThat(exit).isEqualTo(Exit.FINDINGS);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("x.dump:7: reject ")
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void ofAnyOtherTreeItIs() throws Exception {
    ImageMaking making = making(new ByteArrayOutputStream());
    assertThatThrownBy(() -> making.make(odd(), Origins.NONE, 1, List::of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no primary name");
    assertThat(folder).isEmptyDirectory();
  }
}
