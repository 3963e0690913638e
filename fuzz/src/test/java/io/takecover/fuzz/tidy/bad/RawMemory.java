package io.takecover.fuzz.tidy.bad;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A buffer in a signature, a buffer in use, a handle in use. */
@SuppressWarnings("all")
public final class RawMemory {
  void signature(ByteBuffer buffer) {}

  Object buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes);
  }

  Object handle() {
    return MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  }
}
