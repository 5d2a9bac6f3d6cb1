package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.event.ServedBy;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recomputes the events of one request and tells all that came of it. */
@Singleton
final class Replaying {

  private final EventReader reader;
  private final Examiner examiner;

  Replaying(EventReader reader, SnapshotArchive archive) {
    this.reader = reader;
    this.examiner = new Examiner(archive);
  }

  private record Tried(OfRequest event, Verdict verdict) {}

  /**
   * Replays.
   *
   * @param events of one request; at least one
   */
  Replayed replay(List<ConsistencyQueries.Event> events) {
    List<Replayed.OneEvent> told = new ArrayList<>();
    List<Tried> tried = new ArrayList<>();
    for (ConsistencyQueries.Event stored : events) {
      OfRequest event = read(stored);
      Verdict verdict = examiner.examine(event);
      tried.add(new Tried(event, verdict));
      told.add(tell(stored.index(), event, verdict));
    }
    OfRequest first = tried.getFirst().event();
    return new Replayed(
        first.request(),
        first.envelope().tenant(),
        first.envelope().cell(),
        same(tried),
        List.copyOf(told),
        Replayed.Asked.of(first.descriptor()),
        Replayed.Recorded.of(decision(first)),
        tried.stream()
            .map(Tried::verdict)
            .map(Verdict::computed)
            .flatMap(Optional::stream)
            .findFirst()
            .map(Replayed.Recomputed::of)
            .orElse(null));
  }

  private static @Nullable Boolean same(List<Tried> tried) {
    if (tried.stream().anyMatch(t -> t.verdict() instanceof Verdict.Mismatch)) {
      return false;
    }
    return tried.stream().allMatch(t -> t.verdict() instanceof Verdict.Confirmed) ? true : null;
  }

  private static Replayed.OneEvent tell(long index, OfRequest event, Verdict verdict) {
    Verdict.Uncomputable uncomputable = verdict instanceof Verdict.Uncomputable u ? u : null;
    return new Replayed.OneEvent(
        index,
        event.type(),
        event.envelope().time(),
        event.attempted().map(attempt -> attempt.attempt()).orElse(null),
        event.served().map(ServedBy::id).orElse(null),
        event.answered().orElse(null),
        event.refused().orElse(null),
        word(verdict),
        verdict instanceof Verdict.Mismatch mismatch ? mismatch.differences() : null,
        uncomputable == null ? null : uncomputable.cause().code(),
        uncomputable == null ? null : uncomputable.detail());
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Confirmed confirmed -> "confirmed";
      case Verdict.Undecided undecided -> "undecided";
      case Verdict.Mismatch mismatch -> "mismatch";
      case Verdict.Uncomputable uncomputable -> "uncomputable";
    };
  }

  private static Decision decision(OfRequest event) {
    return event
        .decided()
        .orElseThrow(() -> new IllegalStateException("a " + event.type() + " without decision"));
  }

  private OfRequest read(ConsistencyQueries.Event stored) {
    try {
      if (reader.read(stored.value().content()) instanceof OfRequest event) {
        return event;
      }
    } catch (MalformedEventException e) {
      throw new IllegalStateException("stored event " + stored.index() + " cannot be read", e);
    }
    throw new IllegalStateException("stored event " + stored.index() + " is of no request");
  }
}
