package eu.bailiwick.routing.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * The headers that may pass. A list of the few that may, not of those that may not: a credential in
 * a header nobody thought of does not leave, nor does an upstream's cookie come in.
 */
final class Headers {

  /** Without {@code Accept-Encoding}: answers are read and edited as they pass. */
  private static final List<CharSequence> TO_UPSTREAM =
      names(
          "content-type",
          "accept",
          "user-agent",
          "traceparent",
          "tracestate",
          "x-request-id",
          "anthropic-version",
          "anthropic-beta");

  private static final List<CharSequence> TO_CALLER =
      names(
          "content-type",
          "cache-control",
          "retry-after",
          "x-request-id",
          "openai-processing-ms",
          "openai-version");

  private Headers() {}

  private static List<CharSequence> names(String... names) {
    return List.of(names).stream().map(HttpHeaders::createOptimized).toList();
  }

  static void toUpstream(MultiMap caller, MultiMap upstream) {
    copy(TO_UPSTREAM, caller, upstream);
    if (!upstream.contains(HttpHeaders.CONTENT_TYPE)) {
      upstream.set(HttpHeaders.CONTENT_TYPE, "application/json");
    }
  }

  static void toCaller(MultiMap upstream, MultiMap caller) {
    copy(TO_CALLER, upstream, caller);
  }

  private static void copy(List<CharSequence> names, MultiMap from, MultiMap to) {
    for (int i = 0; i < names.size(); i++) {
      String value = from.get(names.get(i));
      if (value != null) {
        to.set(names.get(i), value);
      }
    }
  }
}
