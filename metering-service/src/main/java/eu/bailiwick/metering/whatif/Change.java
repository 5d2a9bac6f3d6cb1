package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.snapshots.MalformedDocumentException;
import eu.bailiwick.metering.snapshots.SnapshotJson;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.law.Law;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What would have been otherwise. Members of the JSON: {@code catalogue} (a whole one, instead of
 * those of the snapshots) or {@code snapshot} (the digest of one that is archived), {@code law} (a
 * whole document), {@code put} and {@code remove} (items by the list that they stand in, put over
 * those with the same identifier, or removed by it), or nothing but {@code without} (a change that
 * was made to the catalogue had not been). What is not said stays as each snapshot has it.
 */
final class Change {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WITHOUT = "without";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final ObjectNode json;

  private Change(ObjectNode json) {
    this.json = json;
  }

  /**
   * A change that was made to the catalogue had not been.
   *
   * @param revision that it made
   * @param items of it as the registry tells them
   */
  static Change without(long revision, JsonNode items) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject(WITHOUT).put("revision", revision).set("items", items);
    return new Change(json);
  }

  /**
   * Reads what somebody sent; what is wrong in it is taken note of in the body. Of {@code without}
   * it has the revision alone, see {@link #undone}.
   */
  static Change read(Body body) {
    ObjectNode json = JSON.createObjectNode();
    if (body.isPresent(WITHOUT)) {
      json.put(WITHOUT, body.count(WITHOUT, Integer.MAX_VALUE));
      if (body.names().size() > 1) {
        body.violate(WITHOUT, "stands alone");
      }
    }
    readBase(body, json);
    body.objectNode("law").ifPresent(law -> readLaw(body, law, json));
    body.object("put").ifPresent(put -> readPut(put, json.putObject("put")));
    body.object("remove").ifPresent(remove -> readRemove(remove, json.putObject("remove")));
    if (json.isEmpty()) {
      body.violate("catalogue", "one of catalogue, snapshot, law, put, remove, without is needed");
    }
    body.refuseUnknown();
    return new Change(json);
  }

  /** What {@link #toString} wrote. */
  static Change of(String text) {
    try {
      return new Change((ObjectNode) JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a change that was stored cannot be read", e);
    }
  }

  private static void readBase(Body body, ObjectNode json) {
    Optional<JsonNode> catalogue = body.objectNode("catalogue");
    Optional<String> snapshot = body.optionalText("snapshot", 100);
    if (catalogue.isPresent() && snapshot.isPresent()) {
      body.violate("snapshot", "either a snapshot or a catalogue can be given");
    }
    catalogue.ifPresent(
        whole -> {
          json.set("catalogue", whole);
          check(body, "catalogue", whole, Catalogue.class);
        });
    snapshot.ifPresent(
        digest -> {
          json.put("snapshot", digest);
          if (!DIGEST.matcher(digest).matches()) {
            body.violate("snapshot", "sha256: and 64 hexadecimal digits are needed");
          }
        });
  }

  private static void readLaw(Body body, JsonNode law, ObjectNode json) {
    json.set("law", law);
    check(body, "law", law, Law.class);
  }

  private static void readPut(Body put, ObjectNode json) {
    for (String name : put.names()) {
      Optional<Part> part = Part.named(name);
      if (part.isEmpty()) {
        continue; // refused as unknown
      }
      ArrayNode items = json.putArray(name);
      List<JsonNode> given = put.array(name);
      for (int i = 0; i < given.size(); i++) {
        check(put, name + "[" + i + "]", given.get(i), part.get().type());
        items.add(given.get(i));
      }
    }
    refuseOthers(put);
  }

  private static void readRemove(Body remove, ObjectNode json) {
    for (String name : remove.names()) {
      if (Part.named(name).isEmpty()) {
        continue; // refused as unknown
      }
      ArrayNode ids = json.putArray(name);
      List<JsonNode> given = remove.array(name);
      for (int i = 0; i < given.size(); i++) {
        if (given.get(i).isTextual()) {
          ids.add(given.get(i));
        } else {
          remove.violate(name + "[" + i + "]", "an identifier is needed");
        }
      }
    }
    refuseOthers(remove);
  }

  private static void refuseOthers(Body body) {
    body.names().stream()
        .filter(name -> Part.named(name).isEmpty())
        .forEach(name -> body.violate(name, "is no list of a catalogue; they are " + Part.names()));
  }

  private static void check(Body body, String path, JsonNode json, Class<?> type) {
    try {
      SnapshotJson.readStrictly(json, type);
    } catch (MalformedDocumentException e) {
      String separator = e.path().isEmpty() || e.path().startsWith("[") ? "" : ".";
      body.violate(path + separator + e.path(), e.said());
    }
  }

  /** The revision of the change that had not been, if its items are still to be looked up. */
  Optional<Long> undone() {
    JsonNode revision = json.path(WITHOUT);
    return revision.isIntegralNumber() ? Optional.of(revision.longValue()) : Optional.empty();
  }

  /** The first revision whose snapshots were made with what had not been; 0 if all concern it. */
  long since() {
    return json.path(WITHOUT).path("revision").asLong(0);
  }

  /** Ids of revocations that would not have been. */
  Set<String> unrevoked() {
    Set<String> ids = new HashSet<>();
    for (JsonNode item : json.path(WITHOUT).path("items")) {
      if (item.path("kind").asText().equals("revocations")) {
        ids.add(item.path("id").asText());
      }
    }
    return ids;
  }

  /** The digest of the snapshot that decides instead of those that events name. */
  Optional<String> snapshot() {
    return Optional.ofNullable(json.path("snapshot").textValue());
  }

  /** The catalogue that decides instead of those of snapshots. */
  Optional<JsonNode> catalogue() {
    return Optional.ofNullable(json.get("catalogue"));
  }

  /**
   * What becomes of a catalogue.
   *
   * @param catalogue is left as it is
   */
  ObjectNode over(JsonNode catalogue) {
    ObjectNode changed = catalogue.deepCopy();
    if (json.has(WITHOUT)) {
      new Reversal(json.path(WITHOUT).path("items")).over(changed);
    }
    if (json.has("law")) {
      changed.set("law", json.get("law"));
    }
    for (Map.Entry<String, JsonNode> list : json.path("remove").properties()) {
      Set<String> ids = new HashSet<>();
      list.getValue().forEach(id -> ids.add(id.textValue()));
      keep(changed, part(list.getKey()), ids);
    }
    for (Map.Entry<String, JsonNode> list : json.path("put").properties()) {
      Part part = part(list.getKey());
      Set<String> ids = new HashSet<>();
      list.getValue().forEach(item -> ids.add(part.id(item)));
      ArrayNode items = keep(changed, part, ids);
      list.getValue().forEach(items::add);
    }
    return changed;
  }

  private static Part part(String member) {
    return Part.named(member)
        .orElseThrow(() -> new IllegalStateException("\"" + member + "\" is no list"));
  }

  /** The list without items of these identifiers, in place of what it was. */
  private static ArrayNode keep(ObjectNode catalogue, Part part, Set<String> without) {
    ArrayNode kept = JSON.createArrayNode();
    for (JsonNode item : catalogue.path(part.member())) {
      if (!without.contains(part.id(item))) {
        kept.add(item);
      }
    }
    catalogue.set(part.member(), kept);
    return kept;
  }

  /** As JSON. */
  JsonNode json() {
    return json;
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
