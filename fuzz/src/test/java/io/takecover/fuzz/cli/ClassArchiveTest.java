package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fuzz.corpus.ProjectFolder;
import org.junit.jupiter.api.Test;

class ClassArchiveTest {
  @Test
  void theCorpusHasWhatItReads() {
    String corpus = ProjectFolder.corpus().toString();
    assertThatCode(() -> ClassArchive.main(new String[] {corpus})).doesNotThrowAnyException();
  }

  /** A build that keeps no class would not be noticed otherwise. */
  @Test
  void whatIsNotDoneIsTold() {
    assertThatThrownBy(() -> ClassArchive.main(new String[] {"/no/such/corpus"}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not done: verify");
  }
}
