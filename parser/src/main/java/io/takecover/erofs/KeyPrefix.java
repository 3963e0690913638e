package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import java.nio.charset.StandardCharsets;

/** The beginnings of xattr names that are stored as a number, {@code e_name_index}. */
enum KeyPrefix {
  /** The name is stored in full; the kernel does not see such an xattr (E-407). */
  NONE(0, ""),
  USER(1, "user."),
  ACL_ACCESS(2, "system.posix_acl_access"),
  ACL_DEFAULT(3, "system.posix_acl_default"),
  TRUSTED(4, "trusted."),
  SECURITY(6, "security.");

  private final int index;
  private final ByteView text;

  KeyPrefix(int index, String text) {
    this.index = index;
    this.text = ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The value of {@code e_name_index}. */
  int index() {
    return index;
  }

  long length() {
    return text.size();
  }

  /** Whether the prefix is a whole name. */
  boolean isAcl() {
    return this == ACL_ACCESS || this == ACL_DEFAULT;
  }

  /** The prefix with which a name is stored. */
  static KeyPrefix of(ByteView key, long at, long length) {
    KeyPrefix likely =
        switch (length == 0 ? 0 : key.u8(at)) {
          case 'u' -> USER;
          case 't' -> TRUSTED;
          case 's' -> length > 1 && key.u8(at + 1) == 'e' ? SECURITY : ACL_ACCESS;
          default -> NONE;
        };
    if (likely.starts(key, at, length)) {
      return likely;
    }
    return ACL_DEFAULT.starts(key, at, length) ? ACL_DEFAULT : NONE;
  }

  private boolean starts(ByteView key, long at, long length) {
    return length >= text.size() && text.matches(0, text.size(), key, at);
  }
}
