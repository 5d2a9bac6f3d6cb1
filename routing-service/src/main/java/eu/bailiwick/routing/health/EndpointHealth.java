package eu.bailiwick.routing.health;

import eu.bailiwick.routing.selection.Standing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The health of all endpoints, by id. Safe on any thread. */
public final class EndpointHealth implements Standing {

  private static final Logger LOG = Logger.getLogger(EndpointHealth.class);
  private static final long BETWEEN_WARNINGS = Duration.ofSeconds(10).toNanos();

  private final Map<String, Condition> conditions = new ConcurrentHashMap<>();
  private final Ejections ejections;
  private final int probeFailures;
  private final LongSupplier nanos;
  private final Counter ejected;
  private final Counter overruled;
  private final AtomicLong warnAgain;
  private volatile boolean anyOut;

  /**
   * @param nanos a clock like {@link System#nanoTime}
   */
  public EndpointHealth(HealthSettings settings, LongSupplier nanos, MeterRegistry registry) {
    this.ejections =
        new Ejections(
            settings.requestFailures(),
            settings.ejection().toNanos(),
            settings.longestEjection().toNanos());
    this.probeFailures = settings.probeFailures();
    this.nanos = nanos;
    this.warnAgain = new AtomicLong(nanos.getAsLong());
    this.ejected =
        Counter.builder("bailiwick.endpoint.ejections")
            .description("Endpoints left alone because requests failed, by times")
            .register(registry);
    this.overruled =
        Counter.builder("bailiwick.endpoint.ejections.overruled")
            .description("Attempts at an endpoint that is out, as all that are lawful are")
            .register(registry);
    gauge(registry, "bailiwick.endpoints.ejected", "left alone", Condition::isEjected);
    gauge(registry, "bailiwick.endpoints.unready", "not ready, they say", Condition::isUnready);
  }

  private void gauge(MeterRegistry registry, String name, String what, Predicate<Condition> which) {
    Gauge.builder(name, conditions, all -> all.values().stream().filter(which).count())
        .description("Endpoints that are " + what)
        .register(registry);
  }

  /** A request to {@code endpoint} went well, as far as its upstream is concerned. */
  public void succeeded(String endpoint) {
    Condition condition = conditions.get(endpoint);
    if (condition != null) {
      condition.succeeded();
    }
  }

  /** A request to {@code endpoint} failed by no fault of its caller. */
  public void failed(String endpoint) {
    long length = condition(endpoint).failed(nanos.getAsLong());
    if (length > 0) {
      anyOut = true;
      ejected.increment();
      LOG.warnf(
          "endpoint %s is left alone for %d s: %d requests in a row failed",
          endpoint, length / 1_000_000_000L, ejections.failures());
    }
  }

  /**
   * A probe of {@code endpoint} was answered, or not.
   *
   * @param ready whether it was answered with a status of 200 to 299
   */
  void probed(String endpoint, boolean ready) {
    if (!condition(endpoint).probed(ready, probeFailures)) {
      return;
    }
    if (ready) {
      LOG.infof("endpoint %s is ready", endpoint);
    } else {
      anyOut = true;
      LOG.warnf("endpoint %s is not ready: %d probes in a row failed", endpoint, probeFailures);
    }
  }

  /**
   * Forgets the endpoints that are no more, and notes who is back.
   *
   * @param known ids of the endpoints that there are
   */
  void review(Set<String> known) {
    conditions.keySet().retainAll(known);
    anyOut = false;
    long now = nanos.getAsLong();
    for (Map.Entry<String, Condition> entry : conditions.entrySet()) {
      if (entry.getValue().returned(now)) {
        LOG.infof("endpoint %s is tried again", entry.getKey());
      } else if (entry.getValue().outFor(now) != 0) {
        anyOut = true;
      }
    }
  }

  private Condition condition(String endpoint) {
    Condition condition = conditions.get(endpoint);
    return condition == null
        ? conditions.computeIfAbsent(endpoint, e -> new Condition(ejections))
        : condition;
  }

  @Override
  public boolean anyOut() {
    return anyOut;
  }

  @Override
  public long outFor(String endpoint) {
    Condition condition = conditions.get(endpoint);
    return condition == null ? 0 : condition.outFor(nanos.getAsLong());
  }

  @Override
  public void overruled(String endpoint) {
    overruled.increment();
    long now = nanos.getAsLong();
    long due = warnAgain.get();
    if (now - due >= 0 && warnAgain.compareAndSet(due, now + BETWEEN_WARNINGS)) {
      LOG.warnf("all lawful endpoints of a request are out, %s is used nevertheless", endpoint);
    }
  }
}
