package io.takecover.fuzz.triage;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a child is asked to do: one input, one target.
 *
 * @param target class of the target
 * @param millis how long the input may take
 * @param shortMillis how long it may take where it stands as a known hang does
 * @param knownHangs keys of hangs that took all of the time before
 */
record ReplayRequest(String target, long millis, long shortMillis, Set<String> knownHangs) {

  static ReplayRequest read(DataInputStream in) throws IOException {
    String target = in.readUTF();
    long millis = in.readLong();
    long shortMillis = in.readLong();
    Set<String> hangs = new HashSet<>();
    for (int count = in.readInt(); count > 0; count--) {
      hangs.add(in.readUTF());
    }
    return new ReplayRequest(target, millis, shortMillis, hangs);
  }

  /** The input, which follows the request. */
  static byte[] readInput(DataInputStream in) throws IOException {
    byte[] input = new byte[in.readInt()];
    in.readFully(input);
    return input;
  }

  void write(DataOutputStream out, byte[] input) throws IOException {
    out.writeUTF(target);
    out.writeLong(millis);
    out.writeLong(shortMillis);
    out.writeInt(knownHangs.size());
    for (String key : knownHangs) {
      out.writeUTF(key);
    }
    out.writeInt(input.length);
    out.write(input);
    out.flush();
  }
}
