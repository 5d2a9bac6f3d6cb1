package eu.bailiwick.sovereignty.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.law.Country;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountriesTest {

  private static final List<Country> ALL =
      Stream.concat(Arrays.stream(Locale.getISOCountries()), Stream.of("XK", "ZZ"))
          .map(Country::new)
          .toList();

  @Test
  void everyCountryHasABitOfItsOwn() {
    for (Country country : ALL) {
      Countries one = Countries.of(List.of(country));
      assertThat(ALL).filteredOn(one::contains).containsExactly(country);
    }
  }

  @Test
  void containmentIsThatOfSets() {
    Countries some = of("AD", "FR", "ZZ");
    assertThat(some.isWithin(some)).isTrue();
    assertThat(of("FR").isWithin(some)).isTrue();
    assertThat(Countries.NONE.isWithin(some)).isTrue();
    assertThat(some.isWithin(of("FR", "ZZ"))).isFalse();
    assertThat(of("FR", "DE").isWithin(some)).isFalse();
  }

  @Test
  void unionHasBothAndLeavesBothAlone() {
    Countries france = of("FR");
    Countries union = france.with(of("ZZ"));
    assertThat(union).isEqualTo(of("ZZ", "FR")).hasSameHashCodeAs(of("FR", "ZZ"));
    assertThat(france).isEqualTo(of("FR")).isNotEqualTo(union);
  }

  private static Countries of(String... codes) {
    return Countries.of(Arrays.stream(codes).map(Country::new).toList());
  }
}
