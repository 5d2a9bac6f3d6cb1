package eu.bailiwick.metering.usage;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What is counted within one group.
 *
 * @param requests whose first attempt, or refusal, is in the group; so groups add up
 * @param attempts dispatches, failovers included
 * @param denied requests that were refused
 * @param completed attempts whose whole answer was passed on
 * @param open attempts that are not closed
 * @param promptTokens as upstreams counted them
 * @param attemptsWithMissingUsage of which the upstream counted no tokens; missing is not zero
 * @param requestBytes of bodies sent upstream in closed attempts
 * @param responseBytes of bodies received from upstream
 */
public record Totals(
    long requests,
    long attempts,
    long denied,
    long completed,
    long open,
    long promptTokens,
    long completionTokens,
    long totalTokens,
    long attemptsWithMissingUsage,
    long requestBytes,
    long responseBytes) {

  static Totals read(ResultSet row) throws SQLException {
    return new Totals(
        row.getLong("requests"),
        row.getLong("attempts"),
        row.getLong("denied"),
        row.getLong("completed"),
        row.getLong("open"),
        row.getLong("prompt_tokens"),
        row.getLong("completion_tokens"),
        row.getLong("total_tokens"),
        row.getLong("missing"),
        row.getLong("request_bytes"),
        row.getLong("response_bytes"));
  }
}
