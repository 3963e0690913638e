package io.takecover.verity;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/** What a file and its fs-verity digest must satisfy. */
public enum VerityRule implements Rule {
  LEVELS("V-007", Kind.LIMIT, Cwe.CWE_190, "a hash tree has at most 8 levels"),

  /** Checked before anything of the image is parsed. */
  IMAGE_DIGEST(
      "V-014", Kind.MISMATCH, Cwe.CWE_354, "the image has the fs-verity digest that was promised");

  private final String id;
  private final Kind kind;
  private final Cwe cwe;
  private final String title;

  VerityRule(String id, Kind kind, Cwe cwe, String title) {
    this.id = id;
    this.kind = kind;
    this.cwe = cwe;
    this.title = title;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Kind kind() {
    return kind;
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

  @Override
  public boolean bindsImages() {
    return false;
  }
}
