package eu.bailiwick.registry.proposal;

import eu.bailiwick.registry.catalogue.CatalogueEditor;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.Foresight;
import eu.bailiwick.registry.catalogue.Plan;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.Removal;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.sovereignty.eligibility.Flip;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Approves, rejects and withdraws proposals; each can be decided once. */
@ApplicationScoped
class Decisions {

  private final ProposalRows rows;
  private final CatalogueEditor editor;
  private final Clock clock;

  Decisions(ProposalRows rows, CatalogueEditor editor, Clock clock) {
    this.rows = rows;
    this.editor = editor;
    this.clock = clock;
  }

  /**
   * Lets a proposal into the catalogue, if it still is what its approver was shown.
   *
   * @param approver who, and why
   * @throws RefusedException with 403 if the approver is the author, with 409 if it is not open or
   *     the catalogue has moved under it, with 422 if the catalogue would no longer be sound
   */
  void approve(UUID id, Provenance approver) {
    Proposal proposal =
        QuarkusTransaction.joiningExisting()
            .call(() -> rows.findByIdOptional(id).map(ProposalRow::proposal))
            .orElseThrow(() -> Proposals.unknown(id));
    refuseAuthor(proposal.author(), approver);
    editor.approved(
        new Provenance(proposal.author(), proposal.reason(), approver.actor()),
        before -> plan(open(id), before),
        (revision, plan, flips) -> {
          ProposalRow row = open(id);
          refuseOtherFlips(row, flips);
          decide(row, Proposal.State.APPROVED, approver);
          row.appliedRevision = revision;
        });
  }

  /** Closes a proposal for good, by another person than its author. */
  void reject(UUID id, Provenance approver) {
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              ProposalRow row = open(id);
              refuseAuthor(row.author, approver);
              decide(row, Proposal.State.REJECTED, approver);
            });
  }

  /** Closes a proposal for good, by its author. */
  void withdraw(UUID id, Provenance author) {
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              ProposalRow row = open(id);
              if (!row.author.equals(author.actor())) {
                throw new RefusedException(
                    ErrorCode.FORBIDDEN, "only its author can withdraw a proposal");
              }
              decide(row, Proposal.State.WITHDRAWN, author);
            });
  }

  private void decide(ProposalRow row, Proposal.State state, Provenance by) {
    row.state = state;
    row.decidedBy = by.actor();
    row.decidedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    row.decisionReason = by.reason();
  }

  /** The proposal, held until the transaction ends. */
  private ProposalRow open(UUID id) {
    ProposalRow row = rows.lock(id).orElseThrow(() -> Proposals.unknown(id));
    Proposal.State state = row.proposal().seenAt(clock.instant()).state();
    if (state != Proposal.State.OPEN) {
      throw new RefusedException(
          ErrorCode.PROPOSAL_CLOSED, "proposal " + id + " is " + state + ", not OPEN");
    }
    return row;
  }

  private Plan plan(ProposalRow row, CatalogueState before) {
    List<ProposedItem> items = ProposalDetail.items(row);
    List<String> touched =
        items.stream()
            .filter(item -> !item.isUntouchedIn(before))
            .map(item -> item.kind() + "/" + item.id())
            .toList();
    if (!touched.isEmpty()) {
      throw new RefusedException(
          ErrorCode.PROPOSAL_STALE,
          touched + " changed since revision " + row.revision + "; propose it again");
    }
    Optional<Removal> removal =
        items.stream().map(ProposedItem::removal).flatMap(Optional::stream).findFirst();
    return removal.isPresent()
        ? editor.plan(removal.get(), before)
        : editor.plan(Reading.of(upserts(items)), before);
  }

  private static List<Upsert<?>> upserts(List<ProposedItem> items) {
    List<Upsert<?>> upserts = new ArrayList<>();
    items.forEach(item -> item.upsert().ifPresent(upserts::add));
    return upserts;
  }

  private static void refuseOtherFlips(ProposalRow row, List<Flip> flips) {
    Set<Flip> shown = new HashSet<>(ProposalDetail.flips(row));
    List<Flip> others =
        flips.stream().filter(Foresight::widens).filter(flip -> !shown.contains(flip)).toList();
    if (!others.isEmpty()) {
      throw new RefusedException(
          ErrorCode.PROPOSAL_STALE,
          others.size()
              + " more answers would turn to permit than at revision "
              + row.revision
              + ", the first is "
              + others.getFirst()
              + "; propose it again");
    }
  }

  private static void refuseAuthor(String author, Provenance approver) {
    if (author.equals(approver.actor())) {
      throw new RefusedException(
          ErrorCode.FOUR_EYES, "\"" + author + "\" proposed it; another person has to decide");
    }
  }
}
