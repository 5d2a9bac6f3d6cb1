package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.AttemptId;
import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.Exchange;
import eu.bailiwick.metering.event.Exchange.Tokens;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.metering.storage.BinaryCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the rows of numbered events. */
final class EventRows {

  private static final String TABLE =
      """
      event_row (
        time, sequence, stored, kafka_offset, log_index, origin, shape, late_since, kafka_partition,
        request, tenant, salt, value,
        attempt, snapshot, revision,
        prompt_tokens, completion_tokens, total_tokens, request_bytes, response_bytes)
      """;

  private static final int COLUMNS = 21;
  private static final int BYTES_OF_ROW = 700;

  /**
   * An event with what its row holds besides.
   *
   * @param lateSince when the number's absence was noticed, if it filled a gap; else null
   * @param origin id of who numbered it
   * @param shape id of its shape
   * @param snapshot id of the snapshot that it names; null if it names none
   * @param index where its leaf stands in the log of its tenant
   */
  record Row(
      Prepared event,
      @Nullable Instant lateSince,
      int origin,
      int shape,
      @Nullable Integer snapshot,
      long index) {
    Arrival.Event arrival() {
      return event.arrival();
    }
  }

  private EventRows() {}

  static void insert(Connection connection, List<Row> events, Instant now) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    BinaryCopy rows = new BinaryCopy(events.size() * BYTES_OF_ROW);
    for (Row each : events) {
      rows.row(COLUMNS);
      place(rows, each, now);
      content(rows, each.event());
      body(rows, each);
    }
    rows.run(connection, TABLE);
  }

  private static void place(BinaryCopy rows, Row row, Instant now) {
    Envelope envelope = row.arrival().event().envelope();
    rows.time(envelope.time())
        .number(envelope.sequence())
        .time(now)
        .number(row.arrival().place().offset())
        .number(row.index())
        .small(row.origin())
        .small(row.shape())
        .time(row.lateSince())
        .small(row.arrival().place().source().partition());
  }

  private static void content(BinaryCopy rows, Prepared event) throws SQLException {
    Arrival.Event arrival = event.arrival();
    rows.uuid(arrival.event() instanceof OfRequest of ? of.request() : null)
        .text(arrival.event().envelope().tenant())
        .bytes(arrival.salt().content())
        .bytes(event.packed().content());
  }

  private static void body(BinaryCopy rows, Row row) {
    Optional<OfRequest> of =
        row.arrival().event() instanceof OfRequest that ? Optional.of(that) : Optional.empty();
    rows.small(of.flatMap(OfRequest::attempted).map(AttemptId::attempt).orElse(null))
        .small(row.snapshot())
        .number(of.flatMap(OfRequest::decided).map(Decision::revision).orElse(null));
    exchanged(rows, of.flatMap(OfRequest::exchanged).orElse(null));
  }

  private static void exchanged(BinaryCopy rows, @Nullable Exchange exchange) {
    if (exchange == null) {
      rows.number(null).number(null).number(null).number(null).number(null);
    } else {
      Tokens tokens = exchange.tokens();
      rows.number(tokens.prompt())
          .number(tokens.completion())
          .number(tokens.total())
          .number(exchange.requestBytes())
          .number(exchange.responseBytes());
    }
  }
}
