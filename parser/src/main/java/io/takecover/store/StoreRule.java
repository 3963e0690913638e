package io.takecover.store;

import static io.takecover.rule.Cwe.CWE_22;
import static io.takecover.rule.Cwe.CWE_354;
import static io.takecover.rule.Cwe.CWE_367;
import static io.takecover.rule.Cwe.CWE_400;
import static io.takecover.rule.Cwe.CWE_436;
import static io.takecover.rule.Cwe.CWE_59;
import static io.takecover.rule.Cwe.NONE;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/** What the objects behind the files of an image must satisfy. Nothing here has an offset. */
public enum StoreRule implements Rule {
  PATH(
      "O-001",
      Kind.INVALID,
      CWE_22,
      "an object's path is relative, of names that are neither empty nor \".\" nor \"..\""),
  ABSENT("O-002", Kind.MISMATCH, CWE_354, "the object is there"),
  TYPE(
      "O-003",
      Kind.MISMATCH,
      CWE_59,
      "the object is a regular file, and what leads to it are directories of the store"),
  SIZE("O-004", Kind.MISMATCH, CWE_354, "the object has the size that the image states"),
  DIGEST("O-005", Kind.MISMATCH, CWE_354, "the object has the digest that the image states"),
  NO_DIGEST("O-006", Kind.MISMATCH, CWE_354, "the image states the digest of each object"),
  CHANGED("O-007", Kind.MISMATCH, CWE_367, "the object does not change while it is read"),
  UNREADABLE("O-008", Kind.MISMATCH, CWE_354, "the object can be read"),
  STUCK("O-009", Kind.LIMIT, CWE_400, "the object gives an answer within half a minute"),
  STATEMENTS(
      "O-010",
      Kind.MISMATCH,
      CWE_436,
      "all files of one object state the same size and the same digest"),
  UNREFERENCED("O-011", Kind.NOTE, NONE, "an object is needed by an image");

  private final String id;
  private final Kind kind;
  private final Cwe cwe;
  private final String title;

  StoreRule(String id, Kind kind, Cwe cwe, String title) {
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
    return "stores, rule " + id;
  }

  @Override
  public boolean bindsImages() {
    return false;
  }
}
