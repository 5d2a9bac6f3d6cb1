package eu.bailiwick.routing.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of W3C Trace Context. */
final class TraceParent {

  private static final TextMapGetter<MultiMap> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap headers) {
          return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
          return headers == null ? null : headers.get(name);
        }
      };

  private TraceParent() {}

  /** What a caller's headers say; nothing of it if they are malformed. */
  static Context of(MultiMap headers) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
  }

  /** The header's value; null if the context is of no trace. */
  static @Nullable String write(SpanContext context) {
    return context.isValid()
        ? "00-"
            + context.getTraceId()
            + "-"
            + context.getSpanId()
            + "-"
            + context.getTraceFlags().asHex()
        : null;
  }
}
