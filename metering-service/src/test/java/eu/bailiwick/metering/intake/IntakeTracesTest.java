package eu.bailiwick.metering.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeTracesTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final OpenTelemetry openTelemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exported))
                  .build())
          .build();
  private final IntakeTraces traces = new IntakeTraces(openTelemetry, true);

  @Test
  void aRecordContinuesTheTraceOfItsAttempt() {
    traces.end(traces.begin(List.of(record("00-" + TRACE + "-" + SPAN + "-01"))), true);

    SpanData span = exported.getFinishedSpanItems().getFirst();
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(SPAN);
    assertThat(span.getName()).isEqualTo("process bailiwick.usage.v1");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void aBatchThatIsNotStoredIsAnError() {
    traces.end(traces.begin(List.of(record("00-" + TRACE + "-" + SPAN + "-01"))), false);

    assertThat(exported.getFinishedSpanItems().getFirst().getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aRecordOfNoTraceMakesNone() {
    List<Span> spans = traces.begin(List.of(record(null), record(""), record("nonsense")));

    assertThat(spans).isEmpty();
  }

  @Test
  void whereNothingIsTracedNothingIsMade() {
    assertThat(IntakeTraces.off().begin(List.of(record("00-" + TRACE + "-" + SPAN + "-01"))))
        .isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(@Nullable String traceparent) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("bailiwick.usage.v1", 0, 7, new byte[0], new byte[0]);
    if (traceparent != null) {
      record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }
}
