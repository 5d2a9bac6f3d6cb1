package eu.bailiwick.routing.telemetry;

import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.sovereignty.catalogue.Operation;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Durations and tokens of attempts, named and cut into buckets as the GenAI semantic conventions of
 * OpenTelemetry say. The model is one of the catalogue, for nothing else gets an attempt. Meters of
 * one model are made once.
 */
final class GenAiMetrics {

  private static final double[] DURATIONS = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };
  private static final double[] FIRST_TOKENS = {
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0
  };
  private static final double[] NEXT_TOKENS = {
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5
  };
  private static final double[] TOKENS = {
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
  };

  private static final double MILLIS_PER_SECOND = 1000;

  private record Subject(Operation operation, String model) {}

  /** The meters of one operation of one model. */
  private final class Meters {

    private final Subject subject;
    private final DistributionSummary firstToken;
    private final DistributionSummary nextToken;
    private final DistributionSummary input;
    private final DistributionSummary output;
    private final Map<Closed.Outcome, DistributionSummary> durations = new ConcurrentHashMap<>();

    Meters(Subject subject) {
      this.subject = subject;
      this.firstToken =
          seconds("gen_ai.server.time_to_first_token", FIRST_TOKENS)
              .description("Time to the first byte of a streamed answer that completed")
              .register(registry);
      this.nextToken =
          seconds("gen_ai.server.time_per_output_token", NEXT_TOKENS)
              .description("Time per token of a streamed answer after its first")
              .register(registry);
      this.input = tokens("input");
      this.output = tokens("output");
    }

    private DistributionSummary tokens(String type) {
      return summary("gen_ai.client.token.usage", TOKENS)
          .description("Tokens per attempt, as the model server counted them")
          .tag("gen_ai.token.type", type)
          .register(registry);
    }

    private DistributionSummary.Builder seconds(String name, double[] buckets) {
      return summary(name, buckets).baseUnit("seconds");
    }

    private DistributionSummary.Builder summary(String name, double[] buckets) {
      return DistributionSummary.builder(name)
          .serviceLevelObjectives(buckets)
          .tag("gen_ai.operation.name", Operations.name(subject.operation()))
          .tag("gen_ai.request.model", subject.model());
    }

    /** Every series of a meter has the same tags: an attempt that completed has no error. */
    private DistributionSummary duration(Closed.Outcome outcome) {
      return seconds("gen_ai.server.request.duration", DURATIONS)
          .description("Time from dispatch to the end of an attempt")
          .tag("error.type", errorType(outcome))
          .register(registry);
    }

    void closed(Closed event) {
      durations
          .computeIfAbsent(event.outcome(), this::duration)
          .record(event.durationMillis() / MILLIS_PER_SECOND);
      Double first = event.firstByteMillis();
      Long completion = event.usage().completionTokens();
      if (event.usage().promptTokens() != null) {
        input.record(event.usage().promptTokens());
      }
      if (completion != null) {
        output.record(completion);
      }
      if (event.request().stream()
          && first != null
          && event.outcome() == Closed.Outcome.COMPLETED) {
        firstToken.record(first / MILLIS_PER_SECOND);
        if (completion != null && completion > 1) {
          nextToken.record((event.durationMillis() - first) / (completion - 1) / MILLIS_PER_SECOND);
        }
      }
    }
  }

  private final MeterRegistry registry;
  private final Map<Subject, Meters> meters = new ConcurrentHashMap<>();

  GenAiMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** An attempt ended. */
  void closed(Closed event) {
    Operation operation = event.request().operation();
    String model = event.request().model();
    if (operation != null && model != null) {
      meters.computeIfAbsent(new Subject(operation, model), Meters::new).closed(event);
    }
  }

  /** Empty for an attempt that completed, as Prometheus has it for a label that is not there. */
  private static String errorType(Closed.Outcome outcome) {
    return outcome == Closed.Outcome.COMPLETED ? "" : outcome.name().toLowerCase(Locale.ROOT);
  }
}
