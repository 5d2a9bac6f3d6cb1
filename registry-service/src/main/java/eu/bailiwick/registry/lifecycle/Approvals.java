package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.CatalogueEditor;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Approval.State;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Asks for approvals, and decides on them. */
@ApplicationScoped
class Approvals {

  private final CatalogueEditor editor;
  private final Duration longest;
  private final Clock clock;

  Approvals(CatalogueEditor editor, ApprovalSettings settings, Clock clock) {
    this.editor = editor;
    this.longest = settings.longest();
    this.clock = clock;
  }

  /**
   * Records that somebody asks.
   *
   * @throws RefusedException with 422 if it would hold too long or names what is not there
   */
  Stored<Approval> request(ApprovalRequest asked, Provenance provenance) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant begin = Objects.requireNonNullElse(asked.validFrom(), now);
    checkPeriod(begin, asked.validUntil(), now);
    CatalogueState after =
        editor.step(
            provenance,
            before ->
                List.of(
                    new Upsert<>(
                        Kind.APPROVALS,
                        new Approval(
                            id(before.revision() + 1),
                            asked.version(),
                            asked.jurisdiction(),
                            asked.dataClass(),
                            State.REQUESTED,
                            begin,
                            asked.validUntil(),
                            provenance.actor(),
                            null),
                        "")));
    return after.find(Kind.APPROVALS, id(after.revision())).orElseThrow();
  }

  /** The revision makes it unique. */
  private static String id(long revision) {
    return "approval-" + revision;
  }

  private void checkPeriod(Instant begin, Instant end, Instant now) {
    if (!end.isAfter(begin) || !end.isAfter(now)) {
      throw invalid("validUntil", end + " is not after validFrom " + begin + " and now " + now);
    }
    if (end.isAfter(begin.plus(longest))) {
      throw invalid("validUntil", end + " is later than " + longest + " after " + begin);
    }
  }

  private static RefusedException invalid(String path, String message) {
    return new RefusedException(
        ErrorCode.INVALID_REQUEST, "nothing was changed", List.of(new Violation(path, message)));
  }

  /**
   * Decides on one that is asked for.
   *
   * @param decide may refuse by throwing
   * @throws RefusedException with 404 if there is none, 409 if it was decided before or its version
   *     can serve no more
   */
  Stored<Approval> decide(String id, Provenance provenance, UnaryOperator<Approval> decide) {
    return editor
        .step(
            provenance,
            before -> {
              Approval is = find(before, id);
              Approval becomes = decide.apply(is);
              if (is.state() != State.REQUESTED) {
                throw new RefusedException(
                    ErrorCode.WRONG_STATE, "it is " + is.state() + ", and was decided before");
              }
              if (becomes.state() == State.GRANTED) {
                checkAlive(before, is.version());
              }
              return List.of(new Upsert<>(Kind.APPROVALS, becomes, ""));
            })
        .find(Kind.APPROVALS, id)
        .orElseThrow();
  }

  private static Approval find(CatalogueState state, String id) {
    return state
        .find(Kind.APPROVALS, id)
        .map(Stored::value)
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.NOT_FOUND, "no \"" + id + "\" among the " + Kind.APPROVALS));
  }

  private static void checkAlive(CatalogueState state, String version) {
    Lifecycle.State is = VersionLifecycle.current(state, version).state();
    if (is == Lifecycle.State.RETIRED || is == Lifecycle.State.REVOKED) {
      throw new RefusedException(
          ErrorCode.WRONG_STATE, "version \"" + version + "\" is " + is + " and serves no more");
    }
  }
}
