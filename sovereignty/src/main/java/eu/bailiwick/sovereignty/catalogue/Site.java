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
 * @param addressRanges CIDR ranges in which its endpoints answer; empty if not recorded, and in the
 *     snapshot of a cell that can reach none of them. A router connects to no address outside
 * @param certifications certificates that are said to cover the site: stored claims for people to
 *     read. They do not count for {@code certifiedBy}, which asks what is recorded of the endpoint;
 *     never null
 * @param source where the place, the operator and the status come from; null if not recorded
 * @param asOf day, month or year of which that is said, such as {@code 2026-03}; null if not
 *     recorded
 * @param trustAnchors certificates in PEM, one a text, of the private authorities that vouch for
 *     its servers; empty if those of the platform do
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
    @Nullable String asOf,
    List<String> trustAnchors) {

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
   * @throws IllegalArgumentException if an id, the date, a range or a certificate is malformed, or
   *     the name or source blank
   */
  public Site {
    Checks.id(id);
    Checks.notBlank(name, "name");
    Objects.requireNonNull(country, "country");
    Checks.id(operator, "operator");
    Objects.requireNonNull(status, "status");
    addressRanges = addressRanges == null ? List.of() : List.copyOf(addressRanges);
    for (int i = 0; i < addressRanges.size(); i++) {
      checkRange(addressRanges.get(i), "addressRanges[" + i + "]");
    }
    certifications = certifications == null ? List.of() : List.copyOf(certifications);
    if (source != null) {
      Checks.notBlank(source, "source");
    }
    if (asOf != null) {
      Checks.date(asOf, "asOf");
    }
    trustAnchors = trustAnchors == null ? List.of() : List.copyOf(trustAnchors);
    for (int i = 0; i < trustAnchors.size(); i++) {
      PemCertificate.check(trustAnchors.get(i), "trustAnchors[" + i + "]");
    }
  }

  /** A site that the platform's authorities vouch for. */
  public Site(
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
    this(
        id,
        name,
        country,
        city,
        operator,
        status,
        addressRanges,
        certifications,
        source,
        asOf,
        List.of());
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

  /** The same site without what only somebody needs to know who connects to its servers. */
  public Site withoutNetwork() {
    return new Site(
        id, name, country, city, operator, status, List.of(), certifications, source, asOf);
  }

  private static void checkRange(String range, String field) {
    try {
      AddressRange.parse(range);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + " " + e.getMessage(), e);
    }
  }
}
