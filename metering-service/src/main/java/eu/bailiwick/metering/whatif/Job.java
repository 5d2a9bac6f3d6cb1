package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question what would have been.
 *
 * @param state {@code queued}, {@code running}, {@code done}, {@code cancelled} or {@code failed}
 * @param tenant absent for all
 * @param change what would have been otherwise; absent in lists, and for a tenant's officer
 * @param changeDigest SHA-256 of its bytes as they are kept
 * @param progress from 0 to 1, by the time of the events that were gone through
 * @param examined requests that were gone through
 * @param changed requests whose answer is another one, by how it turns
 * @param undecided requests that were refused before anything was decided
 * @param uncomputable requests of which nobody can tell
 * @param applications the changed ones by application
 * @param problem why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Job(
    UUID id,
    String state,
    String askedBy,
    Instant askedAt,
    String purpose,
    @Nullable String tenant,
    Instant from,
    Instant to,
    @Nullable JsonNode change,
    String changeDigest,
    @Nullable Instant started,
    @Nullable Instant ended,
    double progress,
    long examined,
    long changed,
    long undecided,
    long uncomputable,
    @Nullable List<OfApplication> applications,
    @Nullable String problem) {

  /** The same without what would have been otherwise, but for its digest. */
  Job withoutChange() {
    return new Job(
        id,
        state,
        askedBy,
        askedAt,
        purpose,
        tenant,
        from,
        to,
        null,
        changeDigest,
        started,
        ended,
        progress,
        examined,
        changed,
        undecided,
        uncomputable,
        applications,
        problem);
  }

  /** How many requests of an application turn, by how. */
  record OfApplication(String tenant, String application, String change, long requests) {}

  /** A page, newest first. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Job> items, @Nullable String next) {}

  /**
   * One request whose answer is another one.
   *
   * @param number from 1, in the order of the events
   * @param change how it turns
   * @param was the reason that was recorded
   * @param becomes the reason under the change
   * @param endpoint to which it went; absent for a refusal
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Changed(
      long number,
      Instant time,
      String tenant,
      UUID request,
      String application,
      String change,
      String was,
      String becomes,
      @Nullable String endpoint) {}

  /** A page of changed requests. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChangedPage(List<Changed> items, @Nullable String next) {}
}
