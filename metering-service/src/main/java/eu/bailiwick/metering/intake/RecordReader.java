package eu.bailiwick.metering.intake;

import eu.bailiwick.metering.arrival.Arrival;
import eu.bailiwick.metering.arrival.Place;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.event.UsageEvent;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads records of the usage topic; what is not an event becomes a dead letter. */
@Singleton
final class RecordReader {

  private static final String SALT_HEADER = "bailiwick-salt";
  private static final int SALT_LENGTH = 32;

  /** The limit of an entry in a tiled log. */
  private static final int LONGEST_VALUE = 65_535;

  private final EventReader events;

  RecordReader(EventReader events) {
    this.events = events;
  }

  Arrival read(ConsumerRecord<byte[], byte[]> record) {
    Place place = new Place(new Source(record.topic(), record.partition()), record.offset());
    byte[] value = record.value();
    if (value != null && value.length > LONGEST_VALUE) {
      String detail = value.length + " bytes are more than " + LONGEST_VALUE;
      return deadLetter(place, record, "too_large", detail);
    }
    try {
      UsageEvent event = events.read(value);
      String tenant = event.envelope().tenant();
      if (!Arrays.equals(record.key(), tenant.getBytes(StandardCharsets.UTF_8))) {
        return deadLetter(place, record, "wrong_key", "the key is not the tenant, " + tenant);
      }
      Bytes salt = salt(record);
      if (salt == null || salt.length() != SALT_LENGTH) {
        return deadLetter(
            place, record, "bad_salt", "a header " + SALT_HEADER + " of 32 bytes is needed");
      }
      Bytes bytes = new Bytes(value);
      return new Arrival.Event(place, event, bytes, salt, bytes.sha256());
    } catch (MalformedEventException e) {
      String reason = e.kind().name().toLowerCase(Locale.ROOT);
      return deadLetter(place, record, reason, String.valueOf(e.getMessage()));
    }
  }

  private static Arrival.DeadLetter deadLetter(
      Place place, ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
    return new Arrival.DeadLetter(
        place, reason, detail, bytes(record.key()), salt(record), bytes(record.value()));
  }

  private static @Nullable Bytes salt(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(SALT_HEADER);
    return header == null ? null : bytes(header.value());
  }

  private static @Nullable Bytes bytes(byte @Nullable [] content) {
    return content == null ? null : new Bytes(content);
  }
}
