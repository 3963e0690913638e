package io.takecover.fuzz.bench.specimen;

import io.takecover.Format;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The real readers that specimens are models of; each lacks the checks that its faults name. */
public enum Reader {
  /** The native reader before it was posted, 2021 and 2022. */
  NATIVE_EARLY(Format.NATIVE),
  /** The native reader of the first posting, 28 November 2022: directories in pieces of a page. */
  NATIVE_V1(Format.NATIVE),
  /** The native reader of the second posting, January 2023. */
  NATIVE_V2(Format.NATIVE),
  /** The native reader of the third posting, 20 January 2023. */
  NATIVE_V3(Format.NATIVE),
  /** The native reader of 24 January 2023, with the search mended. */
  NATIVE_FIXED(Format.NATIVE),
  /** The C library's reader, for which dumps are made. */
  LIBCOMPOSEFS(Format.EROFS),
  /** The checker and extractor of erofs-utils. */
  EROFS_UTILS(Format.EROFS),
  /** The kernel before 2026. */
  KERNEL(Format.EROFS),
  /** The reader in Rust. */
  COMPOSEFS_RS(Format.EROFS),
  /** The reader in Go. */
  GO_EROFS(Format.EROFS);

  private final Format format;

  Reader(Format format) {
    this.format = format;
  }

  public Format format() {
    return format;
  }

  /** How people and files name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong with it. */
  public Set<SpecimenFault> faults() {
    EnumSet<SpecimenFault> faults = EnumSet.noneOf(SpecimenFault.class);
    Arrays.stream(SpecimenFault.values()).filter(f -> f.reader() == this).forEach(faults::add);
    return faults;
  }
}
