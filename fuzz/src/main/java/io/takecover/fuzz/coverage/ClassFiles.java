package io.takecover.fuzz.coverage;

import io.takecover.Composefs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The class files of the parser, wherever it was loaded from: a folder of the build, its jar, or
 * the jar of the command line, which holds much else.
 */
public final class ClassFiles {
  private static final String PARSER = "io/takecover/";
  private static final String HARNESS = "io/takecover/fuzz/";
  private static final String SUFFIX = ".class";

  private ClassFiles() {}

  /** Bytes by internal name, in order. */
  public static Map<String, byte[]> ofParser() throws IOException {
    Path place;
    try {
      place = Path.of(Composefs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return Files.isDirectory(place) ? inFolder(place) : inJar(place);
  }

  private static Map<String, byte[]> inFolder(Path folder) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (isOurs(name)) {
          classes.put(name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }

  private static Map<String, byte[]> inJar(Path path) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry entry : jar.stream().filter(e -> isOurs(e.getName())).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          String name = entry.getName();
          classes.put(name.substring(0, name.length() - SUFFIX.length()), in.readAllBytes());
        }
      }
    }
    return classes;
  }

  private static boolean isOurs(String name) {
    return name.startsWith(PARSER)
        && !name.startsWith(HARNESS)
        && name.endsWith(SUFFIX)
        && !name.endsWith("package-info.class");
  }
}
