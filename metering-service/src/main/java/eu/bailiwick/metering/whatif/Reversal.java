package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.snapshots.MalformedDocumentException;
import eu.bailiwick.metering.snapshots.SnapshotJson;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.law.Law;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a change that was made to the catalogue: each item of it becomes what it was before, as
 * long as it still is what the change made of it. What was changed again since stays.
 */
final class Reversal {

  private static final String LAW = "law";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";

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
    Map<Part, List<JsonNode>> byList = new EnumMap<>(Part.class);
    for (JsonNode item : items) {
      String kind = item.path("kind").asText();
      if (kind.equals(LAW)) {
        law(catalogue, item.path(BEFORE), item.path(AFTER));
      } else {
        // Of other kinds are those that no decision looks at.
        Part.ofKind(kind)
            .ifPresent(part -> byList.computeIfAbsent(part, p -> new ArrayList<>()).add(item));
      }
    }
    byList.forEach((part, changed) -> list(catalogue, part, changed));
  }

  private static void law(ObjectNode catalogue, JsonNode before, JsonNode after) {
    if (after.isObject() && same(Law.class, catalogue.path(LAW), after)) {
      catalogue.set(LAW, before.isObject() ? before : SnapshotJson.write(Law.shipped()));
    }
  }

  private static void list(ObjectNode catalogue, Part part, List<JsonNode> changed) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    catalogue.path(part.member()).forEach(item -> byId.put(part.id(item), item));
    for (JsonNode item : changed) {
      String id = item.path("id").asText();
      if (isAsLeft(part, byId.get(id), item.path(AFTER))) {
        if (item.path(BEFORE).isObject()) {
          byId.put(id, item.path(BEFORE));
        } else {
          byId.remove(id);
        }
      }
    }
    catalogue.putArray(part.member()).addAll(byId.values());
  }

  private static boolean isAsLeft(Part part, @Nullable JsonNode now, JsonNode after) {
    return now == null ? !after.isObject() : after.isObject() && same(part.type(), now, after);
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
