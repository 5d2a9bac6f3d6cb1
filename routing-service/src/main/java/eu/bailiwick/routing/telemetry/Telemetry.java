package eu.bailiwick.routing.telemetry;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.usage.UsageRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What the request path tells, for operators to see. Safe on any thread. */
@Singleton
public final class Telemetry {

  private final GenAiMetrics genAi;
  private final JurisdictionMetrics jurisdiction;
  private final Looking looking;
  private final boolean observing;

  /**
   * @param untraced whether nothing is traced; then no span is ever made
   */
  @Inject
  Telemetry(
      MeterRegistry meters,
      OpenTelemetry openTelemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced,
      AccessLogSettings access,
      Clock clock) {
    this(meters, openTelemetry, !untraced, AccessLog.of(access, clock));
  }

  Telemetry(MeterRegistry meters, OpenTelemetry openTelemetry, boolean traced, AccessLog log) {
    this.genAi = new GenAiMetrics(meters);
    this.jurisdiction = new JurisdictionMetrics(meters);
    this.looking = new Looking(openTelemetry.getTracer("bailiwick-routing"), log);
    this.observing = traced || log.enabled();
  }

  /** A recorder that counts what passes to {@code inner}. */
  public UsageRecorder metered(UsageRecorder inner) {
    return new MeteredRecorder(inner, genAi, jurisdiction);
  }

  /**
   * A request of a known caller begins.
   *
   * @param id of the request
   * @param surface what is asked for, a word of ours
   */
  public Sight begin(UUID id, Caller caller, String surface, HttpServerRequest http) {
    return observing ? new ObservedRequest(looking, id, caller, surface, http) : Sight.NONE;
  }

  /**
   * A request of a known caller was answered that is not recorded.
   *
   * @param surface what was asked for, a word of ours
   */
  public void answered(HttpServerRequest http, String surface, Caller caller) {
    looking.log().answered(http, surface, caller);
  }

  /**
   * A request was answered that nobody can be charged with.
   *
   * @param surface what was asked for, a word of ours
   * @param code {@code error.code} of the answer; null if it was no error
   */
  public void unattributed(HttpServerRequest http, String surface, @Nullable String code) {
    looking.log().unattributed(http, surface, code);
  }
}
