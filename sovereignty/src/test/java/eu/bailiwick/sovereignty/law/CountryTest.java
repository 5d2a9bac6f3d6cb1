package eu.bailiwick.sovereignty.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CountryTest {

  @ParameterizedTest
  @ValueSource(strings = {"FR", "GB", "GF", "XK", "ZZ"})
  void acceptsCodes(String code) {
    assertThat(new Country(code)).hasToString(code);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"fr", "UK", "EU", "FRA", "QQ", "FR ", "France"})
  void refusesWhatIsNoCode(String text) {
    assertThat(Country.isCode(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Country(text))
        .withMessageContaining("\"" + text + "\"")
        .withMessageContaining("such as FR");
  }

  @Test
  void onlyTheUnknownCountryIsUnknown() {
    assertThat(Country.UNKNOWN.isKnown()).isFalse();
    assertThat(new Country("XK").isKnown()).isTrue();
  }

  @Test
  void ordersByCode() {
    assertThat(new Country("DE")).isLessThan(new Country("FR"));
  }
}
