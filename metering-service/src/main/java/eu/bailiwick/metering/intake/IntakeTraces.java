package eu.bailiwick.metering.intake;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Continues the traces of routers: a span for each record that names one, from the moment at which
 * its batch is to be stored until it is. Where nothing is traced it makes nothing.
 */
final class IntakeTraces {

  private static final TextMapGetter<Headers> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
          return Set.of();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
          Header header = headers == null ? null : headers.lastHeader(name);
          return header == null || header.value() == null
              ? null
              : new String(header.value(), StandardCharsets.US_ASCII);
        }
      };

  private final Tracer tracer;
  private final boolean traced;

  IntakeTraces(OpenTelemetry openTelemetry, boolean traced) {
    this.tracer = openTelemetry.getTracer("bailiwick-metering");
    this.traced = traced;
  }

  /** Makes no spans. */
  static IntakeTraces off() {
    return new IntakeTraces(OpenTelemetry.noop(), false);
  }

  /** The spans of those records that belong to a trace; to be ended by {@link #end}. */
  List<Span> begin(List<ConsumerRecord<byte[], byte[]>> records) {
    if (!traced) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Context parent =
          W3CTraceContextPropagator.getInstance()
              .extract(Context.root(), record.headers(), HEADERS);
      if (Span.fromContext(parent).getSpanContext().isValid()) {
        spans.add(
            tracer
                .spanBuilder("process " + record.topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(parent)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute(
                    "messaging.destination.partition.id", Integer.toString(record.partition()))
                .setAttribute("messaging.kafka.offset", record.offset())
                .startSpan());
      }
    }
    return spans;
  }

  /**
   * Their batch is stored, or will be tried again.
   *
   * @param stored whether it is
   */
  void end(List<Span> spans, boolean stored) {
    for (Span span : spans) {
      if (!stored) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }
}
