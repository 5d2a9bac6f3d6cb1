package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.limits.CallerLimits;
import eu.bailiwick.routing.limits.Estimate;
import eu.bailiwick.routing.limits.Limiter;
import eu.bailiwick.routing.limits.RateLimitHeaders;
import eu.bailiwick.routing.limits.Refusal;
import eu.bailiwick.routing.limits.Reservation;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps callers within their limits: a permitted request gets room before anything is dispatched,
 * and what it used is settled when it is over.
 */
final class Limiting implements ExchangeObserver {

  private static final Logger LOG = Logger.getLogger(Limiting.class);

  private final Limiter limiter;
  private final Estimate estimate;
  private final Refusals refusals;

  Limiting(Limiter limiter, Estimate estimate, Refusals refusals) {
    this.limiter = limiter;
    this.estimate = estimate;
    this.refusals = refusals;
  }

  /**
   * Lets a request through if the limits of its caller have room.
   *
   * @param next gets it then, on the same event loop
   */
  void admit(Admitted admitted, Consumer<Admitted> next) {
    CallerLimits limits = admitted.asked().caller().limits();
    if (limits == null) {
      next.accept(admitted);
      return;
    }
    limiter
        .admit(limits, tokens(admitted))
        .onSuccess(
            verdict -> {
              RateLimitHeaders.set(response(admitted).headers(), verdict.standings());
              switch (verdict) {
                case Reservation reservation -> pass(admitted, reservation, next);
                case Refusal refusal -> refuse(admitted, refusal);
              }
            })
        .onFailure(failure -> unavailable(admitted, failure));
  }

  private long tokens(Admitted admitted) {
    boolean generates = admitted.asked().byId() == null && admitted.asked().surface().streams();
    return estimate.tokens(admitted.body().length(), admitted.head().answerTokens(), generates);
  }

  /** What cannot be counted is not served. */
  private void unavailable(Admitted admitted, Throwable failure) {
    LOG.error("a request could not be counted", failure);
    refusals.refuse(
        admitted.asked(),
        admitted.facts(),
        admitted.decided().facts(),
        ApiError.of(ErrorCode.LIMITS_UNAVAILABLE, "The limits of the caller cannot be read now."),
        true);
  }

  private void pass(Admitted admitted, Reservation reservation, Consumer<Admitted> next) {
    if (response(admitted).closed()) {
      reservation.giveBack();
      refusals.clientLeft(admitted);
    } else {
      next.accept(admitted.under(reservation));
    }
  }

  private void refuse(Admitted admitted, Refusal refusal) {
    RateLimitHeaders.retry(response(admitted).headers(), refusal.shortage());
    refusals.refuse(
        admitted.asked(),
        admitted.facts(),
        admitted.decided().facts(),
        Denials.limited(refusal.shortage()),
        true);
  }

  @Override
  public void ended(Admitted admitted, Outcome outcome, TokenUsage usage) {
    Reservation reservation = admitted.reservation();
    if (reservation == null) {
      return;
    }
    Long used = used(usage);
    if (admitted.asked().byId() != null) {
      reservation.giveBack();
    } else if (used != null) {
      reservation.settle(used);
    } else if (mayHaveUsedTokens(outcome, response(admitted))) {
      reservation.keep();
    } else {
      reservation.giveBack();
    }
  }

  /** Tokens that the upstream counted; null if it did not. */
  private static @Nullable Long used(TokenUsage usage) {
    if (usage.totalTokens() != null) {
      return usage.totalTokens();
    }
    Long prompt = usage.promptTokens();
    Long completion = usage.completionTokens();
    if (prompt == null || completion == null) {
      return prompt == null ? completion : prompt;
    }
    return prompt + completion;
  }

  private static boolean mayHaveUsedTokens(Outcome outcome, HttpServerResponse response) {
    return switch (outcome) {
      case COMPLETED, UPSTREAM_CUT, CLIENT_LEFT, ROUTER_STOPPED -> true;
      case TIMEOUT -> response.headWritten();
      case UPSTREAM_ERROR, UPSTREAM_UNREACHABLE, NOT_DISPATCHED -> false;
    };
  }

  private static HttpServerResponse response(Admitted admitted) {
    return admitted.asked().http().response();
  }
}
