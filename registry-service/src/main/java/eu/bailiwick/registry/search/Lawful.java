package eu.bailiwick.registry.search;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.eligibility.Eligibility;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which endpoints the decision would permit, for a time in which nothing changes. */
final class Lawful {

  private static final String FILTER = "lawfulFor";
  static final Set<String> NAMES = Set.of(FILTER, "dataClass", "cell");

  private record Asked(String cell, String application, @Nullable String dataClass) {}

  private final Catalogue catalogue;
  private final Instant from;
  private final Instant until;
  private final Map<String, EligibilityTable> tables = new ConcurrentHashMap<>();
  private final Map<Asked, Set<String>> answers = new ConcurrentHashMap<>();

  Lawful(Catalogue catalogue, Instant from, Instant until) {
    this.catalogue = catalogue;
    this.from = from;
    this.until = until;
  }

  static boolean isAsked(Question question) {
    return NAMES.stream().anyMatch(question::asks);
  }

  /**
   * Ids of the endpoints to which some request of the application may go.
   *
   * @throws RefusedException with 400 if application, data class or cell make no sense
   */
  Set<String> endpoints(Question question) {
    String application = one(question, FILTER);
    if (application == null) {
      throw refused("lawfulFor: dataClass and cell say more about it, so it is needed");
    }
    Asked asked = new Asked(cell(question), application, one(question, "dataClass"));
    return answers.computeIfAbsent(asked, this::permitted);
  }

  private Set<String> permitted(Asked asked) {
    Application application =
        catalogue.applications().stream()
            .filter(a -> a.id().equals(asked.application()))
            .findFirst()
            .orElseThrow(
                () ->
                    refused("lawfulFor: there is no application \"" + asked.application() + "\""));
    EligibilityTable table =
        tables.computeIfAbsent(
            asked.cell(), cell -> EligibilityTable.compile(catalogue, cell, from, until));
    Set<String> permitted = new HashSet<>();
    for (Model model : catalogue.models()) {
      for (Operation operation : model.operations()) {
        permitted.addAll(
            eligible(
                table,
                new RequestDescriptor(
                    application.tenant(),
                    application.id(),
                    asked.dataClass(),
                    model.id(),
                    operation,
                    List.of())));
      }
    }
    return permitted;
  }

  private List<String> eligible(EligibilityTable table, RequestDescriptor request) {
    Eligibility eligibility = table.look(request, from);
    if (eligibility.reason() == Reason.DATA_CLASS_NOT_ALLOWED) {
      throw refused(
          "dataClass: requests of this application may not name \"" + request.dataClass() + "\"");
    }
    return eligibility.sorted();
  }

  private String cell(Question question) {
    List<String> cells = catalogue.cells().stream().map(Cell::id).toList();
    String named = one(question, "cell");
    if (named == null && cells.size() != 1) {
      throw refused("cell: one of " + Table.some(cells.stream()) + " is needed");
    }
    if (named != null && !cells.contains(named)) {
      throw refused(
          "cell: \"" + named + "\" is not known; known are " + Table.some(cells.stream()));
    }
    return named == null ? cells.getFirst() : named;
  }

  private static @Nullable String one(Question question, String name) {
    List<String> values = question.filters().getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw refused(name + ": only one value is accepted");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
