package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.AttemptId;
import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.Exchange;
import eu.bailiwick.metering.event.Exchange.Tokens;
import eu.bailiwick.metering.event.ServedBy;
import eu.bailiwick.metering.event.UsageEvent;
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
      event (
        time, tenant, epoch, sequence, type, cell, router, router_site,
        late_since, repeats, stored, kafka_partition, kafka_offset, log_index, digest, salt, value,
        request, application, api_key, model, operation, outcome,
        data_class, reason, snapshot, revision,
        attempt, endpoint, version, endpoint_site, operator, countries,
        status, code, usage_source, prompt_tokens, completion_tokens, total_tokens,
        request_bytes, response_bytes)
      """;

  private static final int COLUMNS = 41;
  private static final int BYTES_OF_ROW = 1_024;

  /** What the row of an event holds besides the event. */
  interface Context {

    /** When the number's absence was noticed, if it filled a gap. */
    @Nullable Instant lateSince(Arrival.Event arrival);

    /** Whether it is the end of an attempt whose end is stored already. */
    boolean repeats(Arrival.Event arrival);

    /** Where its leaf stands in the log of its tenant. */
    long logIndex(Arrival.Event arrival);
  }

  private EventRows() {}

  static void insert(Connection connection, List<Prepared> events, Context context, Instant now)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    BinaryCopy rows = new BinaryCopy(events.size() * BYTES_OF_ROW);
    for (Prepared each : events) {
      rows.row(COLUMNS);
      envelope(rows, each.arrival());
      receipt(rows, each, context, now);
      body(rows, each.arrival().event());
    }
    rows.run(connection, TABLE);
  }

  private static void envelope(BinaryCopy rows, Arrival.Event arrival) throws SQLException {
    Envelope envelope = arrival.event().envelope();
    rows.time(envelope.time())
        .text(envelope.tenant())
        .uuid(envelope.epoch())
        .number(envelope.sequence())
        .text(arrival.event().type())
        .text(envelope.cell())
        .text(envelope.router())
        .text(envelope.site());
  }

  private static void receipt(BinaryCopy rows, Prepared event, Context context, Instant now)
      throws SQLException {
    Arrival.Event arrival = event.arrival();
    rows.time(context.lateSince(arrival))
        .flag(context.repeats(arrival))
        .time(now)
        .small(arrival.place().source().partition())
        .number(arrival.place().offset())
        .number(context.logIndex(arrival))
        .bytes(arrival.digest().content())
        .bytes(arrival.salt().content())
        .bytes(event.packed().content());
  }

  private static void body(BinaryCopy rows, UsageEvent event) throws SQLException {
    Optional<OfRequest> of = event instanceof OfRequest that ? Optional.of(that) : Optional.empty();
    asked(rows, of.orElse(null));
    decision(rows, of.flatMap(OfRequest::decided).orElse(null));
    rows.small(of.flatMap(OfRequest::attempted).map(AttemptId::attempt).orElse(null));
    served(rows, of.flatMap(OfRequest::served).orElse(null));
    rows.small(of.flatMap(OfRequest::answered).orElse(null))
        .text(of.flatMap(OfRequest::refused).orElse(null));
    exchanged(rows, of.flatMap(OfRequest::exchanged).orElse(null));
  }

  private static void asked(BinaryCopy rows, @Nullable OfRequest event) throws SQLException {
    if (event == null) {
      rows.uuid(null).text(null).text(null).text(null).text(null).text(null).text(null).text(null);
    } else {
      rows.uuid(event.request())
          .text(event.descriptor().application())
          .text(event.descriptor().key())
          .text(event.descriptor().model())
          .text(event.descriptor().operation())
          .text(event.outcome())
          .text(event.counted().orElse(null))
          .text(event.reason());
    }
  }

  private static void decision(BinaryCopy rows, @Nullable Decision decision) throws SQLException {
    if (decision == null) {
      rows.text(null).number(null);
    } else {
      rows.text(decision.snapshot()).number(decision.revision());
    }
  }

  private static void served(BinaryCopy rows, @Nullable ServedBy endpoint) throws SQLException {
    if (endpoint == null) {
      rows.text(null).text(null).text(null).text(null).texts(null);
    } else {
      rows.text(endpoint.id())
          .text(endpoint.version())
          .text(endpoint.site())
          .text(endpoint.operator())
          .texts(endpoint.countries().stream().distinct().toList());
    }
  }

  private static void exchanged(BinaryCopy rows, @Nullable Exchange exchange) throws SQLException {
    if (exchange == null) {
      rows.text(null).number(null).number(null).number(null).number(null).number(null);
    } else {
      Tokens tokens = exchange.tokens();
      rows.text(tokens.source())
          .number(tokens.prompt())
          .number(tokens.completion())
          .number(tokens.total())
          .number(exchange.requestBytes())
          .number(exchange.responseBytes());
    }
  }
}
