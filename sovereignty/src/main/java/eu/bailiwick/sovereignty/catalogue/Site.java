package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.Country;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A data centre or "AI factory": one country, one operator.
 *
 * @param id identifier in the catalogue
 * @param name what people call it
 * @param country where it stands
 * @param city nearest city, for people; null if not recorded
 * @param operator id of the entity that runs it
 * @param status how far it has come
 * @param addressRanges CIDR ranges in which its endpoints answer; empty if not recorded
 * @param certifications certificates that are said to cover the site: stored claims for people to
 *     read. They do not count for {@code certifiedBy}, which asks what is recorded of the endpoint;
 *     never null
 * @param source where the place, the operator and the status come from; null if not recorded
 * @param asOf day, month or year of which that is said, such as {@code 2026-03}; null if not
 *     recorded
 */
public record Site(
    String id,
    String name,
    Country country,
    @Nullable String city,
    String operator,
    Status status,
    List<String> addressRanges,
    List<Fact<Certification>> certifications,
    @Nullable String source,
    @Nullable String asOf) {

  /** How far a site has come. */
  public enum Status {
    ANNOUNCED,
    UNDER_CONSTRUCTION,
    COMMISSIONING,
    OPERATIONAL,
    SUSPENDED,
    DECOMMISSIONED
  }

  /**
   * @throws IllegalArgumentException if an id or the date is malformed, or the name or source blank
   */
  public Site {
    Checks.id(id);
    Checks.notBlank(name, "name");
    Objects.requireNonNull(country, "country");
    Checks.id(operator, "operator");
    Objects.requireNonNull(status, "status");
    addressRanges = addressRanges == null ? List.of() : List.copyOf(addressRanges);
    certifications = certifications == null ? List.of() : List.copyOf(certifications);
    if (source != null) {
      Checks.notBlank(source, "source");
    }
    if (asOf != null) {
      Checks.date(asOf, "asOf");
    }
  }

  /** A site of which no certificate and no source is recorded. */
  public Site(
      String id,
      String name,
      Country country,
      @Nullable String city,
      String operator,
      Status status,
      List<String> addressRanges) {
    this(id, name, country, city, operator, status, addressRanges, List.of(), null, null);
  }
}
