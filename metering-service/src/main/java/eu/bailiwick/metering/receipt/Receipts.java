package eu.bailiwick.metering.receipt;

import eu.bailiwick.metering.c2sp.TlogProof;
import eu.bailiwick.metering.checkpoint.Anchor;
import eu.bailiwick.metering.checkpoint.Checkpoints;
import eu.bailiwick.metering.checkpoint.SignedTree;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Leaf;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Exchanges receipts for proofs; blocks. */
@Singleton
final class Receipts {

  private static final Logger LOG = Logger.getLogger(Receipts.class);

  /** By then an event is here, or its router could not deliver it yet. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  private static final String OTHER_COMMITMENT = "other_commitment";
  private static final String NO_EVENT = "no_event";

  private final ReceiptQueries queries;
  private final UnmatchedStore unmatched;
  private final Ledger ledger;
  private final Checkpoints checkpoints;
  private final MeterRegistry meters;
  private final Clock clock;

  Receipts(
      ReceiptQueries queries,
      UnmatchedStore unmatched,
      Ledger ledger,
      Checkpoints checkpoints,
      MeterRegistry meters,
      Clock clock) {
    this.queries = queries;
    this.unmatched = unmatched;
    this.ledger = ledger;
    this.checkpoints = checkpoints;
    this.meters = meters;
    this.clock = clock;
  }

  /** Begins to count: an alert does not see a first one that makes its series. */
  void start(@Observes StartupEvent event) {
    Stream.of(OTHER_COMMITMENT, NO_EVENT).forEach(result -> count(result, 0));
  }

  /**
   * The proof for a receipt.
   *
   * @throws ProblemException if there is none (yet), or the ledger has another commitment
   */
  ReceiptProof proof(Receipt receipt) {
    RecordedEvent event = queries.event(receipt).orElseThrow(() -> noEvent(receipt));
    Leaf leaf =
        Leaf.ofEvent(
            event.type(), receipt.epoch(), receipt.sequence(), event.time(), receipt.commitment());
    Bytes recorded = ledger.leafHashes(event.log(), event.index(), event.index() + 1).getFirst();
    if (!leaf.hash().equals(recorded)) {
      count(OTHER_COMMITMENT);
      LOG.errorf("a receipt of request %s commits to another event", receipt.request());
      throw new ProblemException(
          ErrorCode.COMMITMENT_DIFFERS,
          "The ledger has this event with another commitment than the receipt. Keep the receipt: if"
              + " a router gave it, the event was altered.");
    }
    SignedTree cell = checkpoints.published().orElseThrow(Receipts::notSealed);
    Anchor anchor =
        checkpoints.covering(event.log(), event.index() + 1, cell).orElseThrow(Receipts::notSealed);
    count("proven");
    return new ReceiptProof(
        receipt.request(),
        receipt.epoch(),
        receipt.sequence(),
        receipt.commitment().toString(),
        text(leaf.bytes()),
        inTenantLog(event, anchor),
        inCellLog(anchor, cell));
  }

  private ReceiptProof.InTenantLog inTenantLog(RecordedEvent event, Anchor anchor) {
    List<Bytes> path = ledger.inclusion(event.log(), event.index(), anchor.size());
    return new ReceiptProof.InTenantLog(
        event.log().text(),
        event.index(),
        anchor.size(),
        path.stream().map(Receipts::base64).toList(),
        text(checkpoints.opening(anchor).content()));
  }

  private ReceiptProof.InCellLog inCellLog(Anchor anchor, SignedTree cell) {
    Entry opening = checkpoints.opening(anchor);
    List<Bytes> path = ledger.inclusion(LogId.CELL, anchor.index(), cell.tree().size());
    return new ReceiptProof.InCellLog(
        anchor.index(),
        text(opening.leaf().bytes()),
        base64(opening.salt()),
        new TlogProof(null, anchor.index(), path, cell.note()).toString());
  }

  private ProblemException noEvent(Receipt receipt) {
    Instant now = clock.instant();
    if (receipt.isYoungerThan(ON_ITS_WAY, now)) {
      count("on_its_way");
      return new ProblemException(
          ErrorCode.NOT_FOUND,
          "The event is not here yet; it may be on its way. Ask again in a minute.");
    }
    count(NO_EVENT);
    boolean knownEpoch = queries.isKnownEpoch(receipt);
    boolean kept = unmatched.keep(receipt, knownEpoch, now);
    LOG.errorf(
        "there is no event for the receipt of request %s, epoch %s, number %d (%s)",
        receipt.request(),
        receipt.epoch(),
        receipt.sequence(),
        knownEpoch ? "a known epoch" : "of which nothing ever arrived");
    return new ProblemException(
        ErrorCode.NOT_FOUND,
        "There is no such event in the ledger. Keep the receipt: if a router gave it, the event was"
            + " left out or never arrived."
            + (kept ? " The receipt is recorded." : ""));
  }

  private static ProblemException notSealed() {
    return new ProblemException(
        ErrorCode.NOT_SEALED, "The event is recorded, but no published checkpoint covers it yet.");
  }

  private void count(String result) {
    count(result, 1);
  }

  private void count(String result, int receipts) {
    meters.counter("bailiwick.receipts", "result", result).increment(receipts);
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.content());
  }

  private static String text(Bytes bytes) {
    return new String(bytes.content(), StandardCharsets.UTF_8);
  }
}
