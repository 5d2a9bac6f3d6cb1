package eu.bailiwick.sovereignty.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.bailiwick.sovereignty.policy.Scope.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

  @ParameterizedTest
  @CsvSource({
    "PLATFORM,,,",
    "TENANT,clinic,,",
    "APPLICATION,,records,",
    "DATA_CLASS,,,health",
    "DATA_CLASS,clinic,,health"
  })
  void acceptsTheFieldsOfItsLevel(
      Level level,
      @Nullable String tenant,
      @Nullable String application,
      @Nullable String dataClass) {
    assertThat(new Scope(level, tenant, application, dataClass).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "PLATFORM,clinic,,",
    "PLATFORM,,,health",
    "TENANT,,,",
    "TENANT,clinic,records,",
    "APPLICATION,,,",
    "APPLICATION,clinic,records,",
    "DATA_CLASS,,,",
    "DATA_CLASS,clinic,,",
    "DATA_CLASS,,records,health"
  })
  void refusesOtherFields(
      Level level,
      @Nullable String tenant,
      @Nullable String application,
      @Nullable String dataClass) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scope(level, tenant, application, dataClass))
        .withMessageStartingWith("scope of level " + level + " needs ");
  }
}
