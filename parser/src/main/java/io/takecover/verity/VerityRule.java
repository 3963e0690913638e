package io.takecover.verity;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/** What a promised fs-verity digest demands. */
public enum VerityRule implements Rule {
  /** Checked before anything of the image is parsed. */
  IMAGE_DIGEST("V-014", Cwe.CWE_354, "the image has the fs-verity digest that was promised");

  private final String id;
  private final Cwe cwe;
  private final String title;

  VerityRule(String id, Cwe cwe, String title) {
    this.id = id;
    this.cwe = cwe;
    this.title = title;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Kind kind() {
    return Kind.MISMATCH;
  }

  @Override
  public Cwe cwe() {
    return cwe;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String anchor() {
    return "fsverity, section 2";
  }
}
