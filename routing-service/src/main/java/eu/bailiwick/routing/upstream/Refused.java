package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tells operators of endpoints that were not used for whom they would have led to. */
final class Refused {

  private record Name(String endpoint, Refusal refusal) {}

  private static final Logger LOG = Logger.getLogger(Refused.class);

  private final MeterRegistry registry;
  private final Map<Name, Counter> counters = new ConcurrentHashMap<>();

  Refused(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts it; the first one of its kind is logged. */
  void tell(Destination destination, RefusedPeerException refused) {
    Name name = new Name(destination.endpoint().id(), refused.refusal());
    counters.computeIfAbsent(name, n -> first(n, destination, refused)).increment();
  }

  private Counter first(Name name, Destination destination, RefusedPeerException refused) {
    Throwable cause = refused.getCause();
    LOG.warnf(
        "Nothing is sent to endpoint %s of site %s: %s%s. Counted from now on as"
            + " bailiwick.upstream.refused",
        name.endpoint(),
        destination.site().id(),
        name.refusal(),
        cause == null ? "" : " (" + cause.getMessage() + ")");
    return Counter.builder("bailiwick.upstream.refused")
        .description("Attempts that were not dispatched for whom they would have led to")
        .tag("endpoint", name.endpoint())
        .tag("reason", name.refusal().name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
