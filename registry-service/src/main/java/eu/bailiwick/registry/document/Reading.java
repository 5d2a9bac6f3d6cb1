package eu.bailiwick.registry.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.RecordReader;
import eu.bailiwick.registry.json.Violations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a document says, as far as it can be read without knowing the catalogue. */
public final class Reading {

  private final JsonNode root;
  private final List<Upsert<?>> upserts = new ArrayList<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Violations violations = new Violations();
  private final RecordReader reader = new RecordReader(violations);

  private Reading(JsonNode root) {
    this.root = root;
  }

  /** Reads a document with lists of resources, each optional. */
  public static Reading document(JsonNode root) {
    Reading reading = new Reading(root);
    reading.lists(root, "", new HashMap<>());
    return reading;
  }

  /**
   * Reads documents with lists of resources as if they were one. If there are several, paths begin
   * with the position of the document, as in {@code [1].endpoints[0]}; null documents say nothing.
   */
  public static Reading documents(List<JsonNode> roots) {
    if (roots.size() == 1) {
      return document(roots.getFirst());
    }
    Reading reading = new Reading(JsonNodeFactory.instance.arrayNode().addAll(roots));
    Map<Kind<?>, Set<String>> seen = new HashMap<>();
    for (int i = 0; i < roots.size(); i++) {
      if (!roots.get(i).isNull()) {
        reading.lists(roots.get(i), "[" + i + "]", seen);
      }
    }
    return reading;
  }

  /**
   * Reads a document that is one resource.
   *
   * @param id the identifier that it must have
   */
  public static <T extends Record> Reading resource(Kind<T> kind, String id, JsonNode root) {
    Reading reading = new Reading(root);
    Optional<T> value = reading.reader.read(kind.type(), root, "");
    value.ifPresent(resource -> reading.upserts.add(new Upsert<>(kind, resource, "")));
    if (value.isPresent() && !kind.idOf(value.get()).equals(id)) {
      reading.violations.report(
          "id", "\"" + kind.idOf(value.get()) + "\" is not the path's \"" + id + "\"");
    }
    return reading;
  }

  /** Resources that were not read from a document. */
  public static Reading of(List<Upsert<?>> upserts) {
    Reading reading = new Reading(MissingNode.getInstance());
    reading.upserts.addAll(upserts);
    return reading;
  }

  /**
   * Reads the body of a request that is no resource.
   *
   * @throws RefusedException with 422 and every violation, with the paths of the fields
   */
  public static <R extends Record> R body(Class<R> type, JsonNode root) {
    Violations violations = new Violations();
    Optional<R> body = new RecordReader(violations).read(type, root, "");
    if (body.isEmpty() || violations.count() > 0) {
      throw new RefusedException(
          ErrorCode.INVALID_REQUEST, "nothing was changed", violations.list());
    }
    return body.get();
  }

  /** The resources that could be read, in order of the document. */
  public List<Upsert<?>> upserts() {
    return List.copyOf(upserts);
  }

  /** What is wrong so far; others may add to it. */
  public Violations violations() {
    return violations;
  }

  /** Whether the text at {@code path} names a resource of this document that cannot be read. */
  public boolean namesUnreadable(String path) {
    String pointer = ("/" + path.replace("]", "").replaceAll("[.\\[]", "/")).replace("//", "/");
    return unreadable.contains(root.at(pointer).asText());
  }

  private void lists(JsonNode document, String path, Map<Kind<?>, Set<String>> seen) {
    if (!document.isObject()) {
      violations.report(path, "an object with lists of resources is needed");
      return;
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    Set<String> known = Kind.DECLARED.stream().map(Kind::list).collect(Collectors.toSet());
    document
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                violations.report(
                    prefix + name, "unknown field; known are " + known.stream().sorted().toList());
              }
            });
    Kind.DECLARED.forEach(
        kind ->
            list(
                kind,
                document.path(kind.list()),
                prefix + kind.list(),
                seen.computeIfAbsent(kind, k -> new HashSet<>())));
  }

  private <T extends Record> void list(Kind<T> kind, JsonNode list, String path, Set<String> seen) {
    if (list.isMissingNode() || list.isNull()) {
      return;
    }
    if (!list.isArray()) {
      violations.report(path, "a list is needed");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      element(kind, list.get(i), path + "[" + i + "]", seen);
    }
  }

  private <T extends Record> void element(
      Kind<T> kind, JsonNode element, String path, Set<String> seen) {
    Optional<T> value = reader.read(kind.type(), element, path);
    if (value.isEmpty()) {
      element.path("id").asOptional().map(JsonNode::asText).ifPresent(unreadable::add);
    } else if (seen.add(kind.idOf(value.get()))) {
      upserts.add(new Upsert<>(kind, value.get(), path));
    } else {
      violations.report(path + ".id", "\"" + kind.idOf(value.get()) + "\" is there twice");
    }
  }
}
