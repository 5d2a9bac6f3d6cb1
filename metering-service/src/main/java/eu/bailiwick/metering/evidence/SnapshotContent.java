package eu.bailiwick.metering.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a statement needs to know of a snapshot.
 *
 * @param parents of data classes that tenants defined
 * @param law memberships that hold without a condition, as known when it was issued
 */
record SnapshotContent(Map<String, String> parents, List<Membership> law) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One country in one group.
   *
   * @param to first day on which it no longer holds; null if none is known
   */
  record Membership(String group, String country, LocalDate from, @Nullable LocalDate to) {

    boolean holdsOn(LocalDate day) {
      return !day.isBefore(from) && (to == null || day.isBefore(to));
    }
  }

  /** Reads the payload of a JWS whose signature is known to be right. */
  static SnapshotContent read(byte[] jws) {
    String text = new String(jws, StandardCharsets.ISO_8859_1);
    String payload = text.substring(text.indexOf('.') + 1, text.lastIndexOf('.'));
    try {
      JsonNode catalogue = JSON.readTree(Base64.getUrlDecoder().decode(payload)).path("catalogue");
      Map<String, String> parents = new HashMap<>();
      for (JsonNode each : catalogue.path("dataClasses")) {
        parents.put(each.path("id").asText(), each.path("parent").asText());
      }
      List<Membership> law = new ArrayList<>();
      for (JsonNode row : catalogue.path("law").path("memberships")) {
        if (!row.hasNonNull("recordedTo") && !row.hasNonNull("scope")) {
          law.add(membership(row));
        }
      }
      return new SnapshotContent(parents, law);
    } catch (IOException e) {
      throw new IllegalStateException("an archived snapshot is no JSON", e);
    }
  }

  private static Membership membership(JsonNode row) {
    return new Membership(
        row.path("group").asText(),
        row.path("country").asText(),
        LocalDate.parse(row.path("validFrom").asText()),
        row.hasNonNull("validTo") ? LocalDate.parse(row.path("validTo").asText()) : null);
  }

  boolean isMember(String group, String country, LocalDate day) {
    return law.stream()
        .anyMatch(m -> m.group().equals(group) && m.country().equals(country) && m.holdsOn(day));
  }
}
