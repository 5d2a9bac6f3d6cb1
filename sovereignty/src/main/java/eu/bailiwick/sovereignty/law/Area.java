package eu.bailiwick.sovereignty.law;

import java.util.Set;

/**
 * A set of countries on one day. Memberships that are limited by a scope make a country a possible
 * member, not a certain one.
 *
 * @param certainly countries that lie in it
 * @param possibly countries that lie in it, certainly or under a condition; contains {@code
 *     certainly}
 */
public record Area(Set<Country> certainly, Set<Country> possibly) {

  /** Copies the sets. */
  public Area {
    certainly = Set.copyOf(certainly);
    possibly = Set.copyOf(possibly);
  }
}
