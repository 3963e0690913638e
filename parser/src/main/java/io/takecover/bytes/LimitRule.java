package io.takecover.bytes;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/** The caps that hold whatever the format. */
public enum LimitRule implements Rule {
  /** {@link Limits#imageBytes()}. */
  IMAGE_SIZE("L-001", Cwe.CWE_770, "an image is no larger than the configured limit"),
  /** {@link Limits#workPerByte()}. */
  WORK(
      "L-002", Cwe.CWE_407, "checking an image costs no more steps than a constant times its size"),
  /** {@link Limits#expandedBytes()} again, of the text that is made of an image. */
  DUMP_SIZE("L-003", Cwe.CWE_405, "the dump of an image is no longer than the configured limit");

  private final String id;
  private final Cwe cwe;
  private final String title;

  LimitRule(String id, Cwe cwe, String title) {
    this.id = id;
    this.cwe = cwe;
    this.title = title;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public boolean bindsWriting() {
    return this == DUMP_SIZE;
  }

  @Override
  public Kind kind() {
    return Kind.LIMIT;
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
    return "ARCHITECTURE.md, limits";
  }
}
