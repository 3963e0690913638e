package io.takecover.fuzz.tidy.bad;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Five ways into an array of bytes. */
@SuppressWarnings("all")
public final class BytesIndexed {
  int load(byte[] bytes) {
    return bytes[1];
  }

  void store(byte[] bytes) {
    bytes[1] = 2;
  }

  boolean loadFlag(boolean[] flags) {
    return flags[1];
  }

  byte[] range(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 1, 2);
  }

  String text(byte[] bytes) {
    return new String(bytes, 1, 2, StandardCharsets.US_ASCII);
  }
}
