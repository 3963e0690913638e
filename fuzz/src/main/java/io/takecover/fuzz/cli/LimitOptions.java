package io.takecover.fuzz.cli;

import io.takecover.bytes.Limits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options for what an image may cost. */
final class LimitOptions {
  @Option(
      names = "--max-bytes",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "Largest image, such as 512M; default and most: 2 GiB less 9 bytes.")
  private Long bytes;

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "Most levels of directories below the root; default: 4096.")
  private Integer depth;

  @Option(
      names = "--max-expanded",
      paramLabel = "SIZE",
      converter = Size.class,
      description =
          "Most bytes that all inodes together may refer to, and that a dump may have; default: 4G.")
  private Long expanded;

  /** What the options say. */
  Limits limits() throws CommandException {
    Limits limits = Limits.DEFAULT;
    try {
      limits = bytes == null ? limits : limits.withImageBytes(bytes);
      limits = depth == null ? limits : limits.withTreeDepth(depth);
      return expanded == null ? limits : limits.withExpandedBytes(expanded);
    } catch (IllegalArgumentException e) {
      throw new CommandException("a limit is out of range: " + e.getMessage());
    }
  }

  /** A number of bytes, with K, M or G for powers of 1024. */
  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      int digits = text.length();
      long unit = 1;
      if (digits > 0) {
        unit =
            switch (text.charAt(digits - 1)) {
              case 'K', 'k' -> 1L << 10;
              case 'M', 'm' -> 1L << 20;
              case 'G', 'g' -> 1L << 30;
              default -> 1;
            };
      }
      try {
        String number = unit == 1 ? text : text.substring(0, digits - 1);
        long value = Math.multiplyExact(Long.parseLong(number), unit);
        if (value >= 0 && number.charAt(0) != '+') {
          return value;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // Said below.
      }
      throw new TypeConversionException("'" + text + "' is no size such as 4096, 512K, 64M or 1G");
    }
  }
}
