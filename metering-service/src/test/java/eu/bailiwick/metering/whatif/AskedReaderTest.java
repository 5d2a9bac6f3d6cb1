package eu.bailiwick.metering.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.ServedBy;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedReaderTest {

  static List<Path> examples() {
    return Contract.examples().stream()
        .filter(path -> path.getFileName().toString().matches("(denied|opened).*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsWhatTheStrictReaderReads(Path example) throws Exception {
    byte[] bytes = Files.readAllBytes(example);
    OfRequest event = (OfRequest) new EventReader().read(bytes);
    Decision decision = event.decided().orElseThrow();
    Asked asked = AskedReader.read(bytes).orElseThrow();

    assertThat(asked.request()).isEqualTo(event.request());
    assertThat(asked.cell()).isEqualTo(event.envelope().cell());
    assertThat(asked.application()).isEqualTo(event.descriptor().application());
    assertThat(asked.at()).isEqualTo(decision.at());
    assertThat(asked.snapshot()).isEqualTo(decision.snapshot());
    assertThat(asked.reason()).isEqualTo(decision.reason());
    assertThat(asked.revocations()).isEqualTo(decision.revocations());
    assertThat(asked.endpoint()).isEqualTo(event.served().map(ServedBy::id).orElse(null));
    String model = event.descriptor().model();
    assertThat(asked.descriptor())
        .isEqualTo(
            model == null
                ? null
                : new RequestDescriptor(
                    event.envelope().tenant(),
                    event.descriptor().application(),
                    event.descriptor().dataClass(),
                    model,
                    Operation.valueOf(event.descriptor().operation()),
                    event.descriptor().within()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"request\":\"no\"}", "nothing"})
  void whatIsNoEventIsNotRead(String text) {
    assertThat(AskedReader.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
