package eu.bailiwick.registry.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.TextNode;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns parsed JSON into records through their canonical constructors. Nothing is coerced or
 * ignored: what does not fit is reported with the path of the field, and reading goes on, so that
 * one pass finds everything.
 */
public final class RecordReader {

  private static final Pattern FIELD_FIRST = Pattern.compile("([A-Za-z]+)((?:\\[\\d+])?)");

  private final Violations violations;

  /**
   * @param violations where to report
   */
  public RecordReader(Violations violations) {
    this.violations = violations;
  }

  /**
   * Reads one record.
   *
   * @param path where {@code node} stands in the document
   * @return empty if it could not be made; then at least one violation has been reported. Unknown
   *     members are reported as well but do not prevent it
   */
  public <R extends Record> Optional<R> read(Class<R> type, JsonNode node, String path) {
    return Optional.ofNullable(type.cast(value(type, node, path)));
  }

  /** Null stands for a failure that has been reported; JSON's null never gets here. */
  private @Nullable Object value(Type type, JsonNode node, String path) {
    Class<?> raw = RecordShape.raw(type);
    if (raw == List.class) {
      return elements(type, node, path, new ArrayList<>());
    }
    if (raw == Set.class) {
      return elements(type, node, path, new LinkedHashSet<>());
    }
    if (raw == Map.class) {
      return members(type, node, path);
    }
    if (raw == Constraint.class) {
      return constraint(node, path);
    }
    if (raw == JsonNode.class) {
      return node; // somebody else's document: not ours to read
    }
    if (Scalars.reads(raw)) {
      return scalar(raw, node, path);
    }
    return record(type, node, path);
  }

  private @Nullable Object scalar(Class<?> type, JsonNode node, String path) {
    try {
      return Scalars.read(type, node);
    } catch (IllegalArgumentException e) {
      violations.report(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Object elements(
      Type type, JsonNode node, String path, Collection<Object> elements) {
    if (!expect(JsonNodeType.ARRAY, node, path)) {
      return null;
    }
    Type elementType = ((ParameterizedType) type).getActualTypeArguments()[0];
    boolean failed = false;
    for (int i = 0; i < node.size(); i++) {
      String position = Path.element(path, i);
      Object element = null;
      if (node.get(i).isNull()) {
        violations.report(position, "null is not a value");
      } else {
        element = value(elementType, node.get(i), position);
      }
      if (element == null) {
        failed = true;
      } else if (!elements.add(element)) {
        violations.report(position, "is there twice");
      }
    }
    return failed ? null : elements;
  }

  /** A map from names, or constants, to values is an object. */
  private @Nullable Object members(Type type, JsonNode node, String path) {
    if (!expect(JsonNodeType.OBJECT, node, path)) {
      return null;
    }
    Type[] types = ((ParameterizedType) type).getActualTypeArguments();
    Map<Object, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String position = Path.member(path, member.getKey());
      Object key = value(types[0], TextNode.valueOf(member.getKey()), position);
      Object value = null;
      if (member.getValue().isNull()) {
        violations.report(position, "null is not a value");
      } else {
        value = value(types[1], member.getValue(), position);
      }
      if (key != null && value != null) {
        members.put(key, value);
      }
    }
    return members.size() == node.size() ? members : null;
  }

  private @Nullable Object constraint(JsonNode node, String path) {
    if (!expect(JsonNodeType.OBJECT, node, path)) {
      return null;
    }
    Map<String, Class<? extends Constraint>> known = ConstraintNames.types();
    String name = node.size() == 1 ? node.fieldNames().next() : "";
    Class<? extends Constraint> kind = known.get(name);
    if (kind == null) {
      violations.report(path, "an object with exactly one of " + known.keySet() + " is needed");
      return null;
    }
    return record(kind, node.get(name), Path.member(path, name));
  }

  private @Nullable Object record(Type type, JsonNode node, String path) {
    if (!expect(JsonNodeType.OBJECT, node, path)) {
      return null;
    }
    RecordShape shape = RecordShape.of(type);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!shape.names().contains(name)) {
                violations.report(
                    Path.member(path, name), "unknown field; known are " + shape.names());
              }
            });
    @Nullable Object[] arguments = new @Nullable Object[shape.names().size()];
    boolean failed = false;
    for (int i = 0; i < arguments.length; i++) {
      String name = shape.names().get(i);
      JsonNode member = node.path(name);
      if (!member.isMissingNode() && !member.isNull()) {
        arguments[i] = value(shape.types().get(i), member, Path.member(path, name));
        failed |= arguments[i] == null;
      } else if (RecordShape.raw(shape.types().get(i)).isPrimitive()) {
        violations.report(Path.member(path, name), "is missing");
        failed = true;
      }
    }
    return failed ? null : construct(shape, arguments, path);
  }

  private @Nullable Object construct(RecordShape shape, @Nullable Object[] arguments, String path) {
    try {
      return shape.construct(arguments);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      violations.report(fieldNamedFirst(shape, message, path), message);
    } catch (NullPointerException e) {
      violations.report(fieldNamedFirst(shape, String.valueOf(e.getMessage()), path), "is missing");
    }
    return null;
  }

  /** Messages of the records begin with the name of the field, or element, that is to blame. */
  private static String fieldNamedFirst(RecordShape shape, String message, String path) {
    Matcher first = FIELD_FIRST.matcher(message);
    return first.lookingAt() && shape.names().contains(first.group(1))
        ? Path.member(path, first.group(1)) + first.group(2)
        : path;
  }

  private boolean expect(JsonNodeType type, JsonNode node, String path) {
    if (node.getNodeType() == type) {
      return true;
    }
    String needed = type == JsonNodeType.ARRAY ? "a list" : "an object";
    violations.report(
        path, needed + " is needed, not a " + node.getNodeType().name().toLowerCase(Locale.ROOT));
    return false;
  }
}
