package io.takecover.fuzz.tidy.bad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Eight statics that can change, one of them by a field of its own. */
@SuppressWarnings("all")
public final class MutableStatic {
  static int counter;
  static final int[] TABLE = {1, 2};
  static final List<String> NAMES = new ArrayList<>();
  static final Map<String, String> BY_NAME = new HashMap<>();
  static final AtomicLong NEXT = new AtomicLong();
  static final StringBuilder TEXT = new StringBuilder();
  static final MutableStatic SELF = new MutableStatic();

  static final List<String> RETURNED = names();

  int field;

  static List<String> names() {
    return new ArrayList<>();
  }
}
