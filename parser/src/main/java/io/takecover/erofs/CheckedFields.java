package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.rule.Findings;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;

/** The fields of an image, and how to refuse the image for one of them. */
final class CheckedFields {
  private final ByteView image;
  private final Findings findings;

  CheckedFields(ByteView image, Findings findings) {
    this.image = image;
    this.findings = findings;
  }

  ByteView image() {
    return image;
  }

  /** The number in a field of the structure at {@code at}. */
  long get(Field field, long at) {
    return image.get(field, at);
  }

  /** Refuses the image at once unless {@code holds}; {@code field} shows the fault. */
  void require(boolean holds, Rule rule, Field field, long at, long found)
      throws RejectedException {
    if (!holds) {
      findings.refuse(new Violation(rule, at + field.offset(), field.path(), found));
    }
  }

  /** Like {@code require}, for what only shows that no writer laid the image out. */
  void expect(boolean holds, Rule rule, Field field, long at, long found) {
    if (!holds) {
      findings.defer(new Violation(rule, at + field.offset(), field.path(), found));
    }
  }

  /** Refuses the image where the number in a field is not {@code wanted}. */
  void requireValue(Rule rule, Field field, long at, long wanted) throws RejectedException {
    long found = get(field, at);
    require(found == wanted, rule, field, at, found);
  }

  /** Refuses the image where a byte of a field is not zero. */
  void requireZero(Rule rule, Field field, long at) throws RejectedException {
    long from = at + field.offset();
    long to = from + field.width();
    long nonZero = image.firstNonZero(from, to);
    if (nonZero < to) {
      findings.refuse(new Violation(rule, nonZero, field.path(), image.u8(nonZero)));
    }
  }

  /** Defers a violation where a byte of {@code [from, to)} is not zero. */
  void expectZero(Rule rule, Region region, long from, long to) {
    long nonZero = image.firstNonZero(from, to);
    if (nonZero < to) {
      findings.defer(new Violation(rule, nonZero, region.path(), image.u8(nonZero)));
    }
  }
}
