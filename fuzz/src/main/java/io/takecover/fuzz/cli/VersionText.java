package io.takecover.fuzz.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, which the build writes into the manifest of the jar. */
final class VersionText implements IVersionProvider {
  /** One line. */
  static String line() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "takecover " + (version == null ? "(not from a jar)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
