package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.snapshots.MalformedDocumentException;
import eu.bailiwick.metering.snapshots.SnapshotJson;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.law.Law;
import java.util.Optional;

/**
 * Undoes a change that was made to the catalogue: each item of it becomes what it was before, as
 * long as it still is what the change made of it. What was changed again since stays.
 */
final class Reversal {

  private static final String LAW = "law";

  private final JsonNode items;

  /**
   * @param items as the registry tells them: {@code kind} as in its URLs, {@code id}, {@code
   *     before}, {@code after}
   */
  Reversal(JsonNode items) {
    this.items = items;
  }

  /** Undoes it in a catalogue, in place. */
  void over(ObjectNode catalogue) {
    for (JsonNode item : items) {
      String kind = item.path("kind").asText();
      JsonNode before = item.path("before");
      JsonNode after = item.path("after");
      if (kind.equals(LAW)) {
        law(catalogue, before, after);
      } else {
        // Of other kinds are those that no decision looks at.
        Part.ofKind(kind)
            .ifPresent(part -> item(catalogue, part, item.path("id").asText(), before, after));
      }
    }
  }

  private static void law(ObjectNode catalogue, JsonNode before, JsonNode after) {
    if (after.isObject() && same(Law.class, catalogue.path(LAW), after)) {
      catalogue.set(LAW, before.isObject() ? before : SnapshotJson.write(Law.shipped()));
    }
  }

  private static void item(
      ObjectNode catalogue, Part part, String id, JsonNode before, JsonNode after) {
    ArrayNode list = catalogue.withArray(part.member());
    Optional<Integer> place = place(list, part, id);
    if (!isAsLeft(list, part, place, after)) {
      return;
    }
    place.ifPresent(list::remove);
    if (before.isObject()) {
      list.insert(place.orElse(list.size()), before);
    }
  }

  private static boolean isAsLeft(
      ArrayNode list, Part part, Optional<Integer> place, JsonNode after) {
    return after.isObject()
        ? place.filter(at -> same(part.type(), list.get(at), after)).isPresent()
        : place.isEmpty();
  }

  private static Optional<Integer> place(ArrayNode list, Part part, String id) {
    for (int i = 0; i < list.size(); i++) {
      if (part.id(list.get(i)).equals(id)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Whether two are the same but for what a cell need not know. */
  private static boolean same(Class<? extends Record> type, JsonNode one, JsonNode other) {
    try {
      return known(SnapshotJson.read(one, type)).equals(known(SnapshotJson.read(other, type)));
    } catch (MalformedDocumentException e) {
      return false;
    }
  }

  private static Record known(Record item) {
    return switch (item) {
      case Endpoint endpoint -> endpoint.withoutAddress();
      case Site site -> site.withoutNetwork();
      case Lifecycle lifecycle -> lifecycle.withoutNames();
      case Approval approval -> approval.withoutNames();
      default -> item;
    };
  }
}
