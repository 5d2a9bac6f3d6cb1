package eu.bailiwick.sovereignty.law;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable set of countries in the order of their codes. A catalogue repeats the same few
 * sets thousands of times, so equal ones are one object, as far as the room for them goes.
 */
final class SortedCountries extends AbstractSet<Country> {

  private static final int ROOM = 4096;
  private static final Map<SortedCountries, SortedCountries> SHARED = new ConcurrentHashMap<>();

  private final Country[] countries;
  private final int hash;

  private SortedCountries(Country[] countries) {
    this.countries = countries;
    this.hash = Arrays.stream(countries).mapToInt(Country::hashCode).sum();
  }

  /**
   * @throws NullPointerException if one of them is null
   */
  static SortedCountries of(Collection<Country> countries) {
    if (countries instanceof SortedCountries sorted) {
      return sorted;
    }
    SortedCountries made =
        new SortedCountries(countries.stream().sorted().distinct().toArray(Country[]::new));
    SortedCountries same = SHARED.get(made);
    if (same == null && SHARED.size() < ROOM) {
      same = SHARED.putIfAbsent(made, made);
    }
    return same == null ? made : same;
  }

  @Override
  public int size() {
    return countries.length;
  }

  @Override
  public boolean contains(@Nullable Object other) {
    return other instanceof Country country && Arrays.binarySearch(countries, country) >= 0;
  }

  @Override
  public Iterator<Country> iterator() {
    return Arrays.asList(countries).iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof SortedCountries sorted
        ? Arrays.equals(countries, sorted.countries)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
