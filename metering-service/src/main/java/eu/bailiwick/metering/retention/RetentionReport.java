package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long things are kept.
 *
 * @param floorDays no event is destroyed at a lower age without a legal ground
 * @param topicDays how long a record stays in Kafka at most
 * @param backupDays how long a backup is kept at most; absent if nobody said
 * @param lastRun of expiry; absent before the first
 * @param ceilings newest first; without one in force, bytes are kept for good
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RetentionReport(
    long floorDays,
    long topicDays,
    @Nullable Long backupDays,
    @Nullable Run lastRun,
    List<Ceiling> ceilings,
    @Nullable String next) {

  /**
   * One day's run of expiry.
   *
   * @param events how many were destroyed
   */
  record Run(LocalDate day, long events, Instant done) {}
}
