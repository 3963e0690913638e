package io.takecover.fuzz.policy;

import io.takecover.fuzz.policy.MountOptions.DataLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a kernel does with an image under given mount options, answered from a table of what kernels
 * were seen to do. Nothing is asked of the kernel that this runs on.
 */
public final class Policy {
  private static final Kernel VERITY = new Kernel(6, 6);
  private static final Kernel DATA_ONLY = new Kernel(6, 5);
  private static final Kernel ESCAPES_AND_XWHITEOUTS = new Kernel(6, 7);
  private static final Kernel LAYER_OPTIONS = new Kernel(6, 8);
  private static final Kernel LAYER_DESCRIPTORS = new Kernel(6, 13);

  /** Data-only layers and verity without metacopy, and in a user namespace. */
  private static final Kernel UNPRIVILEGED = new Kernel(6, 16);

  private final Kernel kernel;
  private final MountOptions options;
  private final ImageFacts facts;
  private final List<Answer> answers = new ArrayList<>();

  /** What happens. */
  public enum Outcome {
    /** As the image means it. */
    OK,
    /** Something else is seen than the image means, without an error. */
    DIFFERS,
    /** The mount, or an access, ends with an error. */
    FAILS
  }

  /**
   * One answer.
   *
   * @param about what it is about: mount, files, digests, whiteouts, xattrs
   * @param text a clause
   */
  public record Answer(Outcome outcome, String about, String text, Row row) {}

  private Policy(Kernel kernel, MountOptions options, ImageFacts facts) {
    this.kernel = kernel;
    this.options = options;
    this.facts = facts;
  }

  /**
   * The answers, that about the mount first; where the mount fails there is no other.
   *
   * @throws PolicyException where the table does not speak of such a kernel
   */
  public static List<Answer> of(Kernel kernel, MountOptions options, ImageFacts facts)
      throws PolicyException {
    if (!kernel.isAtLeast(Kernel.OLDEST)) {
      throw new PolicyException(
          "nothing is known of kernels before " + Kernel.OLDEST + ", and " + kernel + " is one");
    }
    Policy policy = new Policy(kernel, options, facts);
    if (policy.mounts()) {
      policy.files();
      policy.digests();
      policy.whiteouts();
      policy.xattrs();
    }
    return List.copyOf(policy.answers);
  }

  private boolean mounts() {
    if (options.userns()) {
      return fails(
          Row.EROFS_USERNS,
          "EROFS cannot be mounted in a user namespace; FUSE can stand in for it");
    }
    if (options.userxattr() && "on".equals(options.metacopy())) {
      return fails(Row.USERXATTR_METACOPY, "EINVAL, the options conflict");
    }
    if (options.userxattr()
        && options.redirect() != null
        && !options.redirect().equals("nofollow")) {
      return fails(Row.USERXATTR_REDIRECT, "EINVAL, the options conflict");
    }
    if ("on".equals(options.metacopy()) && options.followsNoRedirect()) {
      return fails(Row.METACOPY_REDIRECT, "EINVAL, the options conflict");
    }
    return verityMounts() && layersMount();
  }

  private boolean verityMounts() {
    if (!options.wantsVerity()) {
      return true;
    }
    Row row = options.userxattr() ? Row.USERXATTR_VERITY : Row.VERITY_WITHOUT_METACOPY;
    if (!kernel.isAtLeast(VERITY)) {
      return fails(Row.USERXATTR_VERITY, "EINVAL, the option verity is there since " + VERITY);
    }
    boolean conflicts = options.userxattr() || "off".equals(options.metacopy());
    if (conflicts && !kernel.isAtLeast(UNPRIVILEGED)) {
      return fails(row, "EINVAL, the options conflict before " + UNPRIVILEGED);
    }
    return true;
  }

  private boolean layersMount() {
    if (options.descriptors() && !kernel.isAtLeast(LAYER_DESCRIPTORS)) {
      return fails(
          Row.LAYER_DESCRIPTORS, "layers are given by descriptor since " + LAYER_DESCRIPTORS);
    }
    if (options.data() == DataLayer.OPTION && !kernel.isAtLeast(LAYER_OPTIONS)) {
      return fails(
          Row.LAYER_OPTIONS, "EINVAL, the option datadir+ is there since " + LAYER_OPTIONS);
    }
    if (options.hasDataLayer() && !kernel.isAtLeast(DATA_ONLY)) {
      return fails(
          Row.DATA_WITHOUT_METACOPY, "EINVAL, there are data-only layers since " + DATA_ONLY);
    }
    if (options.hasDataLayer() && !metacopy() && !kernel.isAtLeast(UNPRIVILEGED)) {
      return fails(
          Row.DATA_WITHOUT_METACOPY,
          "EINVAL, data-only layers need metacopy=on before " + UNPRIVILEGED);
    }
    Row row = Row.USERXATTR;
    if (options.userxattr() && options.wantsVerity()) {
      row = Row.USERXATTR_VERITY;
    } else if (options.hasDataLayer()) {
      row = options.userxattr() ? Row.USERXATTR_DATA : Row.DATA_WITHOUT_METACOPY;
    } else if (options.wantsVerity()) {
      row = Row.VERITY_WITHOUT_METACOPY;
    } else if (!options.userxattr()) {
      row = Row.UNTRUSTED_METACOPY;
    }
    answers.add(new Answer(Outcome.OK, "mount", "succeeds", row));
    return true;
  }

  /** Before 6.16 verity turned metacopy on; where nobody asks, it is off. */
  private boolean metacopy() {
    boolean byVerity =
        options.wantsVerity() && options.metacopy() == null && !kernel.isAtLeast(UNPRIVILEGED);
    return "on".equals(options.metacopy()) || byVerity;
  }

  private void files() {
    if (facts.external() == 0) {
      return;
    }
    String files = facts.external() + " external file(s): ";
    if (facts.userMarks() != options.userxattr()) {
      String read = options.userxattr() ? "user.overlay." : "trusted.overlay.";
      String text = "zeros instead of the content, for only " + read + "* marks are read";
      answers.add(new Answer(Outcome.DIFFERS, "files", files + text, Row.USERXATTR));
    } else if (options.hasDataLayer()) {
      Row row = options.userxattr() ? Row.USERXATTR_DATA : Row.DATA_WITHOUT_METACOPY;
      String text = "redirects are followed into the data-only layers, and nowhere else";
      answers.add(new Answer(Outcome.OK, "files", files + text, row));
    } else if (options.userxattr()) {
      String text = "refused at look-up, EPERM, for there is no data-only layer";
      answers.add(new Answer(Outcome.FAILS, "files", files + text, Row.OTHER_FORMS));
    } else if (metacopy()) {
      String text =
          "redirects are followed into every lower layer; do not do this with layers that"
              + " somebody else can write";
      answers.add(new Answer(Outcome.OK, "files", files + text, Row.UNTRUSTED_METACOPY));
    } else {
      String text = "refused at look-up, for metacopy is off and there is no data-only layer";
      answers.add(new Answer(Outcome.FAILS, "files", files + text, Row.UNTRUSTED_METACOPY));
    }
    if (facts.withoutPath() > 0) {
      String text =
          facts.withoutPath()
              + " external file(s) name no backing file, and data-only layers are entered by an"
              + " absolute redirect only";
      answers.add(new Answer(Outcome.FAILS, "files", text, Row.USERXATTR_DATA));
    }
  }

  private void digests() {
    if (facts.external() == 0) {
      return;
    }
    int with = facts.external() - facts.withoutDigest();
    if (!options.wantsVerity()) {
      if (with > 0) {
        String text = with + " digest(s) are not looked at";
        answers.add(new Answer(Outcome.DIFFERS, "digests", text, Row.DIGESTS));
      }
      return;
    }
    if (with > 0) {
      String text =
          with + " file(s) open only where the backing file has the digest, otherwise EIO";
      answers.add(new Answer(Outcome.OK, "digests", text, Row.DIGESTS));
    }
    if (facts.withoutDigest() > 0) {
      boolean require = "require".equals(options.verity());
      String text =
          facts.withoutDigest()
              + " external file(s) without digest: "
              + (require ? "EIO when opened" : "open unchecked");
      Outcome outcome = require ? Outcome.FAILS : Outcome.DIFFERS;
      answers.add(new Answer(outcome, "digests", text, Row.REQUIRE_DIGEST));
    }
  }

  private void whiteouts() {
    if (facts.whiteouts() > 0) {
      boolean known = kernel.isAtLeast(ESCAPES_AND_XWHITEOUTS);
      String text =
          facts.whiteouts()
              + " whiteout(s): "
              + (known
                  ? "seen as such by an overlay mount on top"
                  : "seen as empty files, for xattr"
                      + " whiteouts are known since "
                      + ESCAPES_AND_XWHITEOUTS);
      answers.add(
          new Answer(known ? Outcome.OK : Outcome.DIFFERS, "whiteouts", text, Row.XWHITEOUTS));
    }
  }

  private void xattrs() {
    if (facts.escaped() > 0) {
      boolean known = kernel.isAtLeast(ESCAPES_AND_XWHITEOUTS);
      String text =
          facts.escaped()
              + " inode(s) with escaped overlay xattrs: "
              + (known
                  ? "shown unescaped"
                  : "not shown, for escapes are known since " + ESCAPES_AND_XWHITEOUTS);
      answers.add(new Answer(known ? Outcome.OK : Outcome.DIFFERS, "xattrs", text, Row.ESCAPES));
    }
  }

  private boolean fails(Row row, String text) {
    answers.add(new Answer(Outcome.FAILS, "mount", text, row));
    return false;
  }
}
