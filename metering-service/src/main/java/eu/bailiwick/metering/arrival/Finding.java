package eu.bailiwick.metering.arrival;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.event.AttemptId;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Leaf;
import eu.bailiwick.metering.ledger.LogId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something about what arrived, or did not, that becomes an entry of a log.
 *
 * @param log of the tenant concerned; the system log for what has none
 * @param kind as in the entry
 * @param about as in the entry
 * @param at when it was noticed
 * @param content of the entry: texts, numbers and booleans by name
 */
record Finding(LogId log, String kind, String about, Instant at, Map<String, Object> content) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Numbers that are missing for longer than the grace period. */
  static Finding gap(Holes.Of of, Instant now) {
    Hole hole = of.hole();
    return new Finding(
        LogId.tenant(of.tenant()),
        "gap",
        of.epoch() + "/" + Entry.numbers(hole.first(), hole.last()),
        now,
        content(
            "epoch", of.epoch(),
            "first", hole.first(),
            "last", hole.last(),
            "since", hole.since(),
            "givenUp", hole.givenUp()));
  }

  /** A number that came after it had been a gap. */
  static Finding lateFill(EventKey key, Hole hole, Instant now) {
    return new Finding(
        LogId.tenant(key.tenant()),
        "late_fill",
        key.epoch() + "/" + key.sequence(),
        now,
        content(
            "epoch", key.epoch(),
            "sequence", key.sequence(),
            "since", hole.since(),
            "givenUp", hole.givenUp()));
  }

  /** A number that was used for other bytes before. */
  static Finding equivocation(Arrival.Event arrival, Instant now) {
    EventKey key = EventKey.of(arrival);
    return new Finding(
        LogId.tenant(key.tenant()),
        "equivocation",
        key.epoch() + "/" + key.sequence(),
        now,
        content(
            "epoch", key.epoch(),
            "sequence", key.sequence(),
            "topic", arrival.place().source().topic(),
            "partition", arrival.place().source().partition(),
            "offset", arrival.place().offset(),
            "commitment", "sha256:" + Leaf.commitment(arrival.salt(), arrival.value())));
  }

  /**
   * An event whose time cannot be right.
   *
   * @param cause {@code ahead}, {@code behind} or {@code backwards}
   * @param against the time that it is compared with
   */
  static Finding clockAnomaly(Arrival.Event arrival, String cause, Instant against, Instant now) {
    EventKey key = EventKey.of(arrival);
    return new Finding(
        LogId.tenant(key.tenant()),
        "clock_anomaly",
        key.epoch() + "/" + key.sequence(),
        now,
        content(
            "epoch", key.epoch(),
            "sequence", key.sequence(),
            "cause", cause,
            "time", arrival.event().envelope().time(),
            "against", against));
  }

  /**
   * An attempt that was opened and whose end nobody will tell any more.
   *
   * @param cause why its epoch is over: {@code ended}, {@code succeeded} or {@code silent}
   */
  static Finding abandoned(
      String tenant, AttemptId attempt, UUID epoch, Instant opened, String cause, Instant now) {
    return new Finding(
        LogId.tenant(tenant),
        "abandoned",
        attempt.request() + "/" + attempt.attempt(),
        now,
        content(
            "request", attempt.request(),
            "attempt", attempt.attempt(),
            "epoch", epoch,
            "opened", opened,
            "cause", cause));
  }

  /**
   * An epoch that is over, and was not ended by its router.
   *
   * @param highest number that is known to have been given out
   * @param cause {@code given_up}, {@code succeeded} or {@code silent}
   */
  static Finding unfinished(
      String tenant, UUID epoch, String router, long highest, String cause, Instant now) {
    return new Finding(
        LogId.tenant(tenant),
        "unfinished",
        epoch + "/" + highest,
        now,
        content("epoch", epoch, "router", router, "highest", highest, "cause", cause));
  }

  /** A record that is not an event. */
  static Finding deadLetter(Arrival.DeadLetter letter, Instant now) {
    Source source = letter.place().source();
    return new Finding(
        LogId.SYSTEM,
        "dead_letter",
        source.topic() + "/" + source.partition() + "/" + letter.place().offset(),
        now,
        content(
            "topic", source.topic(),
            "partition", source.partition(),
            "offset", letter.place().offset(),
            "reason", letter.reason(),
            "value", digest(letter.value())));
  }

  private static String digest(@Nullable Bytes value) {
    return value == null ? "none" : "sha256:" + value.sha256();
  }

  private static Map<String, Object> content(Object... namesAndValues) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      boolean isPlain = value instanceof Number || value instanceof Boolean;
      content.put((String) namesAndValues[i], isPlain ? value : value.toString());
    }
    return content;
  }

  /** With a salt of its own. */
  Entry entry(SecureRandom random) {
    byte[] salt = new byte[Entry.SALT_BYTES];
    random.nextBytes(salt);
    try {
      Bytes bytes = new Bytes(JSON.writeValueAsBytes(content));
      return new Entry(kind, about, at, new Bytes(salt), bytes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers and booleans can be written", e);
    }
  }
}
