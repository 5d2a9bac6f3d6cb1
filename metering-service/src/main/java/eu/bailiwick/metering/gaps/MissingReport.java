package eu.bailiwick.metering.gaps;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is missing or odd, all of it in one answer.
 *
 * @param findings entries of the ledger that say so, counted
 * @param openGaps numbers that are missing now, for longer than the grace period
 * @param openAttempts attempts that are not closed, however young
 * @param deadLetters records on the topic that are no events; absent if the question is about a
 *     tenant, for they have none
 * @param missingSnapshots snapshots that decisions name and nobody has; absent for a tenant
 * @param unregisteredProducers routers that announced themselves from a site at which the catalogue
 *     has no router of this cell
 * @param newest the newest of the findings, one by one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MissingReport(
    List<Finding> findings,
    long openGaps,
    long openAttempts,
    @Nullable Long deadLetters,
    @Nullable Long missingSnapshots,
    List<Producer> unregisteredProducers,
    List<Entry> newest) {

  /** One kind of finding in one log. */
  record Finding(String log, String kind, long count, Instant first, Instant last) {}

  /**
   * A router.
   *
   * @param site from which it announced itself
   * @param announcements how often it did in the period
   */
  record Producer(String router, String site, long announcements) {}

  /**
   * One finding.
   *
   * @param index in its log, where it can be proven
   * @param about what it is about
   * @param detail what the entry says; absent if it is gone
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String log,
      long index,
      String kind,
      String about,
      Instant at,
      @Schema(implementation = Object.class) @Nullable JsonNode detail) {}
}
