package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.eligibility.Row.Group;
import eu.bailiwick.sovereignty.eligibility.Row.Passing;
import eu.bailiwick.sovereignty.eligibility.Slots.Block;
import eu.bailiwick.sovereignty.eligibility.Slots.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The endpoints that meet one set of constraints, by model: in groups that share all their possible
 * places and the time for which they are eligible.
 */
final class ModelIndex {

  static final ModelIndex NOTHING = new ModelIndex(Map.of(), new BitSet());

  private final Map<String, Row> rows;
  private final BitSet reachable;

  private ModelIndex(Map<String, Row> rows, BitSet reachable) {
    this.rows = rows;
    this.reachable = reachable;
  }

  Row row(String model) {
    Row row = rows.get(model);
    return row == null ? Row.EMPTY : row;
  }

  /** Numbers of the endpoints that are eligible at any time; not to be changed. */
  BitSet reachable() {
    return reachable;
  }

  /** The index of the slots at {@code positions}. */
  static ModelIndex of(Slots slots, BitSet positions) {
    return new Builder(slots, positions).build();
  }

  private static final class Builder {

    private record Shared(String model, Countries places) {}

    private record Sharing(Shared shared, Instant from, Instant until) {}

    private final Slots slots;
    private final BitSet positions;
    private final Map<Shared, List<String>> always = new LinkedHashMap<>();
    private final Map<Sharing, List<String>> passing = new LinkedHashMap<>();
    private final BitSet reachable;

    Builder(Slots slots, BitSet positions) {
      this.slots = slots;
      this.positions = positions;
      this.reachable = positions.get(0, slots.firstChanging());
    }

    ModelIndex build() {
      slots.blocks().forEach(this::add);
      int next = positions.nextSetBit(slots.firstChanging());
      while (next >= 0) {
        next = positions.nextSetBit(addStretch(next));
      }
      Map<String, List<Group>> groups = new HashMap<>();
      always.forEach(
          (shared, endpoints) ->
              groups
                  .computeIfAbsent(shared.model(), model -> new ArrayList<>())
                  .add(new Group(shared.places(), List.copyOf(endpoints))));
      Map<String, List<Passing>> some = new HashMap<>();
      passing.forEach(
          (s, endpoints) ->
              some.computeIfAbsent(s.shared().model(), model -> new ArrayList<>())
                  .add(
                      new Passing(
                          s.shared().places(), s.from(), s.until(), List.copyOf(endpoints))));
      Map<String, Row> rows = new HashMap<>();
      groups.forEach(
          (model, g) -> rows.put(model, new Row(g, some.getOrDefault(model, List.of()))));
      some.forEach((model, p) -> rows.computeIfAbsent(model, m -> new Row(List.of(), p)));
      return new ModelIndex(rows, reachable);
    }

    private void add(Block block) {
      int i = positions.nextSetBit(block.start());
      if (i < 0 || i >= block.end()) {
        return;
      }
      List<String> endpoints = new ArrayList<>(block.end() - block.start());
      for (; i >= 0 && i < block.end(); i = positions.nextSetBit(i + 1)) {
        endpoints.add(slots.list().get(i).subject().endpoint().id());
      }
      always.put(new Shared(block.model(), block.places()), endpoints);
    }

    /** Adds a stretch with all that follow it without a change; answers the position after it. */
    private int addStretch(int position) {
      Slot first = slots.list().get(position);
      int last = position;
      while (positions.get(last + 1) && isSame(first, slots.list().get(last + 1))) {
        last++;
      }
      Shared shared = new Shared(first.model(), first.places());
      Instant end = slots.list().get(last).end();
      List<String> endpoints =
          slots.isWhole(first.begin(), end)
              ? always.computeIfAbsent(shared, s -> new ArrayList<>())
              : passing.computeIfAbsent(
                  new Sharing(shared, first.begin(), end), s -> new ArrayList<>());
      endpoints.add(first.subject().endpoint().id());
      reachable.set(first.number());
      return last + 1;
    }

    private static boolean isSame(Slot slot, Slot other) {
      return slot.number() == other.number() && slot.places().equals(other.places());
    }
  }
}
