package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageSettingsTest {

  @Test
  void defaultsWork() {
    assertThat(settings(Map.of()).limits())
        .isEqualTo(
            new Limits(
                Duration.ofSeconds(2), Duration.ofSeconds(5), 10_000, Duration.ofSeconds(5)));
    assertThat(settings(Map.of()).topic()).isEqualTo("bailiwick.usage.v1");
  }

  @Test
  void boundThatCannotWorkIsRefusedByName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> settings(Map.of("bailiwick.usage.ack-timeout", "PT0S")).limits())
        .withMessage("bailiwick.usage.ack-timeout is PT0S: more than zero is needed");
    assertThatIllegalStateException()
        .isThrownBy(() -> settings(Map.of("bailiwick.usage.max-waiting", "0")).limits())
        .withMessage("bailiwick.usage.max-waiting is 0: at least 1 is needed");
  }

  @Test
  void connectionCanBeSetAndTheProtocolCannot() {
    Map<String, String> tls = Map.of("bailiwick.usage.kafka.\"security.protocol\"", "SSL");
    assertThat(settings(tls).connection()).isEqualTo(Map.of("security.protocol", "SSL"));
    assertThatIllegalStateException()
        .isThrownBy(() -> settings(Map.of("bailiwick.usage.kafka.acks", "1")).connection())
        .withMessage("bailiwick.usage.kafka.acks cannot be set: the audit depends on it");
  }

  private static UsageSettings settings(Map<String, String> properties) {
    var all = new HashMap<>(properties);
    all.put("bailiwick.usage.bootstrap-servers", "127.0.0.1:9092");
    return new SmallRyeConfigBuilder()
        .withMapping(UsageSettings.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(UsageSettings.class);
  }
}
