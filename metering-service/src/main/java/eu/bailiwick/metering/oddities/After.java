package eu.bailiwick.metering.oddities;

import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/** Where a page ended: the place of a record, in the order of being noticed. */
record After(Instant noticed, String topic, int partition, long offset) {

  String token() {
    String text = noticed + " " + topic + " " + partition + " " + offset;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads {@code after}, and restricts records of this alias to those behind it. */
  static void read(Parameters parameters, String alias, Condition condition) {
    for (String token :
        parameters.texts(
            "after",
            value -> parse(value).isPresent(),
            "the value of next of the page before is needed")) {
      parse(token)
          .ifPresent(
              after ->
                  condition.and(
                      "(%1$s.noticed, %1$s.topic, %1$s.kafka_partition, %1$s.kafka_offset) < (?, ?, ?, ?)"
                          .formatted(alias),
                      after.noticed().atOffset(ZoneOffset.UTC),
                      after.topic(),
                      after.partition(),
                      after.offset()));
    }
  }

  private static Optional<After> parse(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split(" ", -1);
      return parts.length != 4 || parts[1].indexOf('\0') >= 0
          ? Optional.empty()
          : Optional.of(
              new After(
                  Instant.parse(parts[0]),
                  parts[1],
                  Integer.parseInt(parts[2]),
                  Long.parseLong(parts[3])));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
