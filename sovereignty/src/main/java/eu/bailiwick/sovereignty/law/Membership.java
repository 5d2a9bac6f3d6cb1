package eu.bailiwick.sovereignty.law;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One country in one group: for one period in the world, as known for one period to whoever keeps
 * the document. A correction closes the old row ({@code recordedTo}) and adds another.
 *
 * @param group name of the group, upper case, such as {@code EEA}
 * @param country the member; never {@link Country#UNKNOWN}
 * @param validFrom first day (UTC) on which it holds
 * @param validTo first day (UTC) on which it no longer holds; null while it has no known end
 * @param recordedFrom first day (UTC) on which this was known
 * @param recordedTo first day (UTC) on which something else was known; null while it stands
 * @param scope limits of the membership in words, such as "DPF-certified recipients only"; null if
 *     it is unconditional. A limited membership satisfies nothing by itself
 * @param source the treaty, act or decision
 */
public record Membership(
    String group,
    Country country,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    LocalDate recordedFrom,
    @Nullable LocalDate recordedTo,
    @Nullable String scope,
    String source) {

  /** How people write it, letters only. */
  private static final Set<String> EUROPES = Set.of("EUROPE", "EUROPA", "EUROPEAN");

  /**
   * @throws IllegalArgumentException if a period is empty, the country unknown, or the group cannot
   *     exist
   */
  public Membership {
    Objects.requireNonNull(source, "source");
    checkGroup(group);
    if (!country.isKnown()) {
      throw new IllegalArgumentException("ZZ (unknown) is a member of no group");
    }
    if (validTo != null && !validFrom.isBefore(validTo)) {
      throw new IllegalArgumentException(
          "validFrom " + validFrom + " of " + group + "/" + country + " is not before " + validTo);
    }
    if (recordedTo != null && !recordedFrom.isBefore(recordedTo)) {
      throw new IllegalArgumentException(
          "recordedFrom "
              + recordedFrom
              + " of "
              + group
              + "/"
              + country
              + " is not before "
              + recordedTo);
    }
  }

  private static void checkGroup(String group) {
    if (EUROPES.contains(group.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""))) {
      throw new IllegalArgumentException(
          "group \""
              + group
              + "\": there is no group Europe, in whatever spelling: people mean EU, EEA, EFTA or the"
              + " United Kingdom by it, and these differ in law");
    }
    if (!group.matches("[A-Z][A-Z0-9_]+")) {
      throw new IllegalArgumentException("group \"" + group + "\" is not an upper-case name");
    }
    if (Country.isCode(group)) {
      throw new IllegalArgumentException(
          "group \"" + group + "\" is a country's code: naming that country would mean more");
    }
  }

  boolean holdsOn(LocalDate day) {
    return contains(validFrom, validTo, day);
  }

  boolean isKnownOn(LocalDate day) {
    return contains(recordedFrom, recordedTo, day);
  }

  /** Whether both say something about the same country, group and day, as known on one day. */
  boolean contradicts(Membership other) {
    return group.equals(other.group)
        && country.equals(other.country)
        && overlap(validFrom, validTo, other.validFrom, other.validTo)
        && overlap(recordedFrom, recordedTo, other.recordedFrom, other.recordedTo);
  }

  private static boolean contains(LocalDate from, @Nullable LocalDate to, LocalDate day) {
    return !day.isBefore(from) && (to == null || day.isBefore(to));
  }

  private static boolean overlap(
      LocalDate from, @Nullable LocalDate to, LocalDate otherFrom, @Nullable LocalDate otherTo) {
    return (otherTo == null || from.isBefore(otherTo)) && (to == null || otherFrom.isBefore(to));
  }
}
