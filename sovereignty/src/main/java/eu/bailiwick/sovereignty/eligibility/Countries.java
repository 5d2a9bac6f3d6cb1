package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.law.Country;
import java.util.Arrays;
import java.util.Collection;

/** A set of countries as bits. A code "AB" has the place 26 * 0 + 1; every pair of letters fits. */
final class Countries {

  private static final int LETTERS = 26;
  private static final int WORDS = (LETTERS * LETTERS + 63) / 64;

  static final Countries NONE = new Countries(new long[WORDS]);

  private final long[] words;

  private Countries(long[] words) {
    this.words = words;
  }

  static Countries of(Collection<Country> countries) {
    Countries set = new Countries(new long[WORDS]);
    countries.forEach(set::add);
    return set;
  }

  private void add(Country country) {
    int place = place(country);
    words[place >> 6] |= 1L << place;
  }

  private static int place(Country country) {
    return (country.code().charAt(0) - 'A') * LETTERS + country.code().charAt(1) - 'A';
  }

  boolean contains(Country country) {
    int place = place(country);
    return (words[place >> 6] & (1L << place)) != 0;
  }

  boolean isWithin(Countries others) {
    for (int i = 0; i < WORDS; i++) {
      if ((words[i] & ~others.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  Countries with(Countries others) {
    long[] union = words.clone();
    for (int i = 0; i < WORDS; i++) {
      union[i] |= others.words[i];
    }
    return new Countries(union);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Countries that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
