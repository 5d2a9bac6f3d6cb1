package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.AttemptId;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.Decision;
import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.Exchange;
import eu.bailiwick.metering.event.Exchange.Tokens;
import eu.bailiwick.metering.event.ServedBy;
import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.metering.storage.PackedValue;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the rows of numbered events. */
final class EventRows {

  private static final String INSERT =
      """
      INSERT INTO event (
        time, tenant, epoch, sequence, type, cell, router, router_site,
        late_since, repeats, stored, kafka_partition, kafka_offset, log_index, digest, salt, value,
        request, application, api_key, model, operation, outcome,
        data_class, reason, snapshot, revision,
        attempt, endpoint, version, endpoint_site, operator, countries,
        status, code, usage_source, prompt_tokens, completion_tokens, total_tokens,
        request_bytes, response_bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?,  ?, ?, ?, ?, ?, ?, ?, ?, ?,  ?, ?, ?, ?, ?, ?,  ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?,  ?, ?, ?, ?, ?, ?,  ?, ?)
      """;

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

  static void insert(
      Connection connection, List<Arrival.Event> arrivals, Context context, Instant now)
      throws SQLException {
    if (arrivals.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(INSERT)) {
      Sql sql = new Sql(statement);
      for (Arrival.Event arrival : arrivals) {
        envelope(sql, arrival);
        receipt(sql, arrival, context, now);
        body(sql, arrival.event());
        sql.endRow();
      }
      statement.executeBatch();
    }
  }

  private static void envelope(Sql sql, Arrival.Event arrival) throws SQLException {
    Envelope envelope = arrival.event().envelope();
    sql.time(envelope.time())
        .text(envelope.tenant())
        .uuid(envelope.epoch())
        .number(envelope.sequence())
        .text(arrival.event().type())
        .text(envelope.cell())
        .text(envelope.router())
        .text(envelope.site());
  }

  private static void receipt(Sql sql, Arrival.Event arrival, Context context, Instant now)
      throws SQLException {
    sql.time(context.lateSince(arrival))
        .flag(context.repeats(arrival))
        .time(now)
        .small(arrival.place().source().partition())
        .number(arrival.place().offset())
        .number(context.logIndex(arrival))
        .bytes(arrival.digest())
        .bytes(arrival.salt())
        .bytes(new Bytes(PackedValue.pack(arrival.value().content())));
  }

  private static void body(Sql sql, UsageEvent event) throws SQLException {
    Optional<OfRequest> of = event instanceof OfRequest that ? Optional.of(that) : Optional.empty();
    asked(sql, of.orElse(null));
    decision(sql, of.flatMap(OfRequest::decided).orElse(null));
    sql.small(of.flatMap(OfRequest::attempted).map(AttemptId::attempt).orElse(null));
    served(sql, of.flatMap(OfRequest::served).orElse(null));
    sql.small(of.flatMap(OfRequest::answered).orElse(null))
        .text(of.flatMap(OfRequest::refused).orElse(null));
    exchanged(sql, of.flatMap(OfRequest::exchanged).orElse(null));
  }

  private static void asked(Sql sql, @Nullable OfRequest event) throws SQLException {
    if (event == null) {
      sql.uuid(null).text(null).text(null).text(null).text(null).text(null).text(null).text(null);
    } else {
      sql.uuid(event.request())
          .text(event.descriptor().application())
          .text(event.descriptor().key())
          .text(event.descriptor().model())
          .text(event.descriptor().operation())
          .text(event.outcome())
          .text(event.counted().orElse(null))
          .text(event.reason());
    }
  }

  private static void decision(Sql sql, @Nullable Decision decision) throws SQLException {
    if (decision == null) {
      sql.text(null).number(null);
    } else {
      sql.text(decision.snapshot()).number(decision.revision());
    }
  }

  private static void served(Sql sql, @Nullable ServedBy endpoint) throws SQLException {
    if (endpoint == null) {
      sql.text(null).text(null).text(null).text(null).texts(null);
    } else {
      sql.text(endpoint.id())
          .text(endpoint.version())
          .text(endpoint.site())
          .text(endpoint.operator())
          .texts(endpoint.countries().stream().distinct().toList());
    }
  }

  private static void exchanged(Sql sql, @Nullable Exchange exchange) throws SQLException {
    if (exchange == null) {
      sql.text(null).number(null).number(null).number(null).number(null).number(null);
    } else {
      Tokens tokens = exchange.tokens();
      sql.text(tokens.source())
          .number(tokens.prompt())
          .number(tokens.completion())
          .number(tokens.total())
          .number(exchange.requestBytes())
          .number(exchange.responseBytes());
    }
  }
}
