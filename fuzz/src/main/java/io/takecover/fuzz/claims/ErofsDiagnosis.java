package io.takecover.fuzz.claims;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsRule;
import io.takecover.model.Image;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.util.EnumSet;
import java.util.Set;

/**
 * That people are told what is wrong with an EROFS image, and not what comes of it: the rule that
 * refuses it is the one that a second reader comes by first, and where that finds nothing, the
 * image is accepted or only its tree is wrong. Many a check is kept by others behind it, which
 * refuse the same images; that it is gone shows in nothing but the rule that they name.
 */
final class ErofsDiagnosis {
  /** Rules that only tell which encoding was chosen, and of which the second reader knows. */
  static final Set<ErofsRule> NOTES =
      Set.of(
          ErofsRule.CHUNK_MAP_SPILLS,
          ErofsRule.SHARED_COUNT_MOST,
          ErofsRule.NUMBERING,
          ErofsRule.STUB_MTIME);

  private ErofsDiagnosis() {}

  /** Also under the profile for which the image says that it is meant. */
  static void hold(Trial trial) {
    Verdict verdict = trial.verdict();
    if (verdict.format() != Format.EROFS) {
      return;
    }
    byte[] bytes = trial.bytes();
    ErofsRule fault = hold(verdict, bytes, Profile.STRICT).fault();
    if (fault == ErofsRule.COMPOSEFS_VERSION_2) {
      hold(admit(bytes, Profile.RS_V2), bytes, Profile.RS_V2);
    }
    if (fault == ErofsRule.ROOT_OPAQUE || isForUsersToo(verdict)) {
      hold(admit(bytes, Profile.USERXATTR), bytes, Profile.USERXATTR);
    }
  }

  /** Under the profiles for which an image is mostly not meant: they refuse it soon. */
  static void holdElsewhere(Trial trial) {
    byte[] bytes = trial.bytes();
    if (trial.verdict().format() == Format.EROFS) {
      hold(admit(bytes, Profile.RS_V2), bytes, Profile.RS_V2);
      hold(admit(bytes, Profile.USERXATTR), bytes, Profile.USERXATTR);
    }
  }

  private static Verdict admit(byte[] bytes, Profile profile) {
    return Composefs.admit(bytes, Limits.DEFAULT, profile);
  }

  /** Whether the root is opaque to mounts of users too. */
  private static boolean isForUsersToo(Verdict verdict) {
    if (verdict instanceof Verdict.Accepted accepted) {
      Image image = accepted.image();
      int first = image.firstXattr(Image.ROOT);
      for (int xattr = first; xattr < first + image.xattrCount(Image.ROOT); xattr++) {
        if (LookupClaims.key(image, xattr).equals("user.overlay.opaque")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Holds a verdict against what the second reader finds, and gives that. */
  static PlainErofs.Finding hold(Verdict verdict, byte[] bytes, Profile profile) {
    PlainErofs.Finding found = PlainErofs.of(new PlainImage(bytes, profile));
    if (verdict instanceof Verdict.Accepted accepted) {
      ErofsRule wrong = found.fault() != null ? found.fault() : found.doubt();
      require(wrong == null, wrong, "accepted");
      Set<ErofsRule> told = EnumSet.noneOf(ErofsRule.class);
      accepted.notes().forEach(note -> addTo(told, note.rule()));
      Set<ErofsRule> due = EnumSet.copyOf(found.notes());
      told.forEach(rule -> require(due.contains(rule), rule, "told without reason"));
      due.forEach(rule -> require(told.contains(rule), rule, "not told"));
      boolean isExplained =
          accepted.comparison() != Verdict.Comparison.DIFFERENT
              || accepted.notes().stream().anyMatch(it -> it.rule().kind() == Kind.NONCANONICAL);
      require(isExplained, "noncanonical", "no note says what is other than what is written");
    } else if (verdict instanceof Verdict.Rejected rejected) {
      Rule rule = rejected.first().rule();
      if (rule instanceof LimitRule) {
        return found;
      }
      if (found.fault() != null) {
        require(rule == found.fault(), found.fault(), "refused by " + rule.name());
      } else if (rule instanceof ErofsRule told) {
        require(told == found.doubt(), told, "refused, though it holds or another comes first");
      }
    }
    return found;
  }

  private static void addTo(Set<ErofsRule> told, Rule rule) {
    if (rule instanceof ErofsRule known && NOTES.contains(known)) {
      told.add(known);
    }
  }

  private static void require(boolean holds, ErofsRule rule, String detail) {
    if (!holds) {
      require(false, rule.name(), detail);
    }
  }

  private static void require(boolean holds, String rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.FIRST_FAULT, rule, detail);
    }
  }
}
