package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.metering.audit.RecordQueries;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.problem.Violation;
import eu.bailiwick.metering.snapshots.MalformedDocumentException;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotArchive.Found;
import eu.bailiwick.metering.snapshots.SnapshotJson;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tries a change before it becomes a job: over the catalogue that it brings or names, or else over
 * the one that was archived last, so that a reference to nothing is refused at once.
 */
@Singleton
final class Proposing {

  private final SnapshotArchive archive;
  private final RecordQueries records;

  Proposing(SnapshotArchive archive, RecordQueries records) {
    this.archive = archive;
    this.records = records;
  }

  /**
   * The change with all that it needs.
   *
   * @throws ProblemException if the catalogue that comes of it is unsound, naming every place, or
   *     there was no such change
   */
  Change complete(Change change, Instant at) {
    if (change.undone().isPresent()) {
      long revision = change.undone().get();
      RecordQueries.Found made =
          records
              .change(revision)
              .filter(found -> found.content().path("items").isArray())
              .orElseThrow(
                  () ->
                      new ProblemException(
                          ErrorCode.INVALID_BODY,
                          "change.without: no change is known that made revision " + revision));
      return Change.without(revision, made.content().path("items"));
    }
    refuseUnsound(change, at);
    return change;
  }

  private void refuseUnsound(Change change, Instant at) {
    try {
      Catalogue changed = SnapshotJson.read(change.over(base(change)), Catalogue.class);
      List<Violation> violations =
          Integrity.check(changed, at).stream()
              .map(v -> new Violation("change: " + v.path(), v.message()))
              .toList();
      if (!violations.isEmpty()) {
        throw new ProblemException(
            ErrorCode.INVALID_BODY,
            "The catalogue that would come of it is unsound: "
                + violations.getFirst().path()
                + ": "
                + violations.getFirst().message(),
            violations);
      }
    } catch (MalformedDocumentException e) {
      throw new ProblemException(ErrorCode.INVALID_BODY, "change: " + e.path() + ": " + e.said());
    }
  }

  private JsonNode base(Change change) {
    if (change.catalogue().isPresent()) {
      return change.catalogue().get();
    }
    Optional<String> digest = change.snapshot().or(archive::newest);
    if (digest.isPresent() && archive.take(digest.get()) instanceof Found.Kept kept) {
      return kept.payload().path("catalogue");
    }
    throw new ProblemException(
        ErrorCode.INVALID_BODY,
        change.snapshot().isPresent()
            ? "change.snapshot: it is not archived, or of another version"
            : "change: no snapshot is archived over which it could lie");
  }
}
