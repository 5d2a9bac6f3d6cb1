package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.eligibility.Subjects.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The eligible endpoints of one scope chain and data class, by model: in groups that share all
 * their possible places, and one by one where eligibility begins or ends within the table's life.
 */
final class ModelIndex {

  /** Endpoints that are eligible for the whole life of the table and share their places. */
  record Group(Countries places, List<String> endpoints) {}

  /** An endpoint that is eligible from one instant until another. */
  record Passing(Countries places, List<String> endpoint, Instant from, Instant until) {
    boolean isOn(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /** What there is for one model. */
  record Row(List<Group> groups, List<Passing> passing, Eligibility whenUnnarrowed) {}

  private record Shared(String model, Countries places) {}

  private final Map<String, Row> rows;

  private ModelIndex(Map<String, Row> rows) {
    this.rows = rows;
  }

  Row row(String model) {
    Row row = rows.get(model);
    return row == null ? EMPTY : row;
  }

  /** Ids of the endpoints of all models that are eligible at any time; with doubles. */
  Stream<String> endpoints() {
    return rows.values().stream()
        .flatMap(
            row ->
                Stream.concat(
                    row.groups().stream().flatMap(group -> group.endpoints().stream()),
                    row.passing().stream().flatMap(passing -> passing.endpoint().stream())));
  }

  static final ModelIndex NOTHING = new ModelIndex(Map.of());

  private static final Row EMPTY = new Row(List.of(), List.of(), Eligibility.of("", List.of()));

  /** Gathers endpoints; used while a table is compiled. */
  static final class Builder {

    private final String dataClass;
    private final Map<Shared, List<String>> groups = new HashMap<>();
    private final Map<String, List<Passing>> passing = new HashMap<>();

    Builder(String dataClass) {
      this.dataClass = dataClass;
    }

    void always(Subject subject, Countries places) {
      groups
          .computeIfAbsent(new Shared(subject.model().id(), places), key -> new ArrayList<>())
          .add(subject.endpoint().id());
    }

    void between(Subject subject, Countries places, Instant from, Instant until) {
      List<String> endpoint = List.of(subject.endpoint().id());
      passing
          .computeIfAbsent(subject.model().id(), key -> new ArrayList<>())
          .add(new Passing(places, endpoint, from, until));
    }

    ModelIndex build() {
      Map<String, List<Group>> byModel = new HashMap<>();
      groups.forEach(
          (shared, endpoints) ->
              byModel
                  .computeIfAbsent(shared.model(), model -> new ArrayList<>())
                  .add(new Group(shared.places(), List.copyOf(endpoints))));
      Set<String> models = new HashSet<>(byModel.keySet());
      models.addAll(passing.keySet());
      Map<String, Row> rows = new HashMap<>();
      for (String model : models) {
        List<Group> whole = List.copyOf(byModel.getOrDefault(model, List.of()));
        List<Passing> some = List.copyOf(passing.getOrDefault(model, List.of()));
        List<List<String>> all = whole.stream().map(Group::endpoints).toList();
        rows.put(model, new Row(whole, some, Eligibility.of(dataClass, all)));
      }
      return new ModelIndex(rows);
    }
  }
}
