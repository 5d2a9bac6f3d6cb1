package eu.bailiwick.routing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.scripted.TestCatalogue;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

  private static final URI URL = URI.create("http://127.0.0.1:1");

  private final Acknowledgements acknowledgements =
      new Acknowledgements(Clock.fixed(Servings.NOW, ZoneOffset.UTC));
  private final Serving serving = Servings.of(new TestCatalogue(URL, URL), 5);

  @Test
  void beforeASnapshotThereIsNothingToTell() throws Exception {
    assertThat(acknowledgements.next(0)).isNull();
  }

  @Test
  void aMaskIsToldUntilTheRegistryHasTakenIt() throws Exception {
    acknowledgements.served(serving);
    acknowledgements.masked("endpoint.a");
    Report first = next();
    acknowledgements.notTaken();
    acknowledgements.masked("endpoint.b");
    Report second = next();

    acknowledgements.taken(first);

    assertThat(first.masked()).hasSize(1);
    assertThat(second.masked()).hasSize(2);
    assertThat(second.revision()).isEqualTo(5);
    assertThat(next().masked()).containsExactly(new Report.MaskedSince("endpoint.b", Servings.NOW));
  }

  private Report next() throws InterruptedException {
    return Objects.requireNonNull(acknowledgements.next(0));
  }
}
