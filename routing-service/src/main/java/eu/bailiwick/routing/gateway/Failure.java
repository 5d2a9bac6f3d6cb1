package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.UpstreamErrors;
import eu.bailiwick.routing.openai.UpstreamErrors.Blame;
import eu.bailiwick.routing.upstream.UpstreamException;
import eu.bailiwick.routing.usage.Closed.Outcome;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Why an attempt ended before a byte of its answer went to the caller. */
sealed interface Failure {

  /**
   * No connection that may be used; not a byte of the request left.
   *
   * @param outcome whether there was none, or it would have led to somebody else
   */
  record NotConnected(Outcome outcome) implements Failure {
    NotConnected() {
      this(Outcome.UPSTREAM_UNREACHABLE);
    }
  }

  /**
   * The request, or some of it, left, and the connection was closed before an answer began.
   *
   * @param reused whether the connection had served earlier requests: the upstream, which closes
   *     idle ones without a word, then saw nothing of this one
   */
  record NoAnswer(boolean reused) implements Failure {
    @Override
    public Outcome outcome() {
      return Outcome.UPSTREAM_UNREACHABLE;
    }
  }

  /** No answer began in time. */
  record Late() implements Failure {
    @Override
    public Outcome outcome() {
      return Outcome.TIMEOUT;
    }
  }

  /**
   * The upstream answered with another status than success.
   *
   * @param code the status
   * @param body the body, or the beginning of it; may echo the prompt, so it is never logged
   * @param retryAfter as the upstream put it; null if it did not
   */
  record Refused(int code, Buffer body, @Nullable String retryAfter) implements Failure {
    @Override
    public Outcome outcome() {
      return Outcome.UPSTREAM_ERROR;
    }

    @Override
    public Integer status() {
      return code;
    }

    @Override
    public boolean blamesUpstream() {
      return UpstreamErrors.blame(code, body.getBytes()) == Blame.UPSTREAM;
    }
  }

  /**
   * Whether it tells of the upstream's health: not if the caller's own mistake may be the cause.
   */
  default boolean blamesUpstream() {
    return true;
  }

  /**
   * An answer began with a status of success, and ended before a byte of it could go on.
   *
   * @param code the status
   * @param outcome how it ended
   * @param error what the caller learns if nothing follows
   */
  record BrokenOff(int code, Outcome outcome, ApiError error) implements Failure {
    @Override
    public Integer status() {
      return code;
    }

    static BrokenOff encoded(int code) {
      return new BrokenOff(
          code,
          Outcome.UPSTREAM_ERROR,
          ApiError.of(
              ErrorCode.UPSTREAM_ERROR,
              "The model server answered in an encoding that was not asked for."));
    }
  }

  /** How the audit calls it. */
  Outcome outcome();

  /** HTTP status of the upstream; null if none came. */
  default @Nullable Integer status() {
    return null;
  }

  /**
   * What became of an attempt without an answer.
   *
   * @return null if the caller left
   */
  static @Nullable Failure of(UpstreamException failure) {
    return switch (failure.kind()) {
      case NOT_CONNECTED -> new NotConnected();
      case REFUSED -> new NotConnected(Outcome.NOT_DISPATCHED);
      case NO_ANSWER -> new NoAnswer(false);
      case STALE_CONNECTION -> new NoAnswer(true);
      case TIMEOUT -> new Late();
      case CANCELLED -> null;
    };
  }
}
