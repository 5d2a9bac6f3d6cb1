package eu.bailiwick.registry.explanation;

import eu.bailiwick.registry.catalogue.CatalogueHistory;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.decision.Evaluator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides over the catalogue as it is or was, with every candidate and all facts. */
@ApplicationScoped
class Explainer {

  private static final Pattern REVISION = Pattern.compile("\\d{1,18}");

  private final CatalogueStore store;
  private final CatalogueHistory history;
  private final Clock clock;

  Explainer(CatalogueStore store, CatalogueHistory history, Clock clock) {
    this.store = store;
    this.history = history;
    this.clock = clock;
  }

  /** A state, and the instant for which it decides unless the question names another. */
  private record Basis(CatalogueState state, Instant at) {}

  /**
   * Answers a question.
   *
   * @param asOf a revision or an instant; null for the catalogue as it is
   * @throws RefusedException if there is no such revision, instant or cell
   */
  Explanation explain(Question question, @Nullable String asOf, Reader reader) {
    if (!reader.maySee(question.tenant())) {
      throw Reader.stranger();
    }
    Basis basis = basis(asOf);
    CatalogueState state = basis.state();
    Evaluator evaluator = new Evaluator(state.catalogue(), cell(question.cell(), state));
    return Explanation.of(
        evaluator.decide(
            question.descriptor(), Objects.requireNonNullElse(question.at(), basis.at())),
        state.revision(),
        state.catalogue().law().edition(),
        reader);
  }

  private Basis basis(@Nullable String asOf) {
    if (asOf == null) {
      return new Basis(store.current(), clock.instant());
    }
    return REVISION.matcher(asOf).matches() ? of(Long.parseLong(asOf)) : of(instant(asOf));
  }

  /** A past revision decides for its last instant; the current one for now. */
  private Basis of(long revision) {
    CatalogueState state = history.at(revision);
    Optional<Instant> end = history.endOf(revision);
    return new Basis(state, end.map(e -> e.minus(1, ChronoUnit.MICROS)).orElseGet(clock::instant));
  }

  private Basis of(Instant instant) {
    if (instant.isAfter(clock.instant())) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETER, "asOf: this lies in the future");
    }
    return new Basis(history.at(history.revisionAt(instant)), instant);
  }

  private static Instant instant(String asOf) {
    try {
      return Instant.parse(asOf);
    } catch (DateTimeException e) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "asOf: a revision or an instant such as 2027-01-31T12:00:00Z is needed");
    }
  }

  private static String cell(@Nullable String named, CatalogueState state) {
    List<String> cells = state.catalogue().cells().stream().map(Cell::id).toList();
    if (named == null && cells.size() == 1) {
      return cells.getFirst();
    }
    if (named != null && cells.contains(named)) {
      return named;
    }
    String wrong = named == null ? "is missing" : "there is no cell \"" + named + "\"";
    throw new RefusedException(
        ErrorCode.INVALID_REQUEST,
        "the question cannot be answered",
        List.of(
            new Violation(
                "cell", wrong + "; at revision " + state.revision() + " there are " + cells)));
  }
}
