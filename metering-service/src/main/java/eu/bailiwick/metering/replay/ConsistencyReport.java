package eu.bailiwick.metering.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far decisions were recomputed, and what came of it.
 *
 * @param confirmed decisions that come out the same
 * @param undecided refusals before anything was decided, for what only the router saw
 * @param mismatches decisions that come out otherwise
 * @param uncomputable decisions that cannot be recomputed, by cause
 * @param behind entries of the tenants' logs that were not gone through yet
 * @param tenants by tenant, in order of id
 */
record ConsistencyReport(
    long confirmed,
    long undecided,
    long mismatches,
    Map<String, Long> uncomputable,
    long behind,
    List<OfTenant> tenants) {

  /**
   * One tenant's log.
   *
   * @param next index where it goes on
   * @param size of the log
   * @param until time of the last event that was gone through; absent before the first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfTenant(
      String tenant,
      long next,
      long size,
      long confirmed,
      long undecided,
      long mismatches,
      @Nullable Instant until) {}

  /**
   * A decision that comes out otherwise.
   *
   * @param index of the event in the tenant's log
   * @param entry index of the entry about it
   * @param differences as the entry has them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Mismatched(
      String tenant,
      long index,
      @Nullable UUID request,
      Instant time,
      long entry,
      Instant noticed,
      JsonNode differences) {}

  /**
   * A decision that cannot be recomputed.
   *
   * @param cause a stable word
   * @param snapshot that the event names
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listed(
      String tenant,
      long index,
      @Nullable UUID request,
      Instant time,
      String cause,
      String detail,
      @Nullable String snapshot,
      Instant noticed) {}

  /**
   * A page, in order of tenant and index.
   *
   * @param next for {@code after} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page<T>(List<T> items, @Nullable String next) {}
}
