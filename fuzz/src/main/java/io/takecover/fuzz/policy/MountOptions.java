package io.takecover.fuzz.policy;

import java.util.Locale;

/**
 * The options of an overlay mount that decide what it does with a composefs image. An option that
 * nobody names is null, or false.
 *
 * @param userxattr overlay marks are read from {@code user.overlay.} instead of {@code
 *     trusted.overlay.}
 * @param metacopy {@code on} or {@code off}
 * @param redirect {@code on}, {@code off}, {@code follow} or {@code nofollow}
 * @param verity {@code off}, {@code on} or {@code require}
 * @param data how data-only layers are named
 * @param descriptors layers are given as file descriptors
 * @param userns the mount is made in a user namespace, the EROFS mount below it too
 */
public record MountOptions(
    boolean userxattr,
    String metacopy,
    String redirect,
    String verity,
    DataLayer data,
    boolean descriptors,
    boolean userns) {

  /** The words that {@link #parse} takes. */
  public static final String WORDS =
      "userxattr, metacopy=on|off, redirect_dir=on|off|follow|nofollow, verity=off|on|require,"
          + " datadir (a data-only layer after ::), datadir+ (one named by that option), fd (layers"
          + " by file descriptor), userns (all mounts in a user namespace)";

  /** How data-only layers are named. */
  public enum DataLayer {
    NONE,
    /** Behind {@code ::} in {@code lowerdir=}. */
    COLONS,
    /** By {@code datadir+=}. */
    OPTION
  }

  /** Reads words that are separated by commas; none at all are no options. */
  public static MountOptions parse(String text) throws PolicyException {
    MountOptions options = new MountOptions(false, null, null, null, DataLayer.NONE, false, false);
    for (String word : text.split(",", -1)) {
      if (!word.isBlank()) {
        options = options.with(word.strip().toLowerCase(Locale.ROOT));
      }
    }
    return options;
  }

  private MountOptions with(String word) throws PolicyException {
    return switch (word) {
      case "userxattr" ->
          new MountOptions(true, metacopy, redirect, verity, data, descriptors, userns);
      case "metacopy=on", "metacopy=off" ->
          new MountOptions(userxattr, value(word), redirect, verity, data, descriptors, userns);
      case "redirect_dir=on", "redirect_dir=off", "redirect_dir=follow", "redirect_dir=nofollow" ->
          new MountOptions(userxattr, metacopy, value(word), verity, data, descriptors, userns);
      case "verity=off", "verity=on", "verity=require" ->
          new MountOptions(userxattr, metacopy, redirect, value(word), data, descriptors, userns);
      case "datadir" ->
          new MountOptions(
              userxattr, metacopy, redirect, verity, DataLayer.COLONS, descriptors, userns);
      case "datadir+" ->
          new MountOptions(
              userxattr, metacopy, redirect, verity, DataLayer.OPTION, descriptors, userns);
      case "fd" -> new MountOptions(userxattr, metacopy, redirect, verity, data, true, userns);
      case "userns" ->
          new MountOptions(userxattr, metacopy, redirect, verity, data, descriptors, true);
      default -> throw new PolicyException("unknown option '" + word + "'; known: " + WORDS);
    };
  }

  boolean hasDataLayer() {
    return data != DataLayer.NONE;
  }

  /** Whether redirects are turned off by name. */
  boolean followsNoRedirect() {
    return "off".equals(redirect) || "nofollow".equals(redirect);
  }

  /** Whether digests are looked at. */
  boolean wantsVerity() {
    return "on".equals(verity) || "require".equals(verity);
  }

  private static String value(String word) {
    return word.substring(word.indexOf('=') + 1);
  }
}
