package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.selection.Selector;
import eu.bailiwick.routing.usage.Closed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What operators see of the requests. Counters are made once, so that a request costs no look-up of
 * tags.
 */
final class GatewayMetrics {

  private record Name(String outcome, String reason) {}

  private final MeterRegistry registry;
  private final Map<Name, Counter> requests = new ConcurrentHashMap<>();

  GatewayMetrics(MeterRegistry registry, Selector selector) {
    this.registry = registry;
    Gauge.builder("bailiwick.attempts.open", selector, all -> all.outstanding().total())
        .description("Attempts that are under way")
        .register(registry);
    Gauge.builder("bailiwick.requests.waiting", selector, all -> all.room().waiting())
        .description("Requests that wait for an endpoint with a bound")
        .register(registry);
  }

  /** A request whose last attempt ended. */
  void closed(Closed.Outcome outcome) {
    count(outcome.name().toLowerCase(Locale.ROOT), "permitted");
  }

  /**
   * A request without an attempt.
   *
   * @param code {@code error.code} of the answer
   */
  void denied(String code) {
    count("denied", code);
  }

  private void count(String outcome, String reason) {
    requests.computeIfAbsent(new Name(outcome, reason), this::counter).increment();
  }

  private Counter counter(Name name) {
    return Counter.builder("bailiwick.requests")
        .description("Requests by what became of them")
        .tag("outcome", name.outcome())
        .tag("reason", name.reason())
        .register(registry);
  }
}
