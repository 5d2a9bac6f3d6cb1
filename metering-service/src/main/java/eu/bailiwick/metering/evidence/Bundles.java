package eu.bailiwick.metering.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.checkpoint.Anchor;
import eu.bailiwick.metering.checkpoint.CheckpointSettings;
import eu.bailiwick.metering.checkpoint.Checkpoints;
import eu.bailiwick.metering.checkpoint.SignedTree;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.evidence.EvidenceQueries.Destruction;
import eu.bailiwick.metering.evidence.EvidenceQueries.Extent;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes bundles from the ledger, as of the newest published checkpoint. Blocks. */
@Singleton
final class Bundles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EvidenceQueries queries;
  private final Ledger ledger;
  private final Checkpoints checkpoints;
  private final EvidenceSettings settings;
  private final CheckpointSettings signing;
  private final Clock clock;

  Bundles(
      EvidenceQueries queries,
      Ledger ledger,
      Checkpoints checkpoints,
      EvidenceSettings settings,
      CheckpointSettings signing,
      Clock clock) {
    this.queries = queries;
    this.ledger = ledger;
    this.checkpoints = checkpoints;
    this.settings = settings;
    this.signing = signing;
    this.clock = clock;
  }

  /**
   * What a bundle covers.
   *
   * @param tree the checkpoint of the cell's log
   * @param tenant the tenant's checkpoint in it
   */
  private record Covered(Asked asked, SignedTree tree, Anchor tenant, Coverage.Span span) {}

  /**
   * Gathers all of a bundle but its entries.
   *
   * @param requester who asks
   * @param recordedAs id of the record of this export
   * @throws ProblemException if it would be too large, or the ledger does not cover it yet
   */
  Evidence prepare(Asked asked, String requester, UUID recordedAs) {
    SignedTree tree =
        checkpoints
            .published()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.UNPROVABLE,
                        "No checkpoint of the cell's log is signed yet: see the setting"
                            + " bailiwick.checkpoint.key-file."));
    refuseUnseen(asked.seen(), tree.tree().size());
    Extent events = queries.extent(asked.tenant(), asked.from(), asked.to());
    refuseEventsWithoutLog(events);
    Anchor tenant =
        checkpoints.newest(LogId.tenant(asked.tenant()), tree).orElseThrow(() -> notCovered(asked));
    Long last = events.last();
    if (last != null && last >= tenant.size()) {
      throw notCovered(asked);
    }
    Coverage.Span span = span(asked, events, tenant.size());
    return evidence(new Covered(asked, tree, tenant, span), requester, recordedAs);
  }

  private static void refuseUnseen(@Nullable Long seen, long size) {
    if (seen != null && seen > size) {
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER,
          "seen: at most " + size + ", the size of the cell's log, is needed");
    }
  }

  private static void refuseEventsWithoutLog(Extent events) {
    if (events.outside() > 0) {
      throw new ProblemException(
          ErrorCode.UNPROVABLE,
          events.outside()
              + " events of the period were stored before tenants had logs; nothing can be proven"
              + " of them.");
    }
  }

  private ProblemException notCovered(Asked asked) {
    return ledger.size(LogId.tenant(asked.tenant())) == 0
        ? new ProblemException(
            ErrorCode.NOT_FOUND, "There is no log of a tenant " + asked.tenant() + ".")
        : new ProblemException(
            ErrorCode.NOT_SEALED,
            "The newest checkpoint does not cover all events of the period yet. Try again soon.");
  }

  private Coverage.Span span(Asked asked, Extent events, long size) {
    Coverage coverage = new Coverage(queries, asked.tenant(), size);
    long most = settings.mostEntries();
    Coverage.Span span = asked.whole() ? coverage.whole() : coverage.of(events, most);
    if (span.length() > most) {
      throw new ProblemException(
          ErrorCode.UNBOUNDED_EXPORT,
          "The bundle would have "
              + span.length()
              + " entries, "
              + events.events()
              + " events of the period among them; at most "
              + most
              + " are allowed (bailiwick.evidence.most-entries). Ask for a shorter period"
              + (asked.whole() ? ", or leave out cover=whole." : "."));
    }
    coverage
        .unexplained(span)
        .ifPresent(
            hole -> {
              throw new ProblemException(
                  ErrorCode.NOT_SEALED,
                  "Numbers "
                      + hole.first()
                      + " to "
                      + hole.last()
                      + " of epoch "
                      + hole.epoch()
                      + " are missing, and not for long enough to be a gap. Try again soon.");
            });
    return span;
  }

  private Evidence evidence(Covered covered, String requester, UUID recordedAs) {
    Asked asked = covered.asked();
    Coverage.Span span = covered.span();
    Map<String, SnapshotContent> snapshots = new TreeMap<>();
    Set<String> missing = new TreeSet<>();
    String keys = registryKeys();
    Set<String> keyIds = keyIds(keys);
    for (String digest : queries.snapshots(asked, span.from(), span.to())) {
      Optional<Bytes> jws = queries.jws(digest).filter(each -> keyIds.contains(keyId(each)));
      jws.ifPresentOrElse(
          each -> snapshots.put(digest, SnapshotContent.read(each.content())),
          () -> missing.add(digest));
    }
    return new Evidence(
        asked,
        requester,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        recordedAs.toString(),
        covered.tenant().size(),
        span.from(),
        span.to(),
        range(covered),
        new Bytes(covered.tree().note().bytes()),
        committed(covered.tenant(), covered.tree()),
        erasures(covered),
        growth(asked, covered.tree().tree().size()),
        policy(),
        snapshots,
        missing,
        keys);
  }

  /** Writes a bundle. What is destroyed meanwhile is not in it, and breaks it off. */
  void write(Evidence evidence, OutputStream out) throws IOException {
    Coverage.Span span = new Coverage.Span(evidence.from(), evidence.to());
    UUID newest =
        queries.newestErasure(evidence.asked().tenant()).map(Destruction::id).orElse(null);
    new BundleWriter(evidence, digest -> queries.jws(digest).orElseThrow())
        .write(new Items(queries, evidence.asked().tenant(), span, newest), out);
  }

  private List<Bytes> range(Covered covered) {
    LogId log = LogId.tenant(covered.asked().tenant());
    Coverage.Span span = covered.span();
    long size = covered.tenant().size();
    return span.length() == 0
        ? List.of(ledger.root(log, size))
        : ledger.range(log, span.from(), span.to(), size);
  }

  private Evidence.Committed committed(Anchor anchor, SignedTree tree) {
    return new Evidence.Committed(
        anchor.index(),
        checkpoints.opening(anchor),
        ledger.inclusion(LogId.CELL, anchor.index(), tree.tree().size()));
  }

  private Evidence.@Nullable Erasures erasures(Covered covered) {
    Coverage.Span span = covered.span();
    Optional<Destruction> newest = queries.newestErasure(covered.asked().tenant());
    if (newest.isEmpty()) {
      return null;
    }
    Anchor system =
        checkpoints
            .newest(LogId.SYSTEM, covered.tree())
            .filter(anchor -> anchor.size() > newest.get().entry())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_SEALED,
                        "The newest checkpoint does not cover the newest erasure. Try again soon."));
    List<Destruction> all =
        new ArrayList<>(queries.erasures(covered.asked(), span.from(), span.to()));
    if (!all.contains(newest.get())) {
      all.add(newest.get());
    }
    List<Evidence.Committed> entries = new ArrayList<>();
    for (Destruction each : all) {
      entries.add(
          new Evidence.Committed(
              each.entry(),
              ledger.entries(LogId.SYSTEM, each.entry(), each.entry() + 1).getFirst().entry(),
              ledger.inclusion(LogId.SYSTEM, each.entry(), system.size())));
    }
    return new Evidence.Erasures(committed(system, covered.tree()), entries);
  }

  private Evidence.@Nullable Growth growth(Asked asked, long size) {
    Long seen = asked.seen();
    return seen == null
        ? null
        : new Evidence.Growth(seen, ledger.consistency(LogId.CELL, seen, size));
  }

  private String policy() {
    Optional<Path> file = settings.policyFile();
    if (file.isPresent()) {
      return text(file.get());
    }
    StringBuilder policy = new StringBuilder();
    policy.append("# The log's keys and its witnesses, as the operator says. Require those that\n");
    policy.append("# you trust, in a copy of yours: see c2sp.org/tlog-policy.\n");
    queries.logKeys().forEach(key -> policy.append("log ").append(key).append('\n'));
    new TreeMap<>(signing.witnesses())
        .forEach(
            (name, peer) -> {
              for (int i = 0; i < peer.keys().size(); i++) {
                policy.append("witness ").append(name).append(i == 0 ? "" : "-" + (i + 1));
                policy.append(' ').append(peer.keys().get(i)).append('\n');
              }
            });
    return policy.append("quorum none\n").toString();
  }

  private String registryKeys() {
    return settings.registryKeysFile().map(Bundles::text).orElse("{\"keys\":[]}");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> keyIds(String keys) {
    Set<String> ids = new HashSet<>();
    for (JsonNode key : tree(keys.getBytes(StandardCharsets.UTF_8)).path("keys")) {
      ids.add(key.path("kid").asText());
    }
    return ids;
  }

  private static String keyId(Bytes jws) {
    String text = new String(jws.content(), StandardCharsets.ISO_8859_1);
    return tree(Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.'))))
        .path("kid")
        .asText();
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Instant now() {
    return clock.instant();
  }
}
