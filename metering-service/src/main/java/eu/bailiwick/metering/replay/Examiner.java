package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.Descriptor;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.metering.replay.LaterRevocations.UnknownRevocationException;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotArchive.Found;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes decisions. Keeps the snapshots that it used last. Blocks; for one thread at a time.
 */
final class Examiner {

  /** Why a request was refused for what only the router saw: its body. */
  private static final Set<String> UNSEEN = Set.of("INVALID_REQUEST", "REQUEST_TOO_LARGE");

  private static final String KEY_REVOKED = "KEY_REVOKED";
  private static final String KEY_EXPIRED = "KEY_EXPIRED";
  private static final String CATALOGUE_EXPIRED = "CATALOGUE_EXPIRED";
  private static final Set<String> BEFORE_DECIDING =
      Set.of(KEY_REVOKED, KEY_EXPIRED, CATALOGUE_EXPIRED);

  private static final int KEPT = 16;

  private final SnapshotArchive archive;
  private final Map<String, Basis> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Basis> eldest) {
          return size() > KEPT;
        }
      };

  Examiner(SnapshotArchive archive) {
    this.archive = archive;
  }

  /** Whether a snapshot is missing for which the registry is still asked. */
  boolean isWanted(@Nullable String digest) {
    return digest != null
        && archive.take(digest) instanceof Found.Missing missing
        && missing.wanted();
  }

  /** Either a basis, or why there is none. */
  private record Taken(@Nullable Basis basis, @Nullable Verdict instead) {}

  /** Recomputes the decision of a denied or opened event. */
  synchronized Verdict examine(OfRequest event) {
    Optional<Decision> recorded = event.decided();
    return recorded.isEmpty() ? new Verdict.Undecided() : examine(event, recorded.get());
  }

  private Verdict examine(OfRequest event, Decision recorded) {
    if (UNSEEN.contains(recorded.reason())) {
      return event.served().isEmpty()
          ? new Verdict.Undecided()
          : new Verdict.Mismatch(
              null, List.of(Difference.of("endpoint", "dispatched", recorded.reason())));
    }
    if (!BEFORE_DECIDING.contains(recorded.reason()) && !isReason(recorded.reason())) {
      return new Verdict.Uncomputable(Cause.UNKNOWN_REASON, recorded.reason());
    }
    if (recorded.semantics() != Snapshot.SEMANTICS) {
      return new Verdict.Uncomputable(Cause.UNKNOWN_SEMANTICS, "semantics " + recorded.semantics());
    }
    Taken taken = take(recorded.snapshot());
    return taken.instead() == null
        ? examine(event, recorded, Objects.requireNonNull(taken.basis()))
        : taken.instead();
  }

  private static boolean isReason(String word) {
    return Arrays.stream(Reason.values()).anyMatch(reason -> reason.name().equals(word));
  }

  private Taken take(@Nullable String digest) {
    if (digest == null) {
      return instead(new Verdict.Uncomputable(Cause.NO_SNAPSHOT, "the event names none"));
    }
    Basis known = kept.get(digest);
    if (known != null) {
      return new Taken(known, null);
    }
    return switch (archive.take(digest)) {
      case Found.Missing missing ->
          instead(
              new Verdict.Uncomputable(
                  Cause.SNAPSHOT_MISSING, missing.wanted() ? "asked for" : "not to be had"));
      case Found.Unreadable unreadable ->
          instead(new Verdict.Uncomputable(Cause.SNAPSHOT_UNREADABLE, unreadable.problem()));
      case Found.Altered altered ->
          instead(
              new Verdict.Mismatch(
                  null, List.of(Difference.of("snapshot", digest, altered.digest()))));
      case Found.Kept found -> keep(digest, found.snapshot());
    };
  }

  private Taken keep(String digest, Snapshot snapshot) {
    try {
      Basis basis = new Basis(snapshot);
      kept.put(digest, basis);
      return new Taken(basis, null);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return instead(
          new Verdict.Uncomputable(Cause.SNAPSHOT_UNREADABLE, String.valueOf(e.getMessage())));
    }
  }

  private static Taken instead(Verdict verdict) {
    return new Taken(null, verdict);
  }

  private static Verdict examine(OfRequest event, Decision recorded, Basis basis) {
    LaterRevocations later;
    try {
      later = basis.later(recorded.revocations());
    } catch (UnknownRevocationException e) {
      return new Verdict.Uncomputable(Cause.UNKNOWN_REVOCATION, String.valueOf(e.getMessage()));
    }
    if (BEFORE_DECIDING.contains(recorded.reason())) {
      return verdict(
          null, Comparison.ofRefusal(event, recorded, basis, holds(event, recorded, basis, later)));
    }
    Descriptor descriptor = event.descriptor();
    Optional<Operation> operation = operation(descriptor.operation());
    if (operation.isEmpty()) {
      return new Verdict.Uncomputable(Cause.UNKNOWN_OPERATION, descriptor.operation());
    }
    if (descriptor.model() == null) {
      return new Verdict.Uncomputable(Cause.INCOMPLETE, "no model");
    }
    RequestDescriptor request =
        new RequestDescriptor(
            event.envelope().tenant(),
            descriptor.application(),
            descriptor.dataClass(),
            descriptor.model(),
            operation.get(),
            descriptor.within());
    var computed = later.over(basis.evaluator().decide(request, recorded.at()));
    return verdict(computed, Comparison.of(event, recorded, basis, later, computed));
  }

  private static Verdict verdict(
      eu.bailiwick.sovereignty.decision.@Nullable Decision computed, List<Difference> differences) {
    return differences.isEmpty()
        ? new Verdict.Confirmed(computed)
        : new Verdict.Mismatch(computed, differences);
  }

  private static boolean holds(
      OfRequest event, Decision recorded, Basis basis, LaterRevocations later) {
    String id = event.descriptor().key();
    Optional<ApiKey> key = basis.key(id);
    return switch (recorded.reason()) {
      case KEY_REVOKED ->
          later.revokesKey(id) || key.filter(k -> k.status() == ApiKey.Status.REVOKED).isPresent();
      case KEY_EXPIRED -> key.filter(k -> !k.opensAt(recorded.at())).isPresent();
      default -> !basis.snapshot().isValidAt(recorded.at());
    };
  }

  private static Optional<Operation> operation(String word) {
    return Arrays.stream(Operation.values()).filter(o -> o.name().equals(word)).findFirst();
  }
}
