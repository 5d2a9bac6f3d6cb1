package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.AttemptId;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.Exchange;
import eu.bailiwick.metering.event.ServedBy;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event is filtered and counted by, as far as many have it in common: a row of {@code
 * event_shape}.
 */
final class Shape {

  /** Router and site only of events about a router's run: others would be multiplied by them. */
  static final List<String> NAMES =
      List.of(
          "tenant",
          "type",
          "router",
          "router_site",
          "application",
          "api_key",
          "model",
          "operation",
          "data_class",
          "reason",
          "endpoint",
          "version",
          "endpoint_site",
          "operator",
          "countries",
          "outcome",
          "status",
          "code",
          "usage_source",
          "repeats",
          "further");

  private static final int BYTES = 512;

  private final @Nullable String[] columns;
  private final Bytes digest;

  private Shape(@Nullable String... columns) {
    this.columns = columns;
    this.digest = digest(columns);
  }

  /**
   * The shape of an event.
   *
   * @param repeats whether it is the end of an attempt whose end is stored already
   */
  static Shape of(Arrival.Event arrival, boolean repeats) {
    return arrival.event() instanceof OfRequest event
        ? ofRequest(event, repeats)
        : ofRun(arrival.event().type(), arrival.event().envelope());
  }

  private static Shape ofRun(String type, Envelope envelope) {
    @Nullable String[] columns = new @Nullable String[NAMES.size()];
    columns[0] = envelope.tenant();
    columns[1] = type;
    columns[2] = envelope.router();
    columns[3] = envelope.site();
    columns[NAMES.size() - 2] = "false";
    columns[NAMES.size() - 1] = "false";
    return new Shape(columns);
  }

  private static Shape ofRequest(OfRequest event, boolean repeats) {
    Optional<ServedBy> endpoint = event.served();
    return new Shape(
        event.envelope().tenant(),
        event.type(),
        null,
        null,
        event.descriptor().application(),
        event.descriptor().key(),
        event.descriptor().model(),
        event.descriptor().operation(),
        event.counted().orElse(null),
        event.reason(),
        endpoint.map(ServedBy::id).orElse(null),
        endpoint.map(ServedBy::version).orElse(null),
        endpoint.map(ServedBy::site).orElse(null),
        endpoint.map(ServedBy::operator).orElse(null),
        endpoint.map(Shape::countries).orElse(null),
        event.outcome(),
        event.answered().map(String::valueOf).orElse(null),
        event.refused().orElse(null),
        event.exchanged().map(Exchange::tokens).map(Exchange.Tokens::source).orElse(null),
        Boolean.toString(repeats),
        Boolean.toString(event.attempted().map(AttemptId::attempt).orElse(1) > 1));
  }

  private static String countries(ServedBy endpoint) {
    return String.join(",", endpoint.countries().stream().distinct().toList());
  }

  /** The texts in the order of {@link #NAMES}, countries divided by commas. */
  @Nullable String column(int index) {
    return columns[index];
  }

  /**
   * SHA-256 of all of it, as PostgreSQL's {@code shape_digest} has it: every text behind its length
   * in bytes.
   */
  Bytes digest() {
    return digest;
  }

  private static Bytes digest(@Nullable String... columns) {
    ByteArrayOutputStream spelled = new ByteArrayOutputStream(BYTES);
    for (String column : columns) {
      if (column == null) {
        spelled.write('-');
      } else {
        byte[] text = column.getBytes(StandardCharsets.UTF_8);
        spelled.writeBytes((text.length + ":").getBytes(StandardCharsets.US_ASCII));
        spelled.writeBytes(text);
      }
    }
    return new Bytes(spelled.toByteArray()).sha256();
  }
}
