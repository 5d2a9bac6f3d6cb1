package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsSettingsTest {

  @Test
  void theDefaultsWork() {
    assertThatCode(settings(Map.of())::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "store-lease, PT2S, bailiwick.limits.store-lease is PT2S: at least PT3S is needed",
    "store-pause, PT20S, bailiwick.limits.store-lease is PT30S: at least PT40S is needed",
    "store-timeout, PT0S, bailiwick.limits.store-timeout is 0: a value above zero is needed",
    "store, postgresql, 'bailiwick.limits.store is postgresql,"
        + " so bailiwick.limits.postgresql.url is needed'"
  })
  void whatCannotWorkIsRefusedByItsName(String name, String value, String message) {
    LimitsSettings settings = settings(Map.of("bailiwick.limits." + name, value));
    assertThatThrownBy(settings::check).hasMessage(message);
  }

  private static LimitsSettings settings(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(LimitsSettings.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(LimitsSettings.class);
  }
}
