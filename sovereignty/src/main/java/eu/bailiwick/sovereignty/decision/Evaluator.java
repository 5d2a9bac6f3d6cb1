package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides requests of one cell over one catalogue, by evaluating every demand on every candidate.
 * Immutable; the answer depends on nothing but catalogue, cell, request and instant. It says what
 * is lawful, not what is available: the status of endpoints and sites plays no part.
 */
public final class Evaluator {

  /** A constraint and who demands it. */
  private record Demand(String origin, Constraint constraint) {}

  private final Catalogue catalogue;
  private final Cell cell;
  private final Map<String, Model> models;
  private final Map<String, Application> applications;
  private final Map<String, DataClass> dataClasses;
  private final Map<String, List<Served>> servedByModel;
  private final Predicates predicates;
  private final Clearances clearances;

  /**
   * @param catalogue must be sound in the sense of {@code Integrity}
   * @param cellId id of a cell in it
   * @throws IllegalArgumentException if there is no such cell
   */
  public Evaluator(Catalogue catalogue, String cellId) {
    this.catalogue = catalogue;
    this.cell =
        catalogue.cells().stream()
            .filter(c -> c.id().equals(cellId))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no cell \"" + cellId + "\""));
    this.models = byId(catalogue.models(), Model::id);
    this.applications = byId(catalogue.applications(), Application::id);
    this.dataClasses =
        byId(
            Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream()).toList(),
            DataClass::id);
    this.servedByModel =
        Served.of(catalogue).stream().collect(Collectors.groupingBy(s -> s.model().id()));
    this.predicates = new Predicates(catalogue);
    this.clearances = new Clearances(catalogue, this::lineage);
  }

  /**
   * Decides {@code request} for the instant {@code at}. Never throws for what a request says:
   * whatever is not understood is denied with its reason.
   */
  public Decision decide(RequestDescriptor request, Instant at) {
    Model model = models.get(request.model());
    if (model == null || !model.operations().contains(request.operation())) {
      return denied(request, at, Reason.MODEL_NOT_FOUND, "");
    }
    Optional<String> dataClass = dataClass(request);
    if (dataClass.isEmpty()) {
      return denied(request, at, Reason.DATA_CLASS_NOT_ALLOWED, "");
    }
    if (!request.within().stream().allMatch(catalogue.law()::isArea)) {
      return denied(request, at, Reason.UNKNOWN_AREA, dataClass.get());
    }
    List<Demand> policies = policyDemands(request, dataClass.get());
    if (policies.isEmpty()) {
      return denied(request, at, Reason.NO_POLICY, dataClass.get());
    }
    List<Demand> demands = Stream.concat(policies.stream(), otherDemands(request)).toList();
    List<Candidate> candidates =
        servedByModel.getOrDefault(request.model(), List.of()).stream()
            .map(served -> candidate(served, dataClass.get(), demands, at))
            .toList();
    Reason reason =
        candidates.stream().anyMatch(Candidate::eligible)
            ? Reason.PERMITTED
            : Reason.NO_LAWFUL_ENDPOINT;
    return new Decision(request, at, reason, dataClass.get(), candidates);
  }

  private static Decision denied(
      RequestDescriptor request, Instant at, Reason reason, String dataClass) {
    return new Decision(request, at, reason, dataClass, List.of());
  }

  /** The class that counts, or empty if there is none that the application may use. */
  private Optional<String> dataClass(RequestDescriptor request) {
    Application application = applications.get(request.application());
    if (application == null || !application.tenant().equals(request.tenant())) {
      return Optional.empty();
    }
    String counts = Objects.requireNonNullElse(request.dataClass(), application.dataClass());
    DataClass known = dataClasses.get(counts);
    boolean open =
        known != null && (known.tenant() == null || known.tenant().equals(request.tenant()));
    return open && lineage(counts).contains(application.dataClass())
        ? Optional.of(counts)
        : Optional.empty();
  }

  /** The class and its ancestors. Ends even if the parents form a loop. */
  private Set<String> lineage(String dataClass) {
    Set<String> lineage = new LinkedHashSet<>();
    String next = dataClass;
    while (next != null && lineage.add(next)) {
      DataClass known = dataClasses.get(next);
      next = known == null ? null : known.parent();
    }
    return lineage;
  }

  private List<Demand> policyDemands(RequestDescriptor request, String dataClass) {
    Set<String> lineage = lineage(dataClass);
    return catalogue.policies().stream()
        .filter(policy -> covers(policy.scope(), request, lineage))
        .sorted(
            Comparator.comparing((Policy policy) -> policy.scope().level())
                .thenComparing(Policy::id))
        .flatMap(
            policy ->
                policy.constraints().stream().map(c -> new Demand("policy:" + policy.id(), c)))
        .toList();
  }

  private static boolean covers(Scope scope, RequestDescriptor request, Set<String> lineage) {
    return switch (scope.level()) {
      case PLATFORM -> true;
      case TENANT -> request.tenant().equals(scope.tenant());
      case APPLICATION -> request.application().equals(scope.application());
      case DATA_CLASS ->
          scope.dataClass() != null
              && lineage.contains(scope.dataClass())
              && (scope.tenant() == null || scope.tenant().equals(request.tenant()));
    };
  }

  /** The cell's border, and what the request adds. */
  private Stream<Demand> otherDemands(RequestDescriptor request) {
    Stream<Demand> border =
        Stream.of(
            new Demand(
                "cell:" + cell.id(),
                new Constraint.ProcessingWithin(List.of(cell.area()), Grade.DECLARED)));
    Stream<Demand> narrowed =
        request.within().isEmpty()
            ? Stream.of()
            : Stream.of(
                new Demand(
                    "request", new Constraint.ProcessingWithin(request.within(), Grade.DECLARED)));
    return Stream.concat(border, narrowed);
  }

  private Candidate candidate(Served served, String dataClass, List<Demand> demands, Instant at) {
    Endpoint endpoint = served.endpoint();
    return new Candidate(
        endpoint.id(),
        endpoint.version(),
        endpoint.site(),
        Stream.concat(
                demands.stream()
                    .map(
                        demand ->
                            predicates.test(demand.origin(), demand.constraint(), served, at)),
                clearances.test(endpoint, dataClass, at).stream())
            .toList());
  }

  private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
    return items.stream().collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }
}
