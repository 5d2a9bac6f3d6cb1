package eu.bailiwick.routing.gateway;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens while the broker is away. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditTest extends RunningRouter {

  private static final String SOLO = "{\"model\":\"org/solo-chat\"}";

  @SuppressWarnings("NullAway.Init") // injected by Surroundings
  @Surroundings.StopBroker
  Runnable stopBroker;

  @SuppressWarnings("NullAway.Init") // injected by Surroundings
  @Surroundings.RestartBroker
  Runnable restartBroker;

  @Test
  void whatCannotBeRecordedIsNotServed() throws Exception {
    paris.script((request, wire) -> wire.json(200, ANSWER));
    assertThat(chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode()).isEqualTo(200);
    paris.received().clear();

    stopBroker.run();
    HttpResponse<String> refused = chat(TestCatalogue.TRIAGE_KEY, SOLO);
    HttpResponse<String> denied = chat(TestCatalogue.TRIAGE_KEY, "{\"model\":\"unheard-of\"}");
    int dispatched = paris.received().size();
    restartBroker.run();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(error(refused).path("code").asText()).isEqualTo("audit_unavailable");
    assertThat(header(refused, "Retry-After")).isNotBlank();
    assertThat(denied.statusCode()).isEqualTo(503);
    assertThat(dispatched).isZero();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> chat(TestCatalogue.TRIAGE_KEY, SOLO).statusCode() == 200);
  }
}
