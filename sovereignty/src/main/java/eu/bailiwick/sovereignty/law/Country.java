package eu.bailiwick.sovereignty.law;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A country or territory by its ISO 3166-1 alpha-2 code, upper case; {@code XK} (Kosovo, user
 * assigned) and {@code ZZ} (unknown) are accepted as well.
 *
 * @param code two letters, never null
 */
public record Country(String code) implements Comparable<Country> {

  /** Stands for "nobody knows"; a member of no group and never satisfies anything. */
  public static final Country UNKNOWN = new Country("ZZ");

  private static final class Codes {
    static final Set<String> ALL =
        Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK", "ZZ"))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @throws IllegalArgumentException if {@code code} is not an ISO 3166-1 alpha-2 code
   */
  public Country {
    if (!isCode(code)) {
      throw new IllegalArgumentException(
          "unknown country \""
              + code
              + "\": an ISO 3166-1 alpha-2 code in upper case, such as FR, is needed");
    }
  }

  /** Whether {@code text} is a code that this type accepts. */
  public static boolean isCode(String text) {
    return text != null && Codes.ALL.contains(text);
  }

  /**
   * An unmodifiable copy that iterates in the order of the codes, on every run the same. Equal ones
   * are mostly one object.
   */
  public static Set<Country> sorted(Set<Country> countries) {
    return SortedCountries.of(countries);
  }

  public boolean isKnown() {
    return !code.equals("ZZ");
  }

  @Override
  public int compareTo(Country other) {
    return code.compareTo(other.code);
  }

  /** The code itself. */
  @Override
  public String toString() {
    return code;
  }
}
