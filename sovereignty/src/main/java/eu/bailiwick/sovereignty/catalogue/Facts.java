package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.Country;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded about an endpoint, by axis; null where nothing is. An empty set or list says
 * "none", which is something else than not knowing.
 *
 * @param processing every country in which a request may be processed; never an empty set
 * @param storage everything that is kept of a request
 * @param telemetry every country to which telemetry goes
 * @param humanAccess every country from which people can reach what passes through
 * @param keyCustody who can decrypt what is kept
 * @param chain everybody with a part in serving it, beside the site's operator
 * @param certifications certificates in whose scope it lies; never null
 */
public record Facts(
    @Nullable Fact<Set<Country>> processing,
    @Nullable Fact<List<Storage>> storage,
    @Nullable Fact<Set<Country>> telemetry,
    @Nullable Fact<Set<Country>> humanAccess,
    @Nullable Fact<KeyCustody> keyCustody,
    @Nullable Fact<List<Party>> chain,
    List<Fact<Certification>> certifications) {

  /** Nothing is recorded. */
  public static final Facts NONE = new Facts(null, null, null, null, null, null, List.of());

  /**
   * @throws IllegalArgumentException if {@code processing} names no country
   */
  public Facts {
    certifications = certifications == null ? List.of() : List.copyOf(certifications);
    if (processing != null && processing.value().isEmpty()) {
      throw new IllegalArgumentException(
          "processing is empty: leave the fact out if it is not known");
    }
    processing = processing == null ? null : processing.map(Country::sorted);
    storage = storage == null ? null : storage.map(List::copyOf);
    telemetry = telemetry == null ? null : telemetry.map(Country::sorted);
    humanAccess = humanAccess == null ? null : humanAccess.map(Country::sorted);
    chain = chain == null ? null : chain.map(List::copyOf);
  }
}
