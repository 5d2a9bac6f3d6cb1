package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
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
 */
public record Site(
    String id,
    String name,
    Country country,
    @Nullable String city,
    String operator,
    Status status,
    List<String> addressRanges) {

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
   * @throws IllegalArgumentException if an id is malformed or the name blank
   */
  public Site {
    Checks.id(id);
    Checks.notBlank(name, "name");
    Objects.requireNonNull(country, "country");
    Checks.id(operator, "operator");
    Objects.requireNonNull(status, "status");
    addressRanges = addressRanges == null ? List.of() : List.copyOf(addressRanges);
  }
}
