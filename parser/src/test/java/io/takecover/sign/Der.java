package io.takecover.sign;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes DER, and with {@link #raw} what is none. */
final class Der {
  static final byte[] NOTHING = {};
  static final byte[] NULL = raw("0500");

  private Der() {}

  static byte[] raw(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] tagged(int tag, byte[]... parts) {
    byte[] content = join(parts);
    int length = content.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return tagged(DerReader.SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return tagged(DerReader.SET, parts);
  }

  static byte[] octets(byte[]... parts) {
    return tagged(DerReader.OCTET_STRING, parts);
  }

  static byte[] number(int value) {
    return tagged(DerReader.INTEGER, new byte[] {(byte) value});
  }

  static byte[] oid(String hex) {
    return tagged(DerReader.OID, raw(hex));
  }
}
