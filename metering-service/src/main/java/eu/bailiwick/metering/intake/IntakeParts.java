package eu.bailiwick.metering.intake;

import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.storage.Schema;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts intake together from the settings. */
final class IntakeParts {

  @Produces
  @Singleton
  Grace grace(IntakeSettings settings) {
    return new Grace(settings.grace());
  }

  @Produces
  @Singleton
  EventStore eventStore(DataSource database, Grace grace, Clock clock) {
    return new EventStore(database, grace, clock);
  }

  @Produces
  @Singleton
  Consumption.Storage storage(Schema schema, EventStore events, IntakeMeters meters) {
    return Intake.storage(schema, events, meters);
  }

  @Produces
  @Singleton
  IntakeTraces traces(
      OpenTelemetry openTelemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced) {
    return new IntakeTraces(openTelemetry, !untraced);
  }

  @Produces
  @Singleton
  Intake intake(
      IntakeSettings settings,
      Consumers consumers,
      RecordReader reader,
      Consumption.Storage storage,
      IntakeState state,
      IntakeTraces traces) {
    return new Intake(consumers, settings.topic(), reader, storage, state, traces);
  }
}
