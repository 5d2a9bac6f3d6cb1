package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.replay.LaterRevocations;
import eu.bailiwick.metering.replay.LaterRevocations.UnknownRevocationException;
import eu.bailiwick.metering.snapshots.MalformedDocumentException;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotArchive.Found;
import eu.bailiwick.metering.snapshots.SnapshotJson;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.eligibility.Eligibility;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalogues that a change makes of the snapshots, each compiled once for the whole period, and
 * what they answer. Blocks when it meets a snapshot for the first time; for one thread.
 */
final class Alternative {

  /** Refused before anything was decided; no policy and no law makes it otherwise. */
  private static final Set<String> BEFORE_DECIDING =
      Set.of(
          "INVALID_REQUEST",
          "REQUEST_TOO_LARGE",
          "KEY_REVOKED",
          "KEY_EXPIRED",
          "CATALOGUE_EXPIRED");

  /** Snapshots differ in age far more often than in content, so few catalogues are kept. */
  private static final int KEPT = 8;

  /** Decisions are a little older than their events; a body may take minutes to come. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private static final String PERMITTED = Reason.PERMITTED.name();

  private final Change change;
  private final SnapshotArchive archive;
  private final Instant from;
  private final Instant until;
  private final long since;
  private final Set<String> unrevoked;
  private final Map<Of, Compiled> bySnapshot = new Recent<>(KEPT * 2);
  private final Map<Of, Compiled> byContent = new Recent<>(KEPT);

  /**
   * Compiles for a period.
   *
   * @param from first instant at which a decision can have been made
   * @param until first instant at which none can any more
   */
  Alternative(Change change, SnapshotArchive archive, Instant from, Instant until) {
    this.change = change;
    this.archive = archive;
    this.from = from;
    this.until = until;
    this.since = change.since();
    this.unrevoked = change.unrevoked();
  }

  /**
   * Compiles for decisions whose events are of a period.
   *
   * @param from first instant of it
   * @param to first instant behind it
   */
  static Alternative ofEvents(Change change, SnapshotArchive archive, Instant from, Instant to) {
    return new Alternative(change, archive, from.minus(MARGIN), to.plus(MARGIN));
  }

  /** Keeps what was used last. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    Recent(int most) {
      super(most, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /** A snapshot or a content, by digest, in a cell. */
  private record Of(String digest, String cell) {}

  /** A table, or why there is none. */
  private static final class Compiled {
    final @Nullable EligibilityTable table;
    final @Nullable Catalogue catalogue;
    final String problem;
    private final Map<List<String>, LaterRevocations> later = new HashMap<>();

    Compiled(@Nullable EligibilityTable table, @Nullable Catalogue catalogue, String problem) {
      this.table = table;
      this.catalogue = catalogue;
      this.problem = problem;
    }

    static Compiled not(String problem) {
      return new Compiled(null, null, problem);
    }

    LaterRevocations later(List<String> ids) throws UnknownRevocationException {
      if (ids.isEmpty() || catalogue == null) {
        return LaterRevocations.NONE;
      }
      LaterRevocations known = later.get(ids);
      if (known == null) {
        known = LaterRevocations.over(catalogue, ids);
        later.put(ids, known);
      }
      return known;
    }
  }

  /** What becomes of an answer. */
  Turn turn(Asked asked) {
    if (BEFORE_DECIDING.contains(asked.reason())) {
      return new Turn(Turn.Kind.UNDECIDED, asked.reason());
    }
    List<String> counted = asked.revocations();
    List<String> left = unrevoked.isEmpty() ? counted : without(unrevoked, counted);
    // A revocation counts before a snapshot has it.
    if (asked.revision() < since && left.size() == counted.size()) {
      return new Turn(Turn.Kind.UNCHANGED, asked.reason());
    }
    RequestDescriptor descriptor = asked.descriptor();
    if (descriptor == null) {
      return new Turn(Turn.Kind.UNCOMPUTABLE, "the event does not say what was asked");
    }
    Compiled compiled = compiled(asked);
    EligibilityTable table = compiled.table;
    if (table == null) {
      return new Turn(Turn.Kind.UNCOMPUTABLE, compiled.problem);
    }
    if (asked.at().isBefore(from) || !asked.at().isBefore(until)) {
      return new Turn(Turn.Kind.UNCOMPUTABLE, "it was decided for an instant far from its event");
    }
    try {
      LaterRevocations later = compiled.later(left);
      Eligibility answer = table.look(descriptor, asked.at());
      if (later != LaterRevocations.NONE) {
        String dataClass = answer.dataClass();
        answer = answer.without(endpoint -> later.takesAway(endpoint, dataClass));
      }
      return turn(asked, answer);
    } catch (UnknownRevocationException e) {
      return new Turn(Turn.Kind.UNCOMPUTABLE, "a revocation of an unknown kind counted");
    }
  }

  private static List<String> without(Set<String> some, List<String> ids) {
    return ids.stream().filter(id -> !some.contains(id)).toList();
  }

  private static Turn turn(Asked asked, Eligibility answer) {
    String becomes = answer.reason().name();
    boolean was = asked.reason().equals(PERMITTED);
    if (was && !answer.permitted()) {
      return new Turn(Turn.Kind.PERMIT_TO_DENY, becomes);
    }
    if (!was && answer.permitted()) {
      return new Turn(Turn.Kind.DENY_TO_PERMIT, becomes);
    }
    if (!becomes.equals(asked.reason())) {
      return new Turn(Turn.Kind.OTHER_REASON, becomes);
    }
    return asked.endpoint() == null || answer.contains(asked.endpoint())
        ? new Turn(Turn.Kind.UNCHANGED, becomes)
        : new Turn(Turn.Kind.OTHER_ENDPOINT, becomes);
  }

  private Compiled compiled(Asked asked) {
    String digest = change.snapshot().orElseGet(() -> named(asked));
    Of of = new Of(digest, asked.cell());
    Compiled known = bySnapshot.get(of);
    if (known == null) {
      known = compile(of);
      bySnapshot.put(of, known);
    }
    return known;
  }

  /** Empty text where the whole catalogue is given, or the event names no snapshot. */
  private String named(Asked asked) {
    return change.catalogue().isPresent() || asked.snapshot() == null ? "" : asked.snapshot();
  }

  private Compiled compile(Of snapshot) {
    if (change.catalogue().isPresent()) {
      return compile(change.catalogue().get(), snapshot.cell());
    }
    if (snapshot.digest().isEmpty()) {
      return Compiled.not("the event names no snapshot");
    }
    return switch (archive.take(snapshot.digest())) {
      case Found.Kept kept -> compile(kept.payload().path("catalogue"), snapshot.cell());
      case Found.Missing missing -> Compiled.not("its snapshot is not archived");
      case Found.Altered altered -> Compiled.not("what is archived is not its snapshot");
      case Found.Unreadable unreadable -> Compiled.not("its snapshot is of another version");
    };
  }

  private Compiled compile(JsonNode catalogue, String cell) {
    ObjectNode changed = change.over(catalogue);
    String content =
        new Bytes(changed.toString().getBytes(StandardCharsets.UTF_8)).sha256().toString();
    return byContent.computeIfAbsent(new Of(content, cell), of -> compile(changed, cell));
  }

  private Compiled compile(ObjectNode changed, String cell) {
    try {
      Catalogue catalogue = SnapshotJson.read(changed, Catalogue.class);
      List<Integrity.Violation> unsound = Integrity.check(catalogue, from);
      if (!unsound.isEmpty()) {
        Integrity.Violation first = unsound.getFirst();
        return Compiled.not("unsound: " + first.path() + ": " + first.message());
      }
      return new Compiled(EligibilityTable.compile(catalogue, cell, from, until), catalogue, "");
    } catch (MalformedDocumentException e) {
      return Compiled.not("unreadable: " + e.path() + ": " + e.said());
    } catch (IllegalArgumentException e) {
      return Compiled.not(String.valueOf(e.getMessage()));
    }
  }
}
