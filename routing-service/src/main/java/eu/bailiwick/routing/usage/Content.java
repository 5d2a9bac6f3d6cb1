package eu.bailiwick.routing.usage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event says, without its stamp. */
sealed interface Content {

  /** The span to which it belongs, as W3C Trace Context has it; null if there is none. */
  default @Nullable String traceparent() {
    return null;
  }

  /**
   * Number 0 of a tenant: the epoch has begun.
   *
   * @param heartbeatMillis a heartbeat follows any event within this time
   * @param predecessor the epoch that was given up, or null
   */
  record Announced(long heartbeatMillis, @Nullable Predecessor predecessor) implements Content {}

  /** Repeats the last number. */
  record Heartbeat() implements Content {}

  /** The last number: the epoch is over. */
  record Ended() implements Content {}

  /** A refusal. */
  record Refusal(Denied denied) implements Content {
    @Override
    public @Nullable String traceparent() {
      return denied.traceparent();
    }
  }

  /** The beginning of an attempt. */
  record Beginning(Opened opened) implements Content {
    @Override
    public @Nullable String traceparent() {
      return opened.traceparent();
    }
  }

  /**
   * The end of an attempt.
   *
   * @param recordedBefore the number it had in an epoch that was given up, or null
   */
  record End(Closed closed, @Nullable Place recordedBefore) implements Content {

    @Override
    public @Nullable String traceparent() {
      return closed.traceparent();
    }

    /** The same end, to be recorded again after {@code place} was given up. */
    End again(Place place) {
      return new End(closed, place);
    }
  }

  /** A number of a tenant. */
  record Place(UUID epoch, long sequence) {}
}
