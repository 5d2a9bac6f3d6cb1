package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.storage.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Concerns as conditions on events {@code e}. */
public final class ConcernQueries {

  private ConcernQueries() {}

  /** SQL with variables; true or false for every event, or null where its reference is gone. */
  public static String clause(Concern concern) {
    List<String> clauses = new ArrayList<>();
    if (concern.tenant() != null) {
      clauses.add("e.tenant = ?");
    }
    if (concern.application() != null) {
      clauses.add("e.application = ?");
    }
    if (concern.key() != null) {
      clauses.add("e.api_key = ?");
    }
    if (!concern.requests().isEmpty()) {
      clauses.add("e.request = ANY (?::uuid[])");
    }
    if (concern.from() != null) {
      clauses.add("e.time >= ?");
    }
    if (concern.to() != null) {
      clauses.add("e.time < ?");
    }
    return clauses.isEmpty() ? "true" : "(" + String.join(" AND ", clauses) + ")";
  }

  /** Binds the variables of {@link #clause}. */
  public static Sql bind(Sql sql, Concern concern) throws SQLException {
    if (concern.tenant() != null) {
      sql.text(concern.tenant());
    }
    if (concern.application() != null) {
      sql.text(concern.application());
    }
    if (concern.key() != null) {
      sql.text(concern.key());
    }
    if (!concern.requests().isEmpty()) {
      sql.column("uuid", concern.requests(), request -> request);
    }
    if (concern.from() != null) {
      sql.time(concern.from());
    }
    if (concern.to() != null) {
      sql.time(concern.to());
    }
    return sql;
  }

  /** True for events that none of them concerns. */
  public static String none(List<Concern> concerns) {
    StringBuilder sql = new StringBuilder("true");
    concerns.forEach(concern -> sql.append(" AND ").append(clause(concern)).append(" IS NOT TRUE"));
    return sql.toString();
  }

  /** Binds the variables of {@link #none}. */
  public static Sql bindAll(Sql sql, List<Concern> concerns) throws SQLException {
    for (Concern concern : concerns) {
      bind(sql, concern);
    }
    return sql;
  }
}
