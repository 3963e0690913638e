package io.takecover.fuzz.corpus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * One line of {@code vectors.json}: an image, a profile, and what must be said of the image under
 * it.
 *
 * @param id the file without {@code .img}; behind that, {@code @} and the profile where it is not
 *     strict
 * @param file relative to the corpus
 * @param profile {@code strict}, {@code canonical} or {@code lenient-v3}
 * @param expect {@code accept} or {@code reject}
 * @param canonical of an accepted image, whether our writer makes the same bytes of its tree;
 *     otherwise absent
 * @param rule of a refused image, the rule that is broken first; otherwise absent, as are the next
 *     two
 * @param offset absolute, in bytes, of the field that shows it
 * @param field its path
 * @param note what the image is there for, one sentence
 * @param claims of the harness that this image once broke
 * @param seen what other tools said: {@code tool@version} to verdict
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "id",
  "file",
  "sha256",
  "format",
  "profile",
  "expect",
  "canonical",
  "rule",
  "offset",
  "field",
  "note",
  "claims",
  "source",
  "seen"
})
public record TestVector(
    String id,
    String file,
    String sha256,
    String format,
    String profile,
    String expect,
    Boolean canonical,
    String rule,
    Long offset,
    String field,
    String note,
    List<String> claims,
    Source source,
    Map<String, String> seen) {

  public static final String ACCEPT = "accept";
  public static final String REJECT = "reject";

  /**
   * Where an image comes from: a command that makes it, or a parent and edits.
   *
   * @param tool that made the image
   * @param version of the tool when the image was added
   * @param command that makes the image again; absent when there is a parent
   * @param parent id of the vector that was edited
   * @param edit the edits, in the order in which they are applied
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"tool", "version", "command", "parent", "edit"})
  public record Source(
      String tool, String version, String command, String parent, List<String> edit) {}

  /** Whether the image must be accepted. */
  public boolean isAccepted() {
    return ACCEPT.equals(expect);
  }

  /** The verdict as one phrase. */
  public String verdict() {
    if (isAccepted()) {
      return "accept, " + (Boolean.TRUE.equals(canonical) ? "canonical" : "not canonical");
    }
    return "reject, " + rule + " at " + offset + " (" + field + ")";
  }

  /** Whether this vector is the strict one, which says where the image comes from. */
  public boolean isStrict() {
    return ProfileName.STRICT.equals(profile);
  }
}
