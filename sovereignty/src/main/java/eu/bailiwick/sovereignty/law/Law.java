package eu.bailiwick.sovereignty.law;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The legal geography that decisions use: which countries formed which group, and when.
 *
 * @param edition date of the reviewed document, such as {@code 2026-11-23}
 * @param memberships all periods of all groups, past ones included
 */
public record Law(String edition, List<Membership> memberships) {

  private static final String SHIPPED = "law.csv";

  /** Copies {@code memberships}. */
  public Law {
    Objects.requireNonNull(edition, "edition");
    memberships = List.copyOf(memberships);
  }

  /** The document that ships with this version of the software. */
  public static Law shipped() {
    return Shipped.LAW;
  }

  /** Names of all groups that ever existed in this document. */
  public Set<String> groups() {
    return memberships.stream().map(Membership::group).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether {@code name} is a group of this document or a known country's code. */
  public boolean isArea(String name) {
    return groups().contains(name) || (Country.isCode(name) && !name.equals("ZZ"));
  }

  /**
   * Countries of an area at an instant; the day is taken in UTC. Members whose membership is
   * limited by a scope are left out: such a membership satisfies nothing by itself.
   *
   * @param name a group or a country code
   * @throws IllegalArgumentException if it is neither
   */
  public Set<Country> area(String name, Instant at) {
    return members(name, at, membership -> membership.scope() == null);
  }

  /** Union of several areas at an instant; see {@link #area}. */
  public Set<Country> areas(Collection<String> names, Instant at) {
    Set<Country> union = new TreeSet<>();
    names.forEach(name -> union.addAll(area(name, at)));
    return Collections.unmodifiableSet(union);
  }

  /**
   * Like {@link #areas}, with the members whose membership is limited by a scope: what lies outside
   * of these areas whatever the recipient. For demands that something be outside.
   */
  public Set<Country> possibly(Collection<String> names, Instant at) {
    Set<Country> union = new TreeSet<>();
    names.forEach(name -> union.addAll(members(name, at, membership -> true)));
    return Collections.unmodifiableSet(union);
  }

  private Set<Country> members(String name, Instant at, Predicate<Membership> counts) {
    if (!isArea(name)) {
      throw new IllegalArgumentException(
          "unknown area \"" + name + "\": neither a country code nor one of " + sorted(groups()));
    }
    if (Country.isCode(name)) {
      return Set.of(new Country(name));
    }
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return memberships.stream()
        .filter(m -> m.group().equals(name) && m.holdsOn(day) && counts.test(m))
        .map(Membership::country)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> sorted(Collection<String> names) {
    return names.stream().sorted().toList();
  }

  private static final class Shipped {
    static final Law LAW = read();

    private static Law read() {
      try (var in = Objects.requireNonNull(Law.class.getResourceAsStream(SHIPPED), SHIPPED);
          var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        String edition = lines.readLine().replace("# edition ", "");
        lines.readLine(); // column names
        return new Law(edition, lines.lines().map(Shipped::membership).toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Membership membership(String line) {
      String[] cells = line.split(";", -1);
      LocalDate validTo = cells[3].isEmpty() ? null : LocalDate.parse(cells[3]);
      return new Membership(
          cells[0],
          new Country(cells[1]),
          LocalDate.parse(cells[2]),
          validTo,
          emptyToNull(cells[4]),
          cells[5]);
    }

    private static @Nullable String emptyToNull(String text) {
      return text.isEmpty() ? null : text;
    }
  }
}
