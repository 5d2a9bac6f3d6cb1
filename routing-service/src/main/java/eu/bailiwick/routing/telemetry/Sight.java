package eu.bailiwick.routing.telemetry;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.RequestFacts;
import org.jspecify.annotations.Nullable;

/** One request of a known caller, as operators see it. For the request's event loop. */
public interface Sight {

  /** Nobody looks. */
  Sight NONE =
      new Sight() {
        @Override
        public Trial attempt(RequestFacts request, int number, Destination destination) {
          return Trial.NONE;
        }

        @Override
        public @Nullable String traceparent() {
          return null;
        }

        @Override
        public void ended(Outcome outcome) {}

        @Override
        public void refused(int status, String code) {}
      };

  /**
   * An attempt begins.
   *
   * @param number of the attempt, from 1
   */
  Trial attempt(RequestFacts request, int number, Destination destination);

  /** What the audit is to continue for a refusal; null if nothing is traced. */
  @Nullable String traceparent();

  /**
   * The request ended with its last attempt; called once, after that attempt is closed. {@link
   * Outcome#NOT_DISPATCHED} says that a refusal follows.
   */
  void ended(Outcome outcome);

  /**
   * The request was refused, and the refusal is answered.
   *
   * @param code {@code error.code} of the answer
   */
  void refused(int status, String code);

  /** One attempt. */
  interface Trial {

    /** Nobody looks. */
    Trial NONE =
        new Trial() {
          @Override
          public @Nullable String traceparent() {
            return null;
          }

          @Override
          public void closed(Closed event) {}
        };

    /**
     * What the model server and the audit are to continue, as W3C Trace Context has it; null if
     * nothing is traced.
     */
    @Nullable String traceparent();

    /** It ended. */
    void closed(Closed event);
  }
}
