package eu.bailiwick.registry.proposal;

import eu.bailiwick.registry.catalogue.Foresight;
import eu.bailiwick.registry.catalogue.SecondApprover;
import eu.bailiwick.registry.catalogue.Widening;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.eligibility.Flip;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps proposals and shows them. */
@ApplicationScoped
class Proposals implements SecondApprover {

  private final ProposalRows rows;
  private final Duration validity;
  private final Clock clock;

  Proposals(ProposalRows rows, ProposalSettings settings, Clock clock) {
    this.rows = rows;
    this.validity = settings.validity();
    this.clock = clock;
  }

  @Override
  public UUID keep(Widening widening) {
    ProposalRow row = row(widening);
    return QuarkusTransaction.requiringNew().call(() -> openLike(row).orElseGet(() -> added(row)));
  }

  /** Who asks again without having heard the answer, proposes nothing new. */
  private Optional<UUID> openLike(ProposalRow row) {
    return rows.openLike(row.author, row.items, row.at);
  }

  private UUID added(ProposalRow row) {
    rows.persist(row);
    return row.id;
  }

  /**
   * One proposal with what it is about.
   *
   * @throws RefusedException with 404 if there is none
   */
  ProposalDetail find(UUID id) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                rows.findByIdOptional(id)
                    .map(row -> ProposalDetail.of(row, row.proposal().seenAt(clock.instant())))
                    .orElseThrow(() -> unknown(id)));
  }

  /** A part of all proposals, newest first. */
  ProposalPage page(long before, Proposal.@Nullable State state, int limit) {
    Instant now = clock.instant();
    List<Proposal> found =
        QuarkusTransaction.joiningExisting().call(() -> rows.page(before, state, now, limit + 1));
    List<Proposal> shown = found.subList(0, Math.min(limit, found.size()));
    return new ProposalPage(
        shown.stream().map(proposal -> proposal.seenAt(now)).toList(),
        found.size() > limit ? Long.toString(shown.getLast().number()) : null);
  }

  static RefusedException unknown(UUID id) {
    return new RefusedException(ErrorCode.NOT_FOUND, "there is no proposal " + id);
  }

  private ProposalRow row(Widening widening) {
    List<Flip> flips =
        widening.flips().stream().sorted(Comparator.comparing(Flip::change)).toList();
    int widened = Math.toIntExact(flips.stream().filter(Foresight::widens).count());
    ProposalRow row = new ProposalRow();
    row.id = UUID.randomUUID();
    row.author = widening.author().actor();
    row.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    row.expiresAt = row.at.plus(validity);
    row.reason = widening.author().reason();
    row.revision = widening.before().revision();
    row.state = Proposal.State.OPEN;
    row.denyToPermit = widened;
    row.permitToDeny = flips.size() - widened;
    row.items =
        CatalogueJson.write(
            Stream.concat(
                    widening.plan().all().stream()
                        .map(upsert -> ProposedItem.of(upsert, widening.before())),
                    widening.plan().removed().stream()
                        .map(removal -> ProposedItem.of(removal, widening.before())))
                .toList());
    row.flips = CatalogueJson.write(flips);
    return row;
  }
}
