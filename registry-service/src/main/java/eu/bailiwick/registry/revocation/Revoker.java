package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.catalogue.Plan;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.snapshot.SigningKeys;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Revokes: one transaction holds the revocation, what becomes of its subject, and the signed
 * message, so that there is none without the others.
 */
@ApplicationScoped
class Revoker {

  private final CatalogueStore catalogue;
  private final DeltaRows deltas;
  private final SigningKeys keys;
  private final Clock clock;

  Revoker(CatalogueStore catalogue, DeltaRows deltas, SigningKeys keys, Clock clock) {
    this.catalogue = catalogue;
    this.deltas = deltas;
    this.keys = keys;
    this.clock = clock;
  }

  /** What was revoked, and whether it had been before. */
  record Outcome(Revoked revoked, boolean isNew) {}

  /**
   * Revokes {@code subject} at once and for good; if it is revoked, says when and by whom.
   *
   * @throws RefusedException with 404 if there is no such subject
   */
  Outcome revoke(Revocation.Kind kind, String subject, String actor, String reason) {
    String id = Revocation.id(kind, subject);
    CatalogueStore.Commit commit =
        catalogue.change(
            new Provenance(actor, reason), before -> plan(before, kind, subject, actor, reason));
    Revocation revocation = commit.after().find(Kind.REVOCATIONS, id).orElseThrow().value();
    DeltaRow row = QuarkusTransaction.joiningExisting().call(() -> deltas.findById(id));
    return new Outcome(Revoked.of(revocation, row), !commit.plan().isEmpty());
  }

  private Plan plan(
      CatalogueState before, Revocation.Kind kind, String subject, String actor, String reason) {
    if (before.find(kindOf(kind), subject).isEmpty()) {
      throw new RefusedException(
          ErrorCode.NOT_FOUND, "no \"" + subject + "\" among the " + kindOf(kind));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Revocation revocation = new Revocation(kind, subject, now);
    if (before.find(Kind.REVOCATIONS, revocation.id()).isPresent()) {
      return Plan.of(before, List.of());
    }
    Delta delta = new Delta(Delta.FORMAT, revocation, before.revision() + 1, now);
    byte[] payload = CatalogueJson.write(delta).getBytes(StandardCharsets.UTF_8);
    deltas.create(delta, actor, reason, keys.active().sign(payload, Delta.TYPE));
    List<Upsert<?>> upserts = new ArrayList<>();
    upserts.add(new Upsert<>(Kind.REVOCATIONS, revocation, ""));
    stateOf(before, kind, subject).ifPresent(upserts::add);
    return Plan.of(before, upserts);
  }

  private static Kind<?> kindOf(Revocation.Kind kind) {
    return switch (kind) {
      case ENDPOINT -> Kind.ENDPOINTS;
      case VERSION -> Kind.VERSIONS;
      case KEY -> Kind.KEYS;
      case APPROVAL -> Kind.APPROVALS;
    };
  }

  /** What becomes of the subject itself; an endpoint has no state for it. */
  private static Optional<Upsert<?>> stateOf(
      CatalogueState before, Revocation.Kind kind, String subject) {
    return switch (kind) {
      case ENDPOINT -> Optional.empty();
      case VERSION ->
          Optional.of(
              new Upsert<>(
                  Kind.LIFECYCLES,
                  revoked(
                      before
                          .find(Kind.LIFECYCLES, subject)
                          .map(Stored::value)
                          .orElseGet(() -> Lifecycle.draft(subject))),
                  ""));
      case KEY ->
          before
              .find(Kind.KEYS, subject)
              .map(key -> new Upsert<>(Kind.KEYS, key.value().revoked(), ""));
      case APPROVAL ->
          before
              .find(Kind.APPROVALS, subject)
              .map(approval -> new Upsert<>(Kind.APPROVALS, revoked(approval.value()), ""));
    };
  }

  private static Lifecycle revoked(Lifecycle l) {
    return new Lifecycle(
        l.version(),
        Lifecycle.State.REVOKED,
        l.submittedBy(),
        l.approvedBy(),
        l.successor(),
        l.removal());
  }

  /** Who decided it stays who granted it: revoking takes one person. */
  private static Approval revoked(Approval a) {
    return new Approval(
        a.id(),
        a.version(),
        a.jurisdiction(),
        a.dataClass(),
        Approval.State.REVOKED,
        a.validFrom(),
        a.validUntil(),
        a.requestedBy(),
        a.decidedBy());
  }
}
