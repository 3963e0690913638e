package io.takecover.fuzz.campaign;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The fuzzer's own detectors of dangerous calls. Nothing that is fuzzed here makes a query, a
 * process, a connection or an object out of bytes, and loading the detectors of such things takes
 * most of a second of each start. Only that of paths which leave their folder is left on, for a
 * store follows paths.
 *
 * <p>Compares are hints from another place, and stay as they are.
 */
final class Sanitizers {
  private static final String PACKAGE = "com.code_intelligence.jazzer.sanitizers.";

  private static final List<String> UNNEEDED =
      List.of(
          "BigDecimal",
          "ClojureLangHooks",
          "Deserialization",
          "ExpressionLanguageInjection",
          "LdapInjection",
          "NamingContextLookup",
          "OsCommandInjection",
          "ReflectiveCall",
          "RegexInjection",
          "RegexRoadblocks",
          "ScriptEngineInjection",
          "ServerSideRequestForgery",
          "SqlInjection",
          "TemplateInjection",
          "UnsafeSanitizer",
          "XPathInjection",
          "XmlParserSsrfGuidance");

  private Sanitizers() {}

  /** The classes, as the fuzzer's option {@code --disabled_hooks} wants them. */
  static String unneeded() {
    return UNNEEDED.stream().map(PACKAGE::concat).collect(Collectors.joining(":"));
  }
}
