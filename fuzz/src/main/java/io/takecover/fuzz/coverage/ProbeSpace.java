package io.takecover.fuzz.coverage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataReader;
import org.jacoco.core.data.ExecutionDataStore;

/**
 * Numbers JaCoCo's probes through all classes, so that what one run covers is a set of bits, and
 * not an array for each class: there are many runs, and few classes.
 */
final class ProbeSpace {
  private final Map<Long, Slot> slots = new HashMap<>();
  private final List<Slot> order = new ArrayList<>();
  private int size;

  /** The probes of one class: {@code count} bits from {@code first} on. */
  private record Slot(long id, String name, int first, int count) {}

  /** The probes that a dump of the agent says were hit. */
  BitSet bits(byte[] dump) throws IOException {
    BitSet bits = new BitSet();
    ExecutionDataReader reader = new ExecutionDataReader(new ByteArrayInputStream(dump));
    reader.setSessionInfoVisitor(session -> {});
    reader.setExecutionDataVisitor(data -> add(data, bits));
    reader.read();
    return bits;
  }

  private void add(ExecutionData data, BitSet bits) {
    boolean[] probes = data.getProbes();
    Slot slot = slots.computeIfAbsent(data.getId(), id -> slot(data, probes.length));
    for (int i = 0; i < probes.length; i++) {
      if (probes[i]) {
        bits.set(slot.first() + i);
      }
    }
  }

  private Slot slot(ExecutionData data, int count) {
    Slot slot = new Slot(data.getId(), data.getName(), size, count);
    size += count;
    order.add(slot);
    return slot;
  }

  /** The set as JaCoCo's analysis wants it. */
  ExecutionDataStore store(BitSet bits) {
    ExecutionDataStore store = new ExecutionDataStore();
    for (Slot slot : order) {
      if (isTouched(slot, bits)) {
        boolean[] probes = new boolean[slot.count()];
        for (int i = 0; i < probes.length; i++) {
          probes[i] = bits.get(slot.first() + i);
        }
        store.put(new ExecutionData(slot.id(), slot.name(), probes));
      }
    }
    return store;
  }

  /** All probes of one class; empty where it was never loaded. */
  BitSet mask(String name) {
    BitSet mask = new BitSet();
    for (Slot slot : order) {
      if (slot.name().equals(name)) {
        mask.set(slot.first(), slot.first() + slot.count());
      }
    }
    return mask;
  }

  private static boolean isTouched(Slot slot, BitSet bits) {
    int next = bits.nextSetBit(slot.first());
    return next >= 0 && next < slot.first() + slot.count();
  }
}
