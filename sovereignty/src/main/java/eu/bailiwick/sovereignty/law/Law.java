package eu.bailiwick.sovereignty.law;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The legal geography that decisions use: which countries formed which group, and when.
 *
 * @param edition date of the reviewed document, such as {@code 2026-11-23}
 * @param memberships all periods of all groups, past ones included
 * @param controlRules the named rules for small shares
 */
public record Law(String edition, List<Membership> memberships, List<ControlRule> controlRules) {

  /**
   * Copies the lists; null stands for no rules.
   *
   * @throws IllegalArgumentException if two memberships of one country in one group overlap, or two
   *     rules have one name
   */
  public Law {
    Objects.requireNonNull(edition, "edition");
    memberships = List.copyOf(memberships);
    controlRules = controlRules == null ? List.of() : List.copyOf(controlRules);
    refuseContradictions(memberships);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < controlRules.size(); i++) {
      String id = controlRules.get(i).id();
      if (!names.add(id)) {
        throw new IllegalArgumentException(
            "controlRules[" + i + "]: two control rules are called " + id);
      }
    }
  }

  private static void refuseContradictions(List<Membership> memberships) {
    Map<String, List<Integer>> rowsByName = new LinkedHashMap<>();
    for (int i = 0; i < memberships.size(); i++) {
      Membership row = memberships.get(i);
      String name = row.group() + "/" + row.country();
      List<Integer> rows = rowsByName.computeIfAbsent(name, n -> new ArrayList<>());
      for (int other : rows) {
        if (memberships.get(other).contradicts(row)) {
          throw new IllegalArgumentException(
              "memberships[%d]: %s from %s overlaps in time with memberships[%d], from %s"
                  .formatted(i, name, row.validFrom(), other, memberships.get(other).validFrom()));
        }
      }
      rows.add(i);
    }
  }

  /** The document that ships with this version of the software. */
  public static Law shipped() {
    return ShippedLaw.LAW;
  }

  /** Names of all groups of this document as it stands, those without a member today included. */
  public Set<String> groups() {
    return memberships.stream()
        .filter(membership -> membership.recordedTo() == null)
        .map(Membership::group)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether {@code name} is a group of this document or a known country's code. */
  public boolean isArea(String name) {
    return Country.isCode(name)
        ? !name.equals("ZZ")
        : memberships.stream().anyMatch(m -> m.recordedTo() == null && m.group().equals(name));
  }

  /**
   * The union of several areas at an instant; the day is taken in UTC.
   *
   * @param names groups or country codes
   * @throws IllegalArgumentException if one is neither
   */
  public Area area(Collection<String> names, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    Set<Country> certainly = new HashSet<>();
    Set<Country> possibly = new HashSet<>();
    for (String name : names) {
      if (!isArea(name)) {
        throw new IllegalArgumentException(
            "unknown area \"" + name + "\": neither a country code nor one of " + sorted(groups()));
      }
      if (Country.isCode(name)) {
        certainly.add(new Country(name));
      }
      for (Membership membership : memberships) {
        if (membership.group().equals(name)
            && membership.recordedTo() == null
            && membership.holdsOn(day)) {
          (membership.scope() == null ? certainly : possibly).add(membership.country());
        }
      }
    }
    possibly.addAll(certainly);
    return new Area(certainly, possibly);
  }

  /** The instants (UTC midnights) at which a membership begins or ends, as known now. */
  public NavigableSet<Instant> changes() {
    NavigableSet<Instant> changes = new TreeSet<>();
    for (Membership membership : memberships) {
      if (membership.recordedTo() == null) {
        changes.add(midnight(membership.validFrom()));
        if (membership.validTo() != null) {
          changes.add(midnight(membership.validTo()));
        }
      }
    }
    return changes;
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The document as it would have read on a day: only what was known then. */
  public Law asKnownOn(LocalDate day) {
    return new Law(
        edition,
        memberships.stream()
            .filter(m -> m.isKnownOn(day))
            .map(
                m ->
                    new Membership(
                        m.group(),
                        m.country(),
                        m.validFrom(),
                        m.validTo(),
                        m.recordedFrom(),
                        null,
                        m.scope(),
                        m.source()))
            .toList(),
        controlRules);
  }

  /** The rule for small shares of that name, if there is one. */
  public Optional<ControlRule> controlRule(String id) {
    return controlRules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** SHA-256 over the edition and every field of every row, in their order: {@code sha256:…}. */
  public String digest() {
    MessageDigest digest = sha256();
    feed(digest, edition);
    for (Membership m : memberships) {
      feed(digest, m.group(), m.country(), m.validFrom(), m.validTo());
      feed(digest, m.recordedFrom(), m.recordedTo(), m.scope(), m.source());
    }
    for (ControlRule rule : controlRules) {
      feed(digest, rule.id(), rule.individually(), rule.collectively(), rule.source());
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  /** Feeds each field after its length in bytes, -1 for null, so that no two rows read alike. */
  private static void feed(MessageDigest digest, @Nullable Object... fields) {
    for (Object field : fields) {
      byte[] bytes = String.valueOf(field).getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(field == null ? -1 : bytes.length).array());
      digest.update(field == null ? new byte[0] : bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> sorted(Collection<String> names) {
    return names.stream().sorted().toList();
  }
}
