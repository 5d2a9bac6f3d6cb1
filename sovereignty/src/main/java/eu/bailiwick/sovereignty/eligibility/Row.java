package eu.bailiwick.sovereignty.eligibility;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The endpoints of one model that meet one set of constraints. Safe on any thread: what is eligible
 * between two changes is worked out by the first look-up after a change and kept until the next.
 */
final class Row {

  /** Endpoints that share all their possible places. */
  record Group(Countries places, List<String> endpoints) {}

  /** Endpoints that are eligible from one instant until another and share their places. */
  record Passing(Countries places, Instant from, Instant until, List<String> endpoints) {
    boolean isOn(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /**
   * What is eligible from one instant until another.
   *
   * @param lists the endpoints of {@code groups}, group by group
   * @param size how many they are
   */
  record Slice(
      Instant from, Instant until, List<Group> groups, List<List<String>> lists, int size) {

    static Slice of(Instant from, Instant until, List<Group> groups) {
      List<List<String>> lists = groups.stream().map(Group::endpoints).toList();
      return new Slice(from, until, groups, lists, lists.stream().mapToInt(List::size).sum());
    }

    boolean holdsAt(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  static final Row EMPTY = new Row(List.of(), List.of());

  private final List<Group> always;
  private final List<Passing> passing;
  private volatile Slice latest;

  /**
   * @param always what is eligible for the whole life of the table; no two with the same places
   * @param passing what is eligible for a part of it
   */
  Row(List<Group> always, List<Passing> passing) {
    this.always = always;
    this.passing = passing;
    this.latest = slice(Instant.MIN);
  }

  List<Group> always() {
    return always;
  }

  List<Passing> passing() {
    return passing;
  }

  /** What is eligible at an instant of the table's life. */
  Slice at(Instant at) {
    Slice slice = latest;
    if (!slice.holdsAt(at)) {
      slice = slice(at);
      latest = slice;
    }
    return slice;
  }

  private Slice slice(Instant at) {
    if (passing.isEmpty()) {
      return Slice.of(Instant.MIN, Instant.MAX, always);
    }
    Instant from = Instant.MIN;
    Instant until = Instant.MAX;
    Map<Countries, List<String>> groups = new LinkedHashMap<>();
    always.forEach(group -> groups.put(group.places(), group.endpoints()));
    for (Passing some : passing) {
      for (Instant change : List.of(some.from(), some.until())) {
        if (change.isAfter(at)) {
          until = change.isBefore(until) ? change : until;
        } else {
          from = change.isAfter(from) ? change : from;
        }
      }
      if (some.isOn(at)) {
        groups.merge(some.places(), some.endpoints(), Row::both);
      }
    }
    List<Group> merged = new ArrayList<>(groups.size());
    groups.forEach((places, endpoints) -> merged.add(new Group(places, endpoints)));
    return Slice.of(from, until, merged);
  }

  private static List<String> both(List<String> some, List<String> others) {
    List<String> both = new ArrayList<>(some.size() + others.size());
    both.addAll(some);
    both.addAll(others);
    return both;
  }
}
