package eu.bailiwick.metering.intake;

import eu.bailiwick.metering.arrival.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts records by what became of them. */
@Singleton
final class IntakeMeters {

  private final Counter stored;
  private final Counter duplicates;
  private final Counter equivocations;
  private final Counter heartbeats;
  private final Counter deadLetters;
  private final Counter lateFills;

  IntakeMeters(MeterRegistry registry) {
    stored = records(registry, "stored");
    duplicates = records(registry, "duplicate");
    equivocations = records(registry, "equivocation");
    heartbeats = records(registry, "heartbeat");
    deadLetters = records(registry, "dead_letter");
    lateFills =
        Counter.builder("bailiwick.intake.late.fills")
            .description("Events that filled a gap late")
            .register(registry);
  }

  void count(Tally tally) {
    stored.increment(tally.stored());
    duplicates.increment(tally.duplicates());
    equivocations.increment(tally.equivocations());
    heartbeats.increment(tally.heartbeats());
    deadLetters.increment(tally.deadLetters());
    lateFills.increment(tally.lateFills());
  }

  private static Counter records(MeterRegistry registry, String result) {
    return Counter.builder("bailiwick.intake.records")
        .description("Records of the usage topic by what became of them")
        .tag("result", result)
        .register(registry);
  }
}
