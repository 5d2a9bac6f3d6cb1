package eu.bailiwick.metering.registers;

import eu.bailiwick.sovereignty.law.Area;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells third countries, by the law that ships with this version, at one instant. */
final class Third {

  private final Area within;
  private final Area adequate;

  Third(Law law, Instant at) {
    within = law.area(List.of("EEA"), at);
    adequate = law.area(List.of("GDPR_ADEQUATE"), at);
  }

  /** Those outside of the EEA, divided by spaces; not knowing counts as outside. */
  String among(Collection<String> countries) {
    return countries.stream()
        .filter(code -> !within.certainly().contains(new Country(code)))
        .collect(Collectors.joining(" "));
  }

  /** What Art. 45 says of countries that are divided by spaces. */
  String adequacy(String countries) {
    TreeSet<String> found = new TreeSet<>();
    for (String code : countries.split(" ", -1)) {
      Country country = new Country(code);
      if (adequate.certainly().contains(country)) {
        found.add("adequate");
      } else {
        found.add(adequate.possibly().contains(country) ? "conditional" : "none");
      }
    }
    return String.join(" ", found);
  }
}
