package eu.bailiwick.routing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether one router would give a lawful endpoint a request now, and what it looks at when it
 * chooses. Preference, never law.
 *
 * @param candidate whether the endpoint is chosen from now
 * @param state what the router knows of it; one that is out may be a candidate nevertheless, where
 *     too many others are
 * @param weight its share of what is drawn; left out unless it is lawful now
 * @param canaryPercent its share of all requests; left out if it is no canary
 * @param underWay attempts of this router that are under way there; left out unless it is lawful
 *     now
 * @param maxConcurrentRequests how many there may be; left out if there is no bound
 * @param ejectedUntil when it is tried again; left out unless it is ejected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prospect(
    boolean candidate,
    State state,
    @Nullable Integer weight,
    @Nullable Integer canaryPercent,
    @Nullable Integer underWay,
    @Nullable Integer maxConcurrentRequests,
    @Nullable Instant ejectedUntil) {

  /** What a router knows of an endpoint. */
  public enum State {
    /** It takes requests. */
    READY,
    /** It was lawful when the decision was made, and is not now. */
    NOT_LAWFUL_NOW,
    /** Its operator lets it take no new requests, or it has no address here. */
    NOT_ENABLED,
    /** A canary that takes requests, and this one is of its share: it is tried first. */
    CANARY_DUE,
    /** A canary, and the request is not of its share. */
    CANARY_NOT_DUE,
    /** It says so itself when it is probed. */
    NOT_READY,
    /** Requests to it failed, so it is left alone for a while. */
    EJECTED,
    /** It has as many requests as it may have, or others wait for one of them to end. */
    FULL
  }

  /** Of an endpoint that is not lawful any more. */
  static final Prospect GONE =
      new Prospect(false, State.NOT_LAWFUL_NOW, null, null, null, null, null);
}
