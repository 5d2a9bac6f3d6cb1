package eu.bailiwick.metering.intake;

import static eu.bailiwick.parts.Eventually.await;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.RouterVoice;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.parts.FreePorts;
import eu.bailiwick.parts.KafkaBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class OutageTest {

  private static final Duration RECOVERY = Duration.ofSeconds(30);

  Cell cell;
  @Inject DataSource database;
  @Inject Schema schema;
  @Inject RecordReader reader;
  @TempDir Path directory;

  @Test
  void goesOnWhenKafkaComesBack() {
    TenantEvents tenant = cell.newTenant();
    tenant.announced();
    awaitEvents(tenant, 1);

    cell.broker().stop();
    awaitReady(503);
    assertThat(new Api(cell).get("/v1/events?tenant=" + tenant.tenant()).getList("items"))
        .hasSize(1);
    cell.broker().restart();
    tenant.ended();

    awaitEvents(tenant, 2);
    awaitReady(200);
  }

  @Test
  void goesOnWhenPostgresComesBack() {
    TenantEvents tenant = cell.newTenant();
    tenant.announced();
    awaitEvents(tenant, 1);

    cell.stopDatabase();
    try {
      tenant.ended();
      awaitReady(503);
      new Api(cell)
          .officer()
          .get("/v1/events")
          .then()
          .statusCode(503)
          .header("Retry-After", "1")
          .contentType("application/problem+json")
          .body("code", is("unrecorded")); // and what cannot be recorded is not answered
    } finally {
      cell.restartDatabase();
    }

    awaitEvents(tenant, 2);
    awaitReady(200);
  }

  @Test
  void waitsForAKafkaThatIsNotThereYet() throws Exception {
    String topic = "later";
    int port = FreePorts.any();
    IntakeState state = new IntakeState();
    EventStore store =
        new EventStore(database, new Grace(Duration.ofSeconds(1)), Clock.systemUTC());
    Intake intake =
        new Intake(
            new Consumers(TopicSettings.of("127.0.0.1:" + port, topic), Map.of()),
            topic,
            reader,
            Intake.storage(schema, store, new IntakeMeters(new SimpleMeterRegistry())),
            state,
            IntakeTraces.off());
    intake.start();
    assertThat(state.isReady()).isFalse();

    try (var broker = KafkaBroker.start(directory.resolve("kafka"), port, FreePorts.any())) {
      broker.createTopic(topic, 1);
      try (var voice = new RouterVoice(broker.bootstrapServers(), topic)) {
        TenantEvents tenant = new TenantEvents(voice);
        tenant.announced();
        awaitEvents(tenant, 1);
        await().until(state::isReady);
      }
      intake.stop();
    }
  }

  private void awaitEvents(TenantEvents tenant, int events) {
    Rows rows = new Rows(database);
    await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .until(
            () ->
                rows.count("SELECT count(*) FROM event WHERE tenant = ?", tenant.tenant())
                    == events);
  }

  private static void awaitReady(int status) {
    await().atMost(RECOVERY).until(() -> get("/q/health/ready").statusCode() == status);
  }
}
