package io.takecover.fuzz.corpus;

import io.takecover.rule.Profile;
import java.util.Locale;

/** Profiles as the command line and {@code vectors.json} spell them: {@code lenient-v3}. */
public final class ProfileName {
  static final String STRICT = of(Profile.STRICT);

  private ProfileName() {}

  public static String of(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
