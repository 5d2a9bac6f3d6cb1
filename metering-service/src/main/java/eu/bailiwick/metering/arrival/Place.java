package eu.bailiwick.metering.arrival;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one record stands in Kafka.
 *
 * @param written when it was put there, as Kafka says; null if that is not known
 */
public record Place(Source source, long offset, @Nullable Instant written) {

  public Place(Source source, long offset) {
    this(source, offset, null);
  }
}
