package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.gateway.Failure.BrokenOff;
import eu.bailiwick.routing.gateway.Failure.Late;
import eu.bailiwick.routing.gateway.Failure.NoAnswer;
import eu.bailiwick.routing.gateway.Failure.NotConnected;
import eu.bailiwick.routing.gateway.Failure.Refused;

/**
 * Says what follows a failed attempt of which the caller has seen nothing: one more attempt only
 * where the upstream did not work on the request, or where a stream gave no token, and only as the
 * budget allows. Safe on any thread.
 */
final class RetryPolicy {

  /** What follows. */
  enum Next {
    /** An attempt at another lawful endpoint, if one is left. */
    ANOTHER_ENDPOINT,
    /** One more attempt at the same endpoint. */
    SAME_ENDPOINT,
    /** The caller learns of the failure. */
    GIVE_UP
  }

  private final int maxAttempts;
  private final boolean unanswered;
  private final RetryBudget budget;

  RetryPolicy(RetrySettings settings, RetryBudget budget) {
    this.maxAttempts = settings.maxAttempts();
    this.unanswered = settings.unanswered();
    this.budget = budget;
  }

  /** A request is admitted. */
  void admitted() {
    budget.earn();
  }

  /**
   * Decides.
   *
   * @param failure of the last attempt
   * @param attempts that were made, the last one included
   * @param stream whether the answer is asked for as a stream
   * @param anotherLeft whether there is a lawful endpoint that was not tried
   */
  Next after(Failure failure, int attempts, boolean stream, boolean anotherLeft) {
    Next wanted = wanted(failure, stream);
    boolean possible =
        switch (wanted) {
          case ANOTHER_ENDPOINT -> anotherLeft;
          case SAME_ENDPOINT -> true;
          case GIVE_UP -> false;
        };
    return possible && attempts < maxAttempts && budget.spend() ? wanted : Next.GIVE_UP;
  }

  private Next wanted(Failure failure, boolean stream) {
    return switch (failure) {
      case NotConnected _ -> Next.ANOTHER_ENDPOINT;
      case NoAnswer(boolean reused) -> reused ? Next.SAME_ENDPOINT : workedOn();
      case Late _, BrokenOff _ -> stream ? Next.ANOTHER_ENDPOINT : workedOn();
      case Refused refused -> after(refused.code());
    };
  }

  private Next after(int status) {
    return switch (status) {
      case 429, 503 -> Next.ANOTHER_ENDPOINT;
      case 502, 504 -> workedOn();
      default -> Next.GIVE_UP;
    };
  }

  /** What the upstream may have worked on. */
  private Next workedOn() {
    return unanswered ? Next.ANOTHER_ENDPOINT : Next.GIVE_UP;
  }
}
