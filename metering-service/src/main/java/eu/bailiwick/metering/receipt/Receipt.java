package eu.bailiwick.metering.receipt;

import eu.bailiwick.metering.event.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a router gave to a caller.
 *
 * @param request id of the request and of its decision
 * @param epoch of the event
 * @param sequence the tenant's number in the epoch
 * @param commitment SHA-256 of salt and event together
 */
record Receipt(UUID request, UUID epoch, long sequence, Bytes commitment) {

  private static final int MAX_LENGTH = 1000;
  private static final int TIMED = 7;
  private static final Pattern MEMBER =
      Pattern.compile(
          "[ \\t]*(?<key>[a-z]+)=(?:\"(?<text>[0-9a-f-]+)\"|(?<number>[0-9]{1,15}))[ \\t]*");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> MEMBERS = Set.of("request", "epoch", "sequence", "commitment");

  /**
   * Reads the value of the header: a dictionary of RFC 9651, its members in any order.
   *
   * @throws IllegalArgumentException if it is none, saying what is wrong
   */
  static Receipt parse(String header) {
    if (header.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("it is longer than any receipt");
    }
    Map<String, String> members = members(header.strip());
    if (!members.keySet().equals(MEMBERS)) {
      throw new IllegalArgumentException("it has " + members.keySet() + " instead of " + MEMBERS);
    }
    return new Receipt(
        id(members, "request"),
        id(members, "epoch"),
        number(members),
        new Bytes(HexFormat.of().parseHex(matching(members, "commitment", HASH))));
  }

  private static Map<String, String> members(String header) {
    Map<String, String> members = new HashMap<>();
    for (String part : header.split(",", -1)) {
      Matcher member = MEMBER.matcher(part);
      if (!member.matches()) {
        throw new IllegalArgumentException("it is no dictionary of structured fields");
      }
      String text = member.group("text");
      String key = member.group("key");
      String value = text == null ? member.group("number") : text;
      if (members.put(key, value) != null || (text == null) != key.equals("sequence")) {
        throw new IllegalArgumentException(key + " is there twice, or of another type");
      }
    }
    return members;
  }

  private static UUID id(Map<String, String> members, String key) {
    return UUID.fromString(matching(members, key, ID));
  }

  private static long number(Map<String, String> members) {
    return Long.parseLong(matching(members, "sequence", Pattern.compile("[0-9]+")));
  }

  private static String matching(Map<String, String> members, String key, Pattern pattern) {
    String value = String.valueOf(members.get(key));
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(key + " is none");
    }
    return value;
  }

  /** When the request was made, as its id says; empty if it does not. */
  Optional<Instant> made() {
    return request.version() == TIMED
        ? Optional.of(Instant.ofEpochMilli(request.getMostSignificantBits() >>> Short.SIZE))
        : Optional.empty();
  }

  /** Whether the event may well be on its way still. */
  boolean isYoungerThan(Duration age, Instant now) {
    return made().filter(time -> Duration.between(time, now).compareTo(age) < 0).isPresent();
  }
}
