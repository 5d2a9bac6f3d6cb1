package eu.bailiwick.local.models;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as a model server saw it.
 *
 * @param request the router's id of the request; null if it came from no router
 * @param attempt the number of the attempt; null if it came from no router
 * @param at when it arrived
 * @param headers names of all headers it carried, lower case
 * @param bodyDigest SHA-256 of the bytes of its body, {@code sha256:…}; null until all came
 * @param outcome what became of it
 */
public record Attempt(
    @Nullable String request,
    @Nullable String attempt,
    Instant at,
    Set<String> headers,
    @Nullable String bodyDigest,
    Outcome outcome) {

  /** What became of an attempt. */
  public enum Outcome {
    RUNNING,
    ANSWERED,
    REFUSED,
    CUT,
    CALLER_LEFT
  }

  Attempt with(Outcome changed) {
    return new Attempt(request, attempt, at, headers, bodyDigest, changed);
  }

  Attempt withBody(String digest) {
    return new Attempt(request, attempt, at, headers, digest, outcome);
  }
}
