package io.takecover.fuzz.gen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The published test keys of {@code corpus/sign}, and signatures by them: each right in every byte,
 * though of some the certificate is not in order.
 */
public final class SignedMaterial {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----");

  private SignedMaterial() {}

  /**
   * A file of {@code corpus/sign}.
   *
   * @param name with its folder
   */
  public static byte[] file(String name) {
    try (InputStream in = SignedMaterial.class.getResourceAsStream("sign/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The PEM blocks of a file that says more. */
  public static List<String> blocks(String name) {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(new String(file(name), StandardCharsets.US_ASCII));
    while (block.find()) {
      blocks.add(block.group());
    }
    return blocks;
  }
}
