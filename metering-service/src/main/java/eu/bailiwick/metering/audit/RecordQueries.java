package eu.bailiwick.metering.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds entries of the system log by what they say. */
@Singleton
public final class RecordQueries {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SELECT =
      """
      SELECT e.index, e.kind, e.about, e.at, e.logged, e.content FROM ledger_entry e WHERE e.log = ? AND
      """;

  private static final String NEWEST_FIRST = " ORDER BY e.index DESC LIMIT ?";

  /** The content as JSON; null if it was lawfully emptied. */
  private static final String CONTENT =
      "CASE WHEN e.content <> '' THEN convert_from(e.content, 'UTF8')::json END";

  private final Database database;

  public RecordQueries(Database database) {
    this.database = database;
  }

  /**
   * One entry.
   *
   * @param content as it is now; missing if it is gone
   */
  public record Found(
      long index, String kind, String about, Instant at, Instant logged, JsonNode content) {

    /** A text in its content; null if there is none. */
    public @Nullable String text(String member) {
      return content.path(member).textValue();
    }
  }

  /** A condition on entries as {@code e}: of these kinds. */
  static Condition kinds(List<String> kinds) {
    return new Condition().and("e.kind = ANY (?)", kinds);
  }

  /** Adds: with this text in a member of their content. */
  static void saying(Condition condition, String member, String text) {
    condition.and("(" + CONTENT + ") ->> ? = ?", member, text);
  }

  /** Adds: changes of resources of a kind, or with an id, or both; null stands for any. */
  static void changing(Condition condition, @Nullable String kind, @Nullable String id) {
    if (kind == null && id == null) {
      return;
    }
    // The bytes are looked at first, which is quick, and read as JSON only where they fit.
    for (String each : Arrays.asList(kind, id)) {
      if (each != null) {
        condition.and("position(convert_to(?, 'UTF8') IN e.content) > 0", "\"" + each + "\"");
      }
    }
    Condition item = new Condition();
    if (kind != null) {
      item.and("i ->> 'kind' = ?", kind);
    }
    if (id != null) {
      item.and("i ->> 'id' = ?", id);
    }
    condition.and(
        "EXISTS (SELECT FROM json_array_elements("
            + CONTENT
            + " -> 'items') i WHERE "
            + item.sql()
            + ")",
        item.values().toArray());
  }

  /** At most {@code limit} entries as {@code e}, newest first. */
  List<Found> find(Condition condition, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(LogId.SYSTEM.toString());
    values.addAll(condition.values());
    values.add(limit);
    return database.query(SELECT + condition.sql() + NEWEST_FIRST, values, RecordQueries::found);
  }

  /** The change of the catalogue that made a revision; empty if there is none such. */
  public Optional<Found> change(long revision) {
    Condition condition = kinds(List.of("change"));
    condition.and("e.about = ?", Long.toString(revision));
    return find(condition, 1).stream().findFirst();
  }

  /** All changes of an endpoint or of its revocation, oldest first. */
  public List<Found> changesOfEndpoint(String endpoint) {
    Condition condition = kinds(List.of("change"));
    condition.and(
        "(position(convert_to(?, 'UTF8') IN e.content) > 0"
            + " OR position(convert_to(?, 'UTF8') IN e.content) > 0)",
        "\"" + endpoint + "\"",
        "\"endpoint." + endpoint + "\"");
    return find(condition, Integer.MAX_VALUE).reversed();
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        row.getLong("index"),
        row.getString("kind"),
        row.getString("about"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("logged", OffsetDateTime.class).toInstant(),
        json(row.getBytes("content")));
  }

  private static JsonNode json(byte @Nullable [] content) {
    try {
      return content == null ? MissingNode.getInstance() : JSON.readTree(content);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
