package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares two catalogues by their answers: for every application, data class, model and endpoint,
 * in every cell. What only one of them knows is no flip, but a data class that only the later one
 * knows is compared with its nearest ancestor that both know: no new class opens what was closed
 * without a flip.
 */
public final class Plan {

  private static final Duration MOMENT = Duration.ofNanos(1);

  private final Baseline baseline;
  private final Catalogue before;
  private final Catalogue after;
  private final Instant since;
  private final Set<String> endpoints;
  private final Map<String, DataClass> classesBefore;
  private final Map<String, DataClass> classesAfter;

  Plan(Baseline baseline, Catalogue after, Instant since) {
    this.baseline = baseline;
    this.before = baseline.catalogue();
    this.after = after;
    this.since = since;
    this.endpoints = both(Catalogue::endpoints, Endpoint::id);
    this.classesBefore = classes(before);
    this.classesAfter = classes(after);
  }

  /** All flips at an instant, without doubles, in order of application, class, model, endpoint. */
  public static List<Flip> flips(Catalogue before, Catalogue after, Instant at) {
    return flips(before, after, at, at.plus(MOMENT));
  }

  /**
   * All flips at any time within a period, such as facts that begin only tomorrow.
   *
   * @param from first instant that counts
   * @param until first instant that no longer does
   */
  public static List<Flip> flips(Catalogue before, Catalogue after, Instant from, Instant until) {
    return Baseline.of(before, from, until).flips(after, from);
  }

  private <T> Set<String> both(Function<Catalogue, List<T>> list, Function<T, String> id) {
    Set<String> ids = new TreeSet<>(list.apply(before).stream().map(id).toList());
    ids.retainAll(new HashSet<>(list.apply(after).stream().map(id).toList()));
    return ids;
  }

  private static Map<String, DataClass> classes(Catalogue catalogue) {
    return Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream())
        .collect(Collectors.toMap(DataClass::id, Function.identity()));
  }

  List<Flip> flips() {
    Set<Flip> flips = new LinkedHashSet<>();
    List<RequestDescriptor> requests = requests();
    for (String cell : both(Catalogue::cells, Cell::id)) {
      EligibilityTable was = baseline.table(cell);
      EligibilityTable becomes =
          EligibilityTable.compile(after, cell, baseline.from(), baseline.until());
      for (RequestDescriptor request : requests) {
        Map<String, Stretches> times = times(becomes, request);
        addFlips(request, times(was, known(request)), times, flips);
        addMediaFlips(
            request,
            was.allowsRemoteMedia(known(request)),
            becomes.allowsRemoteMedia(request),
            times.keySet(),
            flips);
      }
    }
    return List.copyOf(flips);
  }

  private void addFlips(
      RequestDescriptor request,
      Map<String, Stretches> was,
      Map<String, Stretches> becomes,
      Set<Flip> flips) {
    Set<String> sorted = new TreeSet<>(was.keySet());
    sorted.addAll(becomes.keySet());
    sorted.retainAll(endpoints);
    for (String endpoint : sorted) {
      Stretches then = was.getOrDefault(endpoint, Stretches.NEVER);
      Stretches now = becomes.getOrDefault(endpoint, Stretches.NEVER);
      if (!then.cover(now, since)) {
        flips.add(flip(request, endpoint, Flip.Change.DENY_TO_PERMIT));
      }
      if (!now.cover(then, since)) {
        flips.add(flip(request, endpoint, Flip.Change.PERMIT_TO_DENY));
      }
    }
  }

  /** Of the endpoints that a request can reach afterwards. */
  private void addMediaFlips(
      RequestDescriptor request,
      boolean was,
      boolean becomes,
      Set<String> reachable,
      Set<Flip> flips) {
    if (was != becomes) {
      Set<String> sorted = new TreeSet<>(reachable);
      sorted.retainAll(endpoints);
      for (String endpoint : sorted) {
        flips.add(
            flip(
                request,
                endpoint,
                becomes ? Flip.Change.REMOTE_MEDIA_PERMITTED : Flip.Change.REMOTE_MEDIA_DENIED));
      }
    }
  }

  /** When each endpoint is eligible for a request. */
  private Map<String, Stretches> times(EligibilityTable table, RequestDescriptor request) {
    Row row = table.row(request);
    if (row == null) {
      return Map.of();
    }
    Map<String, Stretches> times = new HashMap<>();
    for (Row.Group group : row.always()) {
      group
          .endpoints()
          .forEach(
              endpoint -> times.put(endpoint, Stretches.of(baseline.from(), baseline.until())));
    }
    for (Row.Passing passing : row.passing()) {
      for (String endpoint : passing.endpoints()) {
        times.computeIfAbsent(endpoint, id -> new Stretches()).add(passing.from(), passing.until());
      }
    }
    return times;
  }

  private static Flip flip(RequestDescriptor request, String endpoint, Flip.Change change) {
    return new Flip(
        request.application(),
        String.valueOf(request.dataClass()),
        request.model(),
        request.operation(),
        endpoint,
        change);
  }

  /** The request as the earlier catalogue can understand it. */
  private RequestDescriptor known(RequestDescriptor request) {
    String dataClass = request.dataClass();
    Set<String> visited = new HashSet<>();
    while (dataClass != null && visited.add(dataClass) && !classesBefore.containsKey(dataClass)) {
      DataClass unknown = classesAfter.get(dataClass);
      dataClass = unknown == null ? null : unknown.parent();
    }
    return new RequestDescriptor(
        request.tenant(),
        request.application(),
        dataClass,
        request.model(),
        request.operation(),
        List.of());
  }

  private List<RequestDescriptor> requests() {
    Set<String> applications = both(Catalogue::applications, Application::id);
    Map<String, Set<Operation>> models = operations();
    List<RequestDescriptor> requests = new ArrayList<>();
    for (Application application : after.applications()) {
      if (applications.contains(application.id())) {
        for (String dataClass : new TreeSet<>(classesAfter.keySet())) {
          models.forEach(
              (model, operations) ->
                  operations.forEach(
                      operation ->
                          requests.add(
                              new RequestDescriptor(
                                  application.tenant(),
                                  application.id(),
                                  dataClass,
                                  model,
                                  operation,
                                  List.of()))));
        }
      }
    }
    return requests;
  }

  /** The models that both know, with what they can be asked for before or after. */
  private Map<String, Set<Operation>> operations() {
    Set<String> known = both(Catalogue::models, Model::id);
    return Stream.concat(before.models().stream(), after.models().stream())
        .filter(model -> known.contains(model.id()))
        .collect(
            Collectors.toMap(
                Model::id,
                Model::operations,
                (some, others) -> {
                  Set<Operation> union = EnumSet.copyOf(some);
                  union.addAll(others);
                  return union;
                },
                TreeMap::new));
  }
}
