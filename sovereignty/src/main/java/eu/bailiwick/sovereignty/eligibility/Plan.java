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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares two catalogues by their answers: for every application, data class, model and endpoint
 * that both know, in every cell of the later one. What only one of them knows is no flip.
 */
public final class Plan {

  private static final Duration MOMENT = Duration.ofNanos(1);

  private final Catalogue before;
  private final Catalogue after;
  private final Instant at;
  private final Set<String> endpoints;

  private Plan(Catalogue before, Catalogue after, Instant at) {
    this.before = before;
    this.after = after;
    this.at = at;
    this.endpoints = ids(before.endpoints().stream().map(Endpoint::id));
    this.endpoints.retainAll(ids(after.endpoints().stream().map(Endpoint::id)));
  }

  /** All flips at an instant, without doubles, in order of application, class, model, endpoint. */
  public static List<Flip> flips(Catalogue before, Catalogue after, Instant at) {
    return new Plan(before, after, at).flips();
  }

  private static Set<String> ids(Stream<String> ids) {
    return ids.collect(Collectors.toCollection(HashSet::new));
  }

  private List<Flip> flips() {
    Set<Flip> flips = new LinkedHashSet<>();
    Set<String> known = ids(before.cells().stream().map(Cell::id));
    for (Cell cell : after.cells()) {
      if (known.contains(cell.id())) {
        flips.addAll(flips(cell.id()));
      }
    }
    return List.copyOf(flips);
  }

  private List<Flip> flips(String cell) {
    EligibilityTable was = EligibilityTable.compile(before, cell, at, at.plus(MOMENT));
    EligibilityTable becomes = EligibilityTable.compile(after, cell, at, at.plus(MOMENT));
    List<Flip> flips = new ArrayList<>();
    for (RequestDescriptor request : requests()) {
      Set<String> permitted = new HashSet<>(was.look(request, at).sorted());
      Eligibility now = becomes.look(request, at);
      for (String endpoint : now.sorted()) {
        if (!permitted.remove(endpoint) && endpoints.contains(endpoint)) {
          flips.add(flip(request, endpoint, Flip.Change.DENY_TO_PERMIT));
        }
      }
      permitted.stream()
          .filter(endpoints::contains)
          .sorted()
          .forEach(endpoint -> flips.add(flip(request, endpoint, Flip.Change.PERMIT_TO_DENY)));
    }
    return flips;
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

  private List<RequestDescriptor> requests() {
    Set<String> applications = ids(before.applications().stream().map(Application::id));
    Set<String> models = ids(before.models().stream().map(Model::id));
    List<RequestDescriptor> requests = new ArrayList<>();
    for (Application application : after.applications()) {
      if (!applications.contains(application.id())) {
        continue;
      }
      for (String dataClass : dataClasses()) {
        for (Model model : after.models()) {
          if (models.contains(model.id())) {
            for (Operation operation : model.operations()) {
              requests.add(
                  new RequestDescriptor(
                      application.tenant(),
                      application.id(),
                      dataClass,
                      model.id(),
                      operation,
                      List.of()));
            }
          }
        }
      }
    }
    return requests;
  }

  private List<String> dataClasses() {
    return Stream.concat(DataClass.BUILT_IN.stream(), after.dataClasses().stream())
        .map(DataClass::id)
        .toList();
  }
}
