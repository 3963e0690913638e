package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import java.io.IOException;
import java.io.InputStream;

/** Files that an option names and that are small by nature: keys, certificates, signatures. */
final class SmallFile {
  private static final int MOST_BYTES = 1 << 20;

  private SmallFile() {}

  /** All bytes of the file of this name. */
  static ByteView read(String name) throws CommandException {
    Source source = new Source(name, Sources.path(name));
    try (InputStream in = ImageFile.open(source)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new CommandException(
            source.label()
                + ": this has more than "
                + MOST_BYTES
                + " bytes, and is no key or signature");
      }
      return ByteView.of(bytes);
    } catch (IOException e) {
      throw new CommandException(source.label() + ": cannot be read: " + ImageFile.reason(e));
    }
  }
}
