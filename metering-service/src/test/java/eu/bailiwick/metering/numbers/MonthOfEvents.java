package eu.bailiwick.metering.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.storage.PackedValue;
import eu.bailiwick.metering.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;

/**
 * October 2026 as rows of events, made by the database itself: ten tenants, the first with about a
 * third of the traffic, three applications and six keys each, five models at eight endpoints in six
 * countries, 4 % refused, 1 % with a second attempt, a new revision every six hours. The bytes of
 * all events of a type are the same, which no question but an export looks at. Beside them a system
 * log with changes of the catalogue.
 */
final class MonthOfEvents {

  static final String BUSIEST = "tenant-0";
  static final String RARE_KEY = "rare-key";
  static final String LAPSED = "endpoint-3";

  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final int DAYS = 31;
  private static final int AT_ONCE = 50_000;
  private static final int REVISIONS_A_DAY = 4;
  private static final int ENDPOINTS = 100;
  private static final int CHANGES = 2_000;

  /** Of two rows for a request that is served, and one for a refused one: 1.97 on average. */
  private static final double ROWS_OF_A_REQUEST = 1.97;

  private static final String MAKE =
      """
      CREATE TEMPORARY TABLE made AS
      SELECT q.at + (a.n * interval '1 second') + CASE a.type WHEN 'closed' THEN interval '0.9 second'
          ELSE interval '0' END AS time,
        'tenant-' || q.tenant AS tenant, q.router, q.sequence, k.type, q.request,
        CASE WHEN k.type <> 'denied' THEN a.n END AS attempt,
        'application-' || q.application AS application,
        CASE WHEN q.i = 1 AND q.tenant = 0 THEN 'rare-key' ELSE 'key-' || q.application || q.key END
          AS api_key,
        'model-' || q.model AS model,
        (ARRAY['health', 'personal', 'public'])[q.application + 1] AS data_class,
        CASE WHEN q.denied THEN 'NO_LAWFUL_ENDPOINT' ELSE 'PERMITTED' END AS reason,
        CASE WHEN k.type <> 'closed' THEN q.revision END AS revision,
        CASE WHEN NOT q.denied THEN q.endpoint END AS endpoint,
        CASE k.type WHEN 'denied' THEN 'denied' WHEN 'opened' THEN 'opened'
          ELSE CASE WHEN q.luck < 0.95 THEN 'completed' ELSE 'client_left' END END AS outcome,
        CASE k.type WHEN 'denied' THEN 403 WHEN 'closed' THEN 200 END AS status,
        CASE WHEN q.denied THEN 'no_lawful_endpoint' END AS code,
        CASE WHEN k.type = 'closed' THEN CASE WHEN q.luck < 0.97 THEN 'upstream' ELSE 'missing' END END
          AS usage_source,
        CASE k.type WHEN 'opened' THEN ?::bytea WHEN 'closed' THEN ?::bytea ELSE ?::bytea END AS value
      FROM (
        SELECT i, ?::timestamptz + random() * interval '1 day' AS at, gen_random_uuid() AS request,
          floor(10 * random() ^ 2)::int AS tenant, floor(3 * random())::int AS router,
          floor(3 * random())::int AS application, floor(2 * random())::int AS key,
          floor(5 * random())::int AS model, floor(8 * random())::int AS endpoint,
          random() < 0.04 AS denied, random() AS luck, ?::bigint + i AS sequence,
          ?::bigint + i % 4 AS revision
        FROM generate_series(1, ?) i OFFSET 0) q
      CROSS JOIN LATERAL (
        SELECT n, type FROM generate_series(1, CASE WHEN q.luck < 0.01 THEN 2 ELSE 1 END) n,
          unnest(CASE WHEN q.denied THEN ARRAY['denied'] ELSE ARRAY['opened', 'closed'] END) type) a
      CROSS JOIN LATERAL (SELECT a.type) k
      WHERE NOT (q.denied AND a.n > 1)
      """;

  /** The columns of shapes, but for the digest. */
  private static final String SHAPES =
      """
      INSERT INTO event_shape (digest, tenant, type, application, api_key, model, operation, data_class,
        reason, endpoint, version, endpoint_site, operator, countries, outcome, status, code,
        usage_source, repeats, further)
      SELECT shape_digest(ROW(0, '', tenant, type, NULL, NULL, application, api_key, model, operation,
          data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome, status,
          code, usage_source, false, further)::event_shape), tenant, type, application, api_key, model,
        operation, data_class, reason, endpoint, version, endpoint_site, operator, countries, outcome,
        status, code, usage_source, false, further
      FROM (
        SELECT DISTINCT tenant, type, application, api_key, model, 'CHAT' AS operation, data_class,
          reason, 'endpoint-' || endpoint AS endpoint,
          CASE WHEN endpoint IS NOT NULL THEN 'version-' || substr(model, 7) END AS version,
          'site-' || endpoint AS endpoint_site, 'operator-' || (endpoint / 2) AS operator,
          CASE WHEN endpoint IS NOT NULL
            THEN ARRAY[(ARRAY['FR','DE','IE','ES','IT','AT','FR','US'])[endpoint + 1]] END AS countries,
          outcome, status, code, usage_source, coalesce(attempt, 1) > 1 AS further
        FROM made) d
      ON CONFLICT DO NOTHING
      """;

  private static final String ORIGINS =
      """
      INSERT INTO event_origin (epoch, tenant, cell, router, router_site)
      SELECT DISTINCT ('00000000-0000-4000-8000-00000000000' || router)::uuid, tenant, 'eea',
        'router-' || router, 'site-0'
      FROM made ON CONFLICT DO NOTHING
      """;

  private static final String SNAPSHOTS =
      """
      INSERT INTO named_snapshot (digest, cell, time, next)
      SELECT DISTINCT ON (1) 'sha256:' || md5(revision::text) || md5(revision::text), 'eea', time, time
      FROM made WHERE revision IS NOT NULL ON CONFLICT DO NOTHING
      """;

  private static final String STORE =
      """
      INSERT INTO event_row (time, sequence, stored, kafka_offset, log_index, revision, prompt_tokens,
        completion_tokens, total_tokens, request_bytes, response_bytes, origin, shape, kafka_partition,
        attempt, snapshot, request, tenant, salt, value)
      SELECT m.time, m.sequence, m.time, m.sequence, m.sequence, m.revision, t.prompt, t.completion,
        t.total, t.sent, t.received, o.id, s.id, 0, m.attempt, n.id, m.request, m.tenant,
        sha256(uuid_send(m.request)), m.value
      FROM made m
      JOIN event_origin o ON o.epoch = ('00000000-0000-4000-8000-00000000000' || m.router)::uuid
        AND o.tenant = m.tenant
      JOIN event_shape s ON s.tenant = m.tenant AND s.type = m.type AND s.api_key = m.api_key
        AND s.model = m.model AND s.outcome = m.outcome AND s.application = m.application
        AND s.endpoint IS NOT DISTINCT FROM 'endpoint-' || m.endpoint
        AND s.usage_source IS NOT DISTINCT FROM m.usage_source
        AND s.further = (coalesce(m.attempt, 1) > 1)
      LEFT JOIN named_snapshot n
        ON n.digest = 'sha256:' || md5(m.revision::text) || md5(m.revision::text)
      LEFT JOIN (VALUES ('closed', 100, 300, 400, 1500, 9000)) t (type, prompt, completion, total, sent,
        received) ON t.type = m.type
      ORDER BY m.time
      """;

  private static final String ARCHIVE =
      """
      INSERT INTO snapshot (digest, cell, revision, issued_at, valid_until, key_id, jws, archived)
      SELECT 'sha256:' || md5(r::text) || md5(r::text), 'eea', r, t, t + interval '1 hour', 'key', j, t
      FROM (SELECT ?::bigint, ?::timestamptz, ?::bytea) s (r, t, j)
      """;

  private final DataSource database;

  MonthOfEvents(DataSource database) {
    this.database = database;
  }

  /** Fills the database with about so many events. */
  void fill(long events) throws SQLException {
    long requests = Math.round(events / ROWS_OF_A_REQUEST);
    long sequence = 0;
    try (Connection connection = database.getConnection()) {
      for (int day = 0; day < DAYS; day++) {
        partition(connection, FIRST.plusDays(day));
        long left = requests / DAYS;
        while (left > 0) {
          int some = (int) Math.min(AT_ONCE, left);
          fill(connection, day, sequence, some);
          sequence += some;
          left -= some;
        }
      }
    }
    archive();
    changes();
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
  }

  /** The last of them may begin on the day after. */
  private static void partition(Connection connection, LocalDate day) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (LocalDate each : new LocalDate[] {day, day.plusDays(1)}) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS event_"
                + each.toString().replace("-", "")
                + " PARTITION OF event_row FOR VALUES FROM ('"
                + each
                + " 00:00:00+00') TO ('"
                + each.plusDays(1)
                + " 00:00:00+00')");
      }
    }
  }

  private static void fill(Connection connection, int day, long sequence, int requests)
      throws SQLException {
    try (var statement = connection.prepareStatement(MAKE)) {
      int index = 0;
      for (String type : new String[] {"opened", "closed", "denied"}) {
        statement.setBytes(++index, PackedValue.pack(Contract.bytes(Contract.example(type))));
      }
      statement.setString(++index, FIRST.plusDays(day) + "T00:00:00Z");
      statement.setLong(++index, sequence);
      statement.setLong(++index, (long) day * REVISIONS_A_DAY);
      statement.setInt(++index, requests);
      statement.executeUpdate();
    }
    try (var statement = connection.createStatement()) {
      for (String sql : List.of(SHAPES, ORIGINS, SNAPSHOTS, STORE, "DROP TABLE made")) {
        statement.executeUpdate(sql);
      }
    }
  }

  /** Their signatures are looked at when snapshots are archived, not when they are read again. */
  private void archive() throws SQLException {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    try (Connection connection = database.getConnection();
        var statement = connection.prepareStatement(ARCHIVE)) {
      for (int revision = 0; revision < DAYS * REVISIONS_A_DAY; revision++) {
        String time =
            FIRST.atStartOfDay().plusHours(24L / REVISIONS_A_DAY * revision).toString() + ":00Z";
        byte[] payload = snapshot(time).toString().getBytes(StandardCharsets.UTF_8);
        String jws = "e30." + base64.encodeToString(payload) + ".AA";
        statement.setLong(1, revision);
        statement.setString(2, time);
        statement.setBytes(3, jws.getBytes(StandardCharsets.US_ASCII));
        statement.executeUpdate();
      }
    }
  }

  private static ObjectNode snapshot(String issuedAt) {
    ObjectNode snapshot = JsonNodeFactory.instance.objectNode();
    snapshot.put("cell", "eea").put("issuedAt", issuedAt);
    ObjectNode catalogue = snapshot.putObject("catalogue");
    ArrayNode tenants = catalogue.putArray("tenants");
    for (int i = 0; i < 10; i++) {
      tenants.addObject().put("id", "tenant-" + i).put("name", "Tenant " + i);
    }
    ArrayNode applications = catalogue.putArray("applications");
    for (int i = 0; i < 3; i++) {
      applications.addObject().put("id", "application-" + i).put("name", "Application " + i);
    }
    ArrayNode entities = catalogue.putArray("entities");
    ArrayNode sites = catalogue.putArray("sites");
    ArrayNode endpoints = catalogue.putArray("endpoints");
    for (int i = 0; i < ENDPOINTS; i++) {
      String country = List.of("FR", "DE", "IE", "ES", "IT", "AT", "US").get(i % 7);
      ObjectNode entity = entities.addObject();
      entity.put("id", "operator-" + i).put("name", "Operator " + i);
      recorded(entity, "subjectTo").putArray("value").add(country);
      recorded(entity, "controllers")
          .putArray("value")
          .addObject()
          .put("by", "operator-" + i * 7 / 10);
      ObjectNode site = sites.addObject();
      site.put("id", "site-" + i).put("city", "City " + i).put("operator", "operator-" + i / 2);
      ObjectNode endpoint = endpoints.addObject();
      endpoint.put("id", "endpoint-" + i).put("site", "site-" + i);
      ObjectNode facts = endpoint.putObject("facts");
      recorded(facts, "chain")
          .putArray("value")
          .addObject()
          .put("role", "SUPPORT")
          .put("entity", "operator-" + i);
      recorded(facts, "storage").putArray("value").addObject().putArray("countries").add(country);
    }
    return snapshot;
  }

  private static ObjectNode recorded(ObjectNode of, String fact) {
    return of.putObject(fact)
        .put("grade", "CERTIFIED")
        .put("source", "a certificate of the operator, made up for this month")
        .put("validFrom", "2026-01-01T00:00:00Z");
  }

  /** One of them records a certificate that expires on the 10th, the last the revocation. */
  private void changes() {
    Ledger ledger =
        new Ledger(new Database(database), new Transactions(database), Clock.systemUTC());
    for (int revision = 1; revision <= CHANGES; revision++) {
      Instant at = Instant.parse("2026-10-01T00:00:00Z").plusSeconds(revision * 1_000L);
      String item =
          switch (revision) {
            case 7 ->
                """
                {"kind":"endpoints","id":"%s","before":null,"after":{"id":"%s","facts":{"certifications":[
                {"value":{"scheme":"HDS"},"grade":"CERTIFIED","source":"HDS-1","validTo":"2026-10-10T00:00:00Z"}]}}}
                """
                    .formatted(LAPSED, LAPSED);
            case CHANGES ->
                """
                {"kind":"revocations","id":"endpoint.%s","before":null,"after":{"kind":"ENDPOINT","subject":"%s","at":"%s"}}
                """
                    .formatted(LAPSED, LAPSED, at);
            default ->
                """
                {"kind":"policies","id":"policy-%d","before":null,"after":{"id":"policy-%d","note":"%s"}}
                """
                    .formatted(revision % 50, revision % 50, "x".repeat(1_000));
          };
      String content =
          "{\"revision\":%d,\"at\":\"%s\",\"actor\":\"olga\",\"reason\":\"r\",\"items\":[%s]}"
              .formatted(revision, at, item);
      ledger.append(
          LogId.SYSTEM,
          new Entry(
              "change",
              Integer.toString(revision),
              at,
              new Bytes(new byte[Entry.SALT_BYTES]),
              new Bytes(content.getBytes(StandardCharsets.UTF_8))));
    }
  }
}
