package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.coverage.Comparison.ReadBytes;
import io.takecover.fuzz.inspect.ByteRange;
import io.takecover.fuzz.inspect.Ranges;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Says of bytes that a target read where they stand, and what they are. */
final class Bytes {
  private static final int LONGEST = 16;

  private final Targets target;
  private final byte[] input;
  private final byte[] image;
  private List<ByteRange> ranges;

  /**
   * @param input that the target ran
   */
  Bytes(Targets target, byte[] input) {
    this.target = target;
    this.input = input;
    this.image = target.image(input);
  }

  ReadBytes told(Recorder.Hint hint) {
    ReadLog.Read read = hint.read();
    boolean isInput = Arrays.equals(read.array(), input);
    boolean isImage = !isInput && Arrays.equals(read.array(), image);
    String of = isInput ? "input" : isImage ? "image" : "other";
    boolean hasFields = makesImages() && Arrays.equals(read.array(), image);
    return new ReadBytes(
        of,
        read.offset(),
        read.length(),
        hasFields ? field(read.offset()) : null,
        value(read),
        hint.how());
  }

  private boolean makesImages() {
    return switch (target) {
      case VERITY, STORE, SIGNATURE, SIGNATURE_EDIT, CANARY, EMPTY -> false;
      default -> true;
    };
  }

  private String field(long offset) {
    if (ranges == null) {
      ranges = Ranges.of(image);
    }
    return ranges.stream()
        .filter(range -> offset >= range.offset() && offset < range.offset() + range.length())
        .findFirst()
        .map(ByteRange::owner)
        .orElse(null);
  }

  private static String value(ReadLog.Read read) {
    if (read.isNumber()) {
      return "0x" + Long.toHexString(read.number());
    }
    int from = Math.toIntExact(read.offset());
    int length = Math.toIntExact(Math.min(read.length(), LONGEST));
    String digits = HexFormat.of().formatHex(read.array(), from, from + length);
    return read.length() > length ? digits + "..." : digits;
  }
}
