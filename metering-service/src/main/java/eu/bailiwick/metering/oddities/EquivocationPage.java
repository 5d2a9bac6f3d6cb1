package eu.bailiwick.metering.oddities;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of equivocations, newest first.
 *
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EquivocationPage(List<Equivocation> items, @Nullable String next) {

  /**
   * A number that came a second time with other bytes. The first ones are the event.
   *
   * @param digest of the event's bytes, {@code sha256:} and hex; absent once they are erased
   * @param otherDigest of the other bytes
   * @param topic where the other ones stand
   * @param noticed when they were read
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Equivocation(
      String tenant,
      UUID epoch,
      long sequence,
      @Nullable String digest,
      String otherDigest,
      String topic,
      int partition,
      long offset,
      Instant noticed) {}
}
