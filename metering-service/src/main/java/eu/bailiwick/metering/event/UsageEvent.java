package eu.bailiwick.metering.event;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One usage event, version 1. */
public sealed interface UsageEvent {

  Envelope envelope();

  /** The name of its type in JSON. */
  String type();

  /** An event that uses up a number of its (epoch, tenant); all but the heartbeat. */
  sealed interface Numbered extends UsageEvent {}

  /** A numbered event of one request. What its type does not have is empty. */
  sealed interface OfRequest extends Numbered {
    UUID request();

    Descriptor descriptor();

    /** The same words for every event: {@code denied}, {@code opened}, or how the attempt ended. */
    String outcome();

    /** The data class that counted; empty if it never came to that. */
    Optional<String> counted();

    /** {@code PERMITTED}, or the code of the reason why not. */
    String reason();

    default Optional<AttemptId> attempted() {
      return Optional.empty();
    }

    /** Empty for a closed event, which leaves it to its opened one. */
    default Optional<Decision> decided() {
      return Optional.empty();
    }

    default Optional<ServedBy> served() {
      return Optional.empty();
    }

    default Optional<Exchange> exchanged() {
      return Optional.empty();
    }

    /** HTTP status: of a denied event the caller's, of a closed one the upstream's. */
    default Optional<Integer> answered() {
      return Optional.empty();
    }

    /** Error code that the caller got. */
    default Optional<String> refused() {
      return Optional.empty();
    }
  }

  /**
   * The first event of an (epoch, tenant); its number is 0.
   *
   * @param heartbeatMillis within how many milliseconds after an event a heartbeat follows
   * @param predecessor null unless the router gave up an earlier epoch
   */
  record Announced(Envelope envelope, long heartbeatMillis, @Nullable Predecessor predecessor)
      implements Numbered {
    @Override
    public String type() {
      return "announced";
    }
  }

  /** Repeats the last number given out and uses none up. */
  record Heartbeat(Envelope envelope) implements UsageEvent {
    @Override
    public String type() {
      return "heartbeat";
    }
  }

  /** The last event of an (epoch, tenant) after an orderly stop. */
  record Ended(Envelope envelope) implements Numbered {
    @Override
    public String type() {
      return "ended";
    }
  }

  /**
   * A request was refused.
   *
   * @param status HTTP status that the caller got
   * @param code error code that the caller got
   */
  record Denied(
      Envelope envelope,
      UUID request,
      Descriptor descriptor,
      Decision decision,
      int status,
      String code)
      implements OfRequest {
    @Override
    public String type() {
      return "denied";
    }

    @Override
    public String outcome() {
      return "denied";
    }

    @Override
    public Optional<Decision> decided() {
      return Optional.of(decision);
    }

    @Override
    public Optional<String> counted() {
      return Optional.ofNullable(decision.dataClass());
    }

    @Override
    public String reason() {
      return decision.reason();
    }

    @Override
    public Optional<Integer> answered() {
      return Optional.of(status);
    }

    @Override
    public Optional<String> refused() {
      return Optional.of(code);
    }
  }

  /** An attempt is about to be dispatched to an endpoint. */
  record Opened(
      Envelope envelope,
      AttemptId attempt,
      Descriptor descriptor,
      Decision decision,
      ServedBy endpoint)
      implements OfRequest {
    @Override
    public String type() {
      return "opened";
    }

    @Override
    public UUID request() {
      return attempt.request();
    }

    @Override
    public String outcome() {
      return "opened";
    }

    @Override
    public Optional<AttemptId> attempted() {
      return Optional.of(attempt);
    }

    @Override
    public Optional<Decision> decided() {
      return Optional.of(decision);
    }

    @Override
    public Optional<String> counted() {
      return Optional.ofNullable(decision.dataClass());
    }

    @Override
    public String reason() {
      return decision.reason();
    }

    @Override
    public Optional<ServedBy> served() {
      return Optional.of(endpoint);
    }
  }

  /**
   * An attempt ended.
   *
   * @param dataClass the class that counted
   * @param recordedBefore null unless a router records the end again in its next epoch
   * @param outcome how, in the words of the contract
   */
  record Closed(
      Envelope envelope,
      AttemptId attempt,
      Descriptor descriptor,
      ServedBy endpoint,
      String dataClass,
      @Nullable RecordedBefore recordedBefore,
      String outcome,
      Exchange exchange)
      implements OfRequest {
    @Override
    public String type() {
      return "closed";
    }

    @Override
    public UUID request() {
      return attempt.request();
    }

    @Override
    public Optional<AttemptId> attempted() {
      return Optional.of(attempt);
    }

    @Override
    public Optional<ServedBy> served() {
      return Optional.of(endpoint);
    }

    @Override
    public Optional<String> counted() {
      return Optional.of(dataClass);
    }

    /** No attempt is made without a permit. */
    @Override
    public String reason() {
      return "PERMITTED";
    }

    @Override
    public Optional<Exchange> exchanged() {
      return Optional.of(exchange);
    }

    @Override
    public Optional<Integer> answered() {
      return Optional.ofNullable(exchange.status());
    }
  }
}
