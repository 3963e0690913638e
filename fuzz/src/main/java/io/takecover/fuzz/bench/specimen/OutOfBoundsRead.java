package io.takecover.fuzz.bench.specimen;

/** A specimen read bytes that are not of the image. */
public final class OutOfBoundsRead extends Misbehaviour {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final long length;

  OutOfBoundsRead(long offset, long length) {
    super(length + " bytes at " + offset + " are not inside");
    this.offset = offset;
    this.length = length;
  }

  /** Where the read began, from the start of the image; wrapped round where it is negative. */
  public long offset() {
    return offset;
  }

  /** Bytes of the read. */
  public long length() {
    return length;
  }
}
