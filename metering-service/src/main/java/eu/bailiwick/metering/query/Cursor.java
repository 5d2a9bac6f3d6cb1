package eu.bailiwick.metering.query;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The place of an item in an order by time, tenant, epoch and number. Later pages begin behind it,
 * whatever came in meanwhile.
 */
public record Cursor(Instant time, String tenant, UUID epoch, long sequence) {

  /** As it stands in {@code next} and {@code after}; opaque to callers. */
  public String token() {
    String text = time + " " + epoch + " " + sequence + " " + tenant;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a token; empty if it is none. */
  public static Optional<Cursor> parse(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split(" ", 4);
      if (parts.length < 4 || parts[3].indexOf('\0') >= 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Cursor(
              Instant.parse(parts[0]),
              parts[3],
              UUID.fromString(parts[1]),
              Long.parseLong(parts[2])));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
