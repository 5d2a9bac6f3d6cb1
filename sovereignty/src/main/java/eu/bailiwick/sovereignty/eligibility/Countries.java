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

  /** The words from {@code begin} to {@code end}, exclusive, hold all members. */
  private final int begin;

  private final int end;

  private final int hash;

  private Countries(long[] words) {
    int first = 0;
    int last = WORDS;
    while (first < last && words[first] == 0) {
      first++;
    }
    while (last > first && words[last - 1] == 0) {
      last--;
    }
    this.words = words;
    this.begin = first;
    this.end = last;
    this.hash = Arrays.hashCode(words);
  }

  static Countries of(Collection<Country> countries) {
    long[] words = new long[WORDS];
    for (Country country : countries) {
      int place = place(country);
      words[place >> 6] |= 1L << place;
    }
    return new Countries(words);
  }

  private static int place(Country country) {
    return (country.code().charAt(0) - 'A') * LETTERS + country.code().charAt(1) - 'A';
  }

  boolean contains(Country country) {
    int place = place(country);
    return (words[place >> 6] & (1L << place)) != 0;
  }

  boolean isWithin(Countries others) {
    for (int i = begin; i < end; i++) {
      if ((words[i] & ~others.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  Countries with(Countries others) {
    long[] union = words.clone();
    for (int i = others.begin; i < others.end; i++) {
      union[i] |= others.words[i];
    }
    return new Countries(union);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Countries that && (this == that || Arrays.equals(words, that.words));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
