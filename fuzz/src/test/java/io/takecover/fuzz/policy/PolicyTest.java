package io.takecover.fuzz.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.takecover.fuzz.policy.Policy.Answer;
import io.takecover.fuzz.policy.Policy.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of the table, on both sides of the release at which its answer changes. */
class PolicyTest {
  /** Ten external files, all with path and digest. */
  private static final ImageFacts PLAIN = new ImageFacts(false, 10, 0, 0, 0, 0);

  private static final ImageFacts FOR_USERS = new ImageFacts(true, 10, 0, 0, 0, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5.11 | userxattr | OK | B-1",
        "6.16 | userxattr | OK | B-1",
        "5.11 | userxattr,metacopy=on | FAILS | B-2",
        "6.16 | userxattr,metacopy=on | FAILS | B-2",
        "6.15 | userxattr,redirect_dir=follow | FAILS | B-3",
        "6.16 | userxattr,redirect_dir=on | FAILS | B-3",
        "6.16 | userxattr,redirect_dir=nofollow | OK | B-1",
        "6.5  | userxattr,verity=on | FAILS | B-4",
        "6.15 | userxattr,verity=require | FAILS | B-4",
        "6.16 | userxattr,verity=require | OK | B-4",
        "6.4  | datadir,metacopy=on | FAILS | B-5",
        "6.5  | datadir,metacopy=on | OK | B-5",
        "6.15 | datadir | FAILS | B-5",
        "6.15 | datadir,verity=on | OK | B-5",
        "6.16 | datadir | OK | B-5",
        "6.15 | userxattr,datadir | FAILS | B-5",
        "6.16 | userxattr,datadir | OK | B-6",
        "6.15 | metacopy=off,verity=on | FAILS | B-8",
        "6.16 | metacopy=off,verity=on | OK | B-8",
        "6.7  | datadir+,metacopy=on | FAILS | B-9",
        "6.8  | datadir+,metacopy=on | OK | B-5",
        "6.12 | fd,metacopy=on | FAILS | B-10",
        "6.13 | fd,metacopy=on | OK | C-26",
        "6.16 | metacopy=on,redirect_dir=off | FAILS | K-1",
        "6.16 | metacopy=on,redirect_dir=nofollow | FAILS | K-1",
        "6.16 | metacopy=on,redirect_dir=follow | OK | C-26",
        "6.16 | metacopy=off,redirect_dir=off | OK | C-26",
        "6.16 | userns,userxattr,datadir | FAILS | B-11"
      })
  void mount(String kernel, String options, Outcome outcome, String row) throws PolicyException {
    List<Answer> answers = answers(kernel, options, FOR_USERS);
    assertThat(answers.get(0).about()).isEqualTo("mount");
    assertThat(answers.get(0).outcome()).isEqualTo(outcome);
    assertThat(answers.get(0).row().id()).isEqualTo(row);
    assertThat(answers.size() == 1).isEqualTo(outcome == Outcome.FAILS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6.16 | userxattr,datadir | true | OK | B-6",
        "6.16 | userxattr,datadir | false | DIFFERS | B-1",
        "6.16 | userxattr | true | FAILS | B-7",
        "6.16 | datadir | false | OK | B-5",
        "6.12 | metacopy=on | false | OK | C-26",
        "6.12 | metacopy=off | false | FAILS | C-26",
        "6.12 | '' | false | FAILS | C-26",
        "6.12 | metacopy=on | true | DIFFERS | B-1"
      })
  void files(String kernel, String options, boolean userMarks, Outcome outcome, String row)
      throws PolicyException {
    Answer answer = answer(kernel, options, userMarks ? FOR_USERS : PLAIN, "files");
    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(answer.row().id()).isEqualTo(row);
  }

  @Test
  void filesWithoutBackingPath() throws PolicyException {
    ImageFacts sparse = new ImageFacts(false, 10, 0, 3, 0, 0);
    assertThat(answers("6.16", "datadir", sparse))
        .extracting(Answer::about, Answer::outcome)
        .contains(tuple("files", Outcome.FAILS));
  }

  @ParameterizedTest
  @CsvSource({
    "verity=require, 10, OK",
    "verity=require, 9, FAILS",
    "verity=on, 9, DIFFERS",
    "verity=off, 10, DIFFERS",
    "metacopy=on, 10, DIFFERS"
  })
  void digests(String options, int withDigest, Outcome worst) throws PolicyException {
    ImageFacts facts = new ImageFacts(false, 10, 10 - withDigest, 0, 0, 0);
    assertThat(
            answers("6.16", "datadir," + options, facts).stream()
                .filter(answer -> answer.about().equals("digests"))
                .map(Answer::outcome)
                .max(Outcome::compareTo))
        .contains(worst);
  }

  @ParameterizedTest
  @CsvSource({"6.6, DIFFERS", "6.7, OK"})
  void whiteoutsAndEscapes(String kernel, Outcome outcome) throws PolicyException {
    ImageFacts facts = new ImageFacts(false, 0, 0, 0, 1, 1);
    assertThat(answer(kernel, "metacopy=on", facts, "whiteouts").outcome()).isEqualTo(outcome);
    assertThat(answer(kernel, "metacopy=on", facts, "xattrs").outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "6.x", "", "linux", "6.12345"})
  void whatIsNoKernel(String text) {
    assertThatThrownBy(() -> Kernel.parse(text)).isInstanceOf(PolicyException.class);
  }

  @Test
  void kernelsAsTheySayIt() throws PolicyException {
    assertThat(Kernel.parse("6.12.57+deb13-cloud-amd64")).isEqualTo(new Kernel(6, 12));
    assertThat(Kernel.parse("v5.11-rc2")).isEqualTo(new Kernel(5, 11));
    assertThatThrownBy(() -> answers("5.10", "", PLAIN)).isInstanceOf(PolicyException.class);
    assertThatThrownBy(() -> answers("6.12", "verity=maybe", PLAIN))
        .isInstanceOf(PolicyException.class);
  }

  private static Answer answer(String kernel, String options, ImageFacts facts, String about)
      throws PolicyException {
    return answers(kernel, options, facts).stream()
        .filter(answer -> answer.about().equals(about))
        .findFirst()
        .orElseThrow();
  }

  private static List<Answer> answers(String kernel, String options, ImageFacts facts)
      throws PolicyException {
    return Policy.of(Kernel.parse(kernel), MountOptions.parse(options), facts);
  }
}
