package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import java.net.URI;
import org.junit.jupiter.api.Test;

class UsageRefusalsTest {

  private static final URI URL = URI.create("http://127.0.0.1:1");

  private final UsageRefusals refusals = new UsageRefusals();

  @Test
  void anEndpointThatRefusedIsRememberedAlsoInTheNextSnapshot() {
    refusals.remember(solo(URL));

    assertThat(refusals.refuses(solo(URL))).isTrue();
    assertThat(refusals.refuses(solo(URL))).isTrue();
  }

  @Test
  void nobodyElseIsMeant() {
    refusals.remember(solo(URL));

    assertThat(refusals.refuses(endpoint("chat-paris", URL))).isFalse();
  }

  @Test
  void anEndpointOfWhichTheCatalogueSaysSomethingNewIsTriedAgain() {
    refusals.remember(solo(URL));

    assertThat(refusals.refuses(solo(URI.create("http://127.0.0.1:2")))).isFalse();
    assertThat(refusals.refuses(solo(URL))).isFalse();
  }

  private static Endpoint solo(URI url) {
    return endpoint("solo-paris", url);
  }

  private static Endpoint endpoint(String id, URI url) {
    return new TestCatalogue(url, url)
        .catalogue().endpoints().stream()
            .filter(endpoint -> endpoint.id().equals(id))
            .findFirst()
            .orElseThrow();
  }
}
