package eu.bailiwick.metering.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * One change of the catalogue as the registry told it.
 *
 * @param content its exact bytes
 */
record Change(long revision, Instant at, Bytes content) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads what the record needs; the rest stays as it is.
   *
   * @throws IOException if it is not a change, or its id says another revision
   */
  static Change read(ServerEvent event) throws IOException {
    JsonNode json = JSON.readTree(event.data().content());
    JsonNode revision = json.path("revision");
    if (!revision.isIntegralNumber() || !revision.canConvertToLong() || revision.longValue() < 1) {
      throw new IOException("a change has no revision");
    }
    if (!revision.asText().equals(event.id())) {
      throw new IOException(
          "the change of revision " + revision + " came under the id " + event.id());
    }
    return new Change(revision.longValue(), at(json), event.data());
  }

  private static Instant at(JsonNode json) throws IOException {
    try {
      return Instant.parse(json.path("at").asText());
    } catch (DateTimeException e) {
      throw new IOException("a change has no time", e);
    }
  }
}
