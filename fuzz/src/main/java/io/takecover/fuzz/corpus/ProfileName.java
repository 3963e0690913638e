package io.takecover.fuzz.corpus;

import io.takecover.rule.Profile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Profiles as the command line and {@code vectors.json} spell them: {@code lenient-v3}. */
public final class ProfileName {
  static final String STRICT = of(Profile.STRICT);

  private ProfileName() {}

  /** The profile that is spelt so. */
  public static Optional<Profile> find(String name) {
    return Arrays.stream(Profile.values()).filter(profile -> of(profile).equals(name)).findFirst();
  }

  public static String of(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
