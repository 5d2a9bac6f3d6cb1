package eu.bailiwick.routing.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.usage.RequestFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With neither traces nor an access log, looking at a request makes nothing. */
class TelemetryOffTest {

  private static final int REQUESTS = 10_000;

  private final Telemetry off =
      new Telemetry(
          new SimpleMeterRegistry(),
          new Forbidden(),
          false,
          new AccessLog(false, Clock.systemUTC(), line -> fail("a line was written")));

  /** Makes tracers that must not be used. */
  private static final class Forbidden implements OpenTelemetry {

    private static final Tracer TRACER =
        name -> {
          throw new AssertionError("a span was begun");
        };

    @Override
    public TracerProvider getTracerProvider() {
      return new TracerProvider() {
        @Override
        public Tracer get(String scope) {
          return TRACER;
        }

        @Override
        public Tracer get(String scope, String version) {
          return TRACER;
        }
      };
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }
  }

  @Test
  void everyRequestIsSeenByTheOneWhoSeesNothing() {
    assertThat(begin()).isSameAs(Sight.NONE);
    assertThat(Sight.NONE.traceparent()).isNull();
  }

  @Test
  @SuppressWarnings("NullAway") // nothing looks at what is passed
  void noByteIsAllocatedForARequest() {
    RequestFacts facts = null;
    look(facts);
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = thread.getCurrentThreadAllocatedBytes();
    look(facts);
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(REQUESTS);
  }

  @SuppressWarnings("NullAway")
  private void look(RequestFacts facts) {
    for (int i = 0; i < REQUESTS; i++) {
      Sight sight = begin();
      Sight.Trial trial = sight.attempt(facts, 1, null);
      trial.closed(null);
      sight.ended(null);
    }
  }

  @SuppressWarnings("NullAway") // nothing looks at what is passed
  private Sight begin() {
    UUID id = null;
    Caller caller = null;
    HttpServerRequest http = null;
    return off.begin(id, caller, "/v1/chat/completions", http);
  }
}
