package eu.bailiwick.metering.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts intake with the service and stops it with the service. */
@Singleton
final class IntakeLifecycle {

  private final Intake intake;

  IntakeLifecycle(Intake intake) {
    this.intake = intake;
  }

  void start(@Observes StartupEvent event) {
    intake.start();
  }

  void stop(@Observes ShutdownEvent event) {
    intake.stop();
  }
}
