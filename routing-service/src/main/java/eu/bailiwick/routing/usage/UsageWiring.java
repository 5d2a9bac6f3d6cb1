package eu.bailiwick.routing.usage;

import eu.bailiwick.routing.catalogue.RouterIdentity;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Makes the recorder, starts it with the service and stops it when all else has stopped. */
final class UsageWiring {

  private static final int LAST = Integer.MAX_VALUE;

  private UsageWiring() {}

  @Produces
  @Singleton
  static KafkaUsageRecorder recorder(
      UsageSettings settings, RouterIdentity router, Clock clock, RandomGenerator random) {
    var origin = new Origin(router.cell(), router.id(), router.site());
    var sources = new Sources(clock, System::nanoTime, random);
    var connection = settings.connection();
    return new KafkaUsageRecorder(
        origin,
        settings.limits(),
        sources,
        () -> EventTopic.open(settings.topic(), settings.bootstrapServers(), connection));
  }

  static void start(@Observes StartupEvent event, KafkaUsageRecorder recorder) {
    recorder.start();
  }

  static void stop(@Observes @Priority(LAST) ShutdownEvent event, KafkaUsageRecorder recorder) {
    recorder.stop();
  }
}
