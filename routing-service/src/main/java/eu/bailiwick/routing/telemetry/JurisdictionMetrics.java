package eu.bailiwick.routing.telemetry;

import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.EndpointFacts;
import eu.bailiwick.sovereignty.decision.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where requests are processed and why they are not. Counters are made once. */
final class JurisdictionMetrics {

  private static final String PERMITTED = Reason.PERMITTED.name();

  private final MeterRegistry registry;
  private final Map<String, Counter> countries = new ConcurrentHashMap<>();
  private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
  private final Map<String, Counter> exclusions = new ConcurrentHashMap<>();

  JurisdictionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * An attempt was made at an endpoint; each country in which it may have been processed counts.
   */
  void served(EndpointFacts endpoint) {
    List<String> codes = endpoint.countries();
    for (int i = 0; i < codes.size(); i++) {
      countries.computeIfAbsent(codes.get(i), this::country).increment();
    }
  }

  /** A known caller was refused; one whose request was lawful does not count. */
  void denied(DecisionFacts decision) {
    if (decision.reason().equals(PERMITTED)) {
      return;
    }
    refusals.computeIfAbsent(decision.reason(), this::refusal).increment();
    for (DecisionFacts.CandidateFacts candidate : decision.candidates()) {
      for (String reason : candidate.reasons()) {
        exclusions.computeIfAbsent(reason, this::exclusion).increment();
      }
    }
  }

  private Counter country(String code) {
    return Counter.builder("bailiwick.jurisdiction.attempts")
        .description("Attempts by country in which they may have been processed")
        .tag("country", code)
        .register(registry);
  }

  private Counter refusal(String reason) {
    return Counter.builder("bailiwick.jurisdiction.refusals")
        .description("Refusals to known callers by the reason of the decision")
        .tag("reason", reason)
        .register(registry);
  }

  private Counter exclusion(String reason) {
    return Counter.builder("bailiwick.jurisdiction.exclusions")
        .description("Endpoints that a refused request could not use, by reason")
        .tag("reason", reason)
        .register(registry);
  }
}
