package eu.bailiwick.metering.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.Descriptor;
import eu.bailiwick.metering.event.Exchange;
import eu.bailiwick.metering.event.Predecessor;
import eu.bailiwick.metering.event.RecordedBefore;
import eu.bailiwick.metering.event.ServedBy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event, flat. What its type does not have is left out.
 *
 * @param site at which the router stands
 * @param digest SHA-256 of the event's exact bytes, {@code sha256:} and hex; absent if they were
 *     destroyed
 * @param destruction which lawful destruction took the bytes; absent if they are there
 * @param stored when it was stored
 * @param lateSince when its absence was noticed, if it filled a gap
 * @param dataClass the class that counted
 * @param recordedBefore the number that the same end had in an epoch that was given up
 * @param repeats true for the end of an attempt whose end was stored already: it does not count
 *     again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventItem(
    String type,
    String cell,
    String router,
    String site,
    String tenant,
    UUID epoch,
    long sequence,
    Instant time,
    @Nullable String digest,
    @Nullable UUID destruction,
    Instant stored,
    @Nullable Instant lateSince,
    @Nullable UUID request,
    @Nullable Integer attempt,
    @Nullable String outcome,
    @Nullable String dataClass,
    @Nullable String reason,
    @Nullable Integer status,
    @Nullable String code,
    @Nullable Predecessor predecessor,
    @Nullable RecordedBefore recordedBefore,
    @Nullable Boolean repeats,
    @JsonUnwrapped @Nullable Asked asked,
    @JsonUnwrapped @Nullable Decided decided,
    @JsonUnwrapped @Nullable Served served,
    @JsonUnwrapped @Nullable Exchanged exchanged) {

  /** What the caller asked for. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Asked(
      String application,
      String key,
      @Nullable String requestedDataClass,
      @Nullable String model,
      String operation,
      List<String> within,
      boolean stream,
      long bodyBytes) {

    static Asked of(Descriptor descriptor) {
      return new Asked(
          descriptor.application(),
          descriptor.key(),
          descriptor.dataClass(),
          descriptor.model(),
          descriptor.operation(),
          descriptor.within(),
          descriptor.stream(),
          descriptor.bodyBytes());
    }
  }

  /** On which grounds it was decided. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Decided(
      Instant decidedAt,
      @Nullable String snapshot,
      @Nullable Long revision,
      int semantics,
      @Nullable String law,
      List<Decision.Candidate> candidates,
      @Nullable Long omittedCandidates) {

    static Decided of(Decision decision) {
      return new Decided(
          decision.at(),
          decision.snapshot(),
          decision.revision(),
          decision.semantics(),
          decision.law(),
          decision.candidates(),
          decision.omittedCandidates());
    }
  }

  /** Where it was sent. */
  record Served(
      String endpoint,
      String version,
      String imageDigest,
      String weightsDigest,
      String endpointSite,
      String operator,
      List<String> countries) {

    static Served of(ServedBy endpoint) {
      return new Served(
          endpoint.id(),
          endpoint.version(),
          endpoint.imageDigest(),
          endpoint.weightsDigest(),
          endpoint.site(),
          endpoint.operator(),
          endpoint.countries());
    }
  }

  /** What passed; of tokens, what the upstream said. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Exchanged(
      String usageSource,
      @Nullable Long promptTokens,
      @Nullable Long completionTokens,
      @Nullable Long totalTokens,
      long requestBytes,
      long responseBytes,
      @Nullable Double firstByteMillis,
      double durationMillis) {

    static Exchanged of(Exchange exchange) {
      return new Exchanged(
          exchange.tokens().source(),
          exchange.tokens().prompt(),
          exchange.tokens().completion(),
          exchange.tokens().total(),
          exchange.requestBytes(),
          exchange.responseBytes(),
          exchange.firstByteMillis(),
          exchange.durationMillis());
    }
  }
}
