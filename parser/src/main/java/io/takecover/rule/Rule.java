package io.takecover.rule;

import io.takecover.bytes.LimitRule;
import io.takecover.dump.DumpRule;
import io.takecover.erofs.ErofsRule;
import io.takecover.nativefmt.NativeRule;
import io.takecover.sign.SignatureRule;
import io.takecover.store.StoreRule;
import io.takecover.tree.TreeRule;
import io.takecover.verity.VerityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that an image must satisfy. Each package that checks images has one enum of these; the
 * permitted enums are the catalogue, so there is no list to keep.
 */
public sealed interface Rule
    permits LimitRule,
        DumpRule,
        NativeRule,
        ErofsRule,
        TreeRule,
        VerityRule,
        SignatureRule,
        StoreRule {

  /** The stable identifier, for example {@code N-041}; never re-used. */
  String id();

  /** What breaking the rule means. */
  Kind kind();

  /** The weakness of a reader that does not check this. */
  Cwe cwe();

  /** One sentence that says what must hold. */
  String title();

  /** Where the specification says so: the document, and the row in it. */
  String anchor();

  /** Whether {@link Profile#LENIENT_V3} reports a breach of this rule instead of refusing it. */
  default boolean isFaultOfTheFirstWriter() {
    return false;
  }

  /** Whether only a tree that is to be written, or printed, can break the rule, and no image. */
  default boolean bindsWriting() {
    return false;
  }

  /** Whether the bytes of an image, or a tree, can break the rule by themselves. */
  default boolean bindsImages() {
    return true;
  }

  /** The constant's name in its enum. */
  String name();

  /** Every rule of every enum, in the order in which the enums declare them. */
  static List<Rule> catalogue() {
    List<Rule> all = new ArrayList<>();
    for (Class<?> permitted : Rule.class.getPermittedSubclasses()) {
      for (Object constant : permitted.getEnumConstants()) {
        all.add((Rule) constant);
      }
    }
    return all;
  }

  /** The first rule that has this id (in any case). */
  static Optional<Rule> find(String id) {
    String wanted = id.toUpperCase(Locale.ROOT);
    return catalogue().stream().filter(rule -> rule.id().equals(wanted)).findFirst();
  }
}
