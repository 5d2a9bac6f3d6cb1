package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.law.Country;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is kept of a request, and where.
 *
 * @param what what is kept
 * @param countries every country in which it may be kept; never empty
 * @param retention longest time for which it is kept; null if not recorded
 */
public record Storage(What what, Set<Country> countries, @Nullable Duration retention) {

  /** What can be kept. */
  public enum What {
    PROMPT,
    COMPLETION,
    CACHE,
    LOG,
    ABUSE,
    BACKUP
  }

  /**
   * @throws IllegalArgumentException if no country is given or the retention is negative
   */
  public Storage {
    Objects.requireNonNull(what, "what");
    if (countries == null || countries.isEmpty()) {
      throw new IllegalArgumentException("countries is empty: say ZZ if it is not known");
    }
    countries = Country.sorted(countries);
    if (retention != null && retention.isNegative()) {
      throw new IllegalArgumentException("retention " + retention + " is negative");
    }
  }
}
