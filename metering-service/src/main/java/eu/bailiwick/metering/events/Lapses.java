package eu.bailiwick.metering.events;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.metering.audit.RecordQueries;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows an endpoint's certificates through the changes of the catalogue, oldest first. */
final class Lapses {

  private final String endpoint;
  private final Map<String, Certificate> held = new TreeMap<>();
  private final List<Lapse> lapses = new ArrayList<>();
  private boolean revoked;

  private Lapses(String endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * One certificate.
   *
   * @param validTo null if it has no end
   * @param revision of the change that recorded it
   */
  private record Certificate(
      String scheme, String source, @Nullable Instant validTo, String revision) {}

  /**
   * The lapses until an instant.
   *
   * @param changes of the endpoint and its revocation, oldest first
   */
  static List<Lapse> of(String endpoint, List<RecordQueries.Found> changes, Instant now) {
    Lapses following = new Lapses(endpoint);
    for (RecordQueries.Found change : changes) {
      for (JsonNode item : change.content().path("items")) {
        following.follow(change, item);
      }
    }
    following.held.values().forEach(certificate -> following.stillLapsed(certificate, now));
    return following.lapses;
  }

  private void follow(RecordQueries.Found change, JsonNode item) {
    String kind = item.path("kind").asText();
    String id = item.path("id").asText();
    if (kind.equals("endpoints") && id.equals(endpoint)) {
      recorded(change, item.path("after"));
    } else if (kind.equals("revocations") && id.equals("endpoint." + endpoint)) {
      Instant at = time(item.path("after").path("at"));
      held.values()
          .forEach(each -> ended(each, at == null ? change.at() : at, "revocation", change));
      held.clear();
      revoked = true;
    }
  }

  private void recorded(RecordQueries.Found change, JsonNode after) {
    if (revoked) {
      return;
    }
    Map<String, Certificate> now = new HashMap<>();
    for (JsonNode fact : after.path("facts").path("certifications")) {
      String scheme = fact.path("value").path("scheme").asText();
      now.merge(
          scheme,
          new Certificate(
              scheme, fact.path("source").asText(), time(fact.path("validTo")), change.about()),
          Lapses::longer);
    }
    held.forEach(
        (scheme, before) -> {
          Certificate next = now.get(scheme);
          if (next == null) {
            ended(before, change.at(), "removal", change);
          } else if (outlasts(next, before)) {
            ended(before, change.at(), "renewal", change);
          } else {
            now.put(scheme, before);
          }
        });
    held.clear();
    held.putAll(now);
  }

  /** The one that holds longer; the first if both end alike. */
  private static Certificate longer(Certificate first, Certificate second) {
    return outlasts(second, first) ? second : first;
  }

  private static boolean outlasts(Certificate certificate, Certificate than) {
    Instant end = than.validTo();
    return end != null && (certificate.validTo() == null || certificate.validTo().isAfter(end));
  }

  private void ended(Certificate certificate, Instant at, String how, RecordQueries.Found change) {
    Instant expired = certificate.validTo();
    if (expired != null && expired.isBefore(at)) {
      lapses.add(
          new Lapse(
              certificate.scheme(),
              certificate.source(),
              expired,
              certificate.revision(),
              at,
              how,
              change.about()));
    }
  }

  private void stillLapsed(Certificate certificate, Instant now) {
    Instant expired = certificate.validTo();
    if (expired != null && expired.isBefore(now)) {
      lapses.add(
          new Lapse(
              certificate.scheme(),
              certificate.source(),
              expired,
              certificate.revision(),
              null,
              null,
              null));
    }
  }

  private static @Nullable Instant time(JsonNode node) {
    try {
      return node.isTextual() ? Instant.parse(node.textValue()) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
