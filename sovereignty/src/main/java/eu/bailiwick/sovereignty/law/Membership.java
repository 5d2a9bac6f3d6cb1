package eu.bailiwick.sovereignty.law;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One country in one group for one period.
 *
 * @param group name of the group, upper case, such as {@code EEA}
 * @param country the member; never {@link Country#UNKNOWN}
 * @param validFrom first day (UTC) on which it holds
 * @param validTo first day (UTC) on which it no longer holds; null while it has no known end
 * @param scope limits of the membership in words, such as "DPF-certified recipients only"; null if
 *     it is unconditional. A limited membership satisfies nothing by itself
 * @param source the treaty, act or decision
 */
public record Membership(
    String group,
    Country country,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    @Nullable String scope,
    String source) {

  /**
   * @throws IllegalArgumentException if the period is empty, the country unknown, or the group
   *     cannot exist
   */
  public Membership {
    Objects.requireNonNull(source, "source");
    if (!group.matches("[A-Z][A-Z0-9_]+")) {
      throw new IllegalArgumentException("group \"" + group + "\" is not an upper-case name");
    }
    if (group.equals("EUROPE")) {
      throw new IllegalArgumentException(
          "there is no group EUROPE: people mean EU, EEA, EFTA or the United Kingdom by it, and"
              + " these differ in law");
    }
    if (!country.isKnown()) {
      throw new IllegalArgumentException("ZZ (unknown) is a member of no group");
    }
    if (validTo != null && !validFrom.isBefore(validTo)) {
      throw new IllegalArgumentException(
          group + "/" + country + ": validFrom " + validFrom + " is not before " + validTo);
    }
  }

  boolean holdsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }
}
