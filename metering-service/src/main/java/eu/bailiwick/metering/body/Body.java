package eu.bailiwick.metering.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.problem.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One JSON object that somebody sent. Reading a member makes it known; {@link #finish} refuses the
 * request if a member was malformed, missing or not read at all.
 */
public final class Body {

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final JsonNode object;
  private final String path;
  private final Set<String> known = new HashSet<>();
  private final List<Violation> violations;

  private Body(JsonNode object, String path, List<Violation> violations) {
    this.object = object;
    this.path = path;
    this.violations = violations;
  }

  /**
   * Parses a body.
   *
   * @throws ProblemException if it is no JSON object
   */
  public static Body parse(InputStream body) {
    try {
      JsonNode node = JSON.readTree(body);
      if (node == null || !node.isObject()) {
        throw new ProblemException(ErrorCode.INVALID_BODY, "A JSON object is needed.");
      }
      return new Body(node, "", new ArrayList<>());
    } catch (JsonProcessingException e) {
      throw new ProblemException(
          ErrorCode.INVALID_BODY,
          "The body is no JSON, or names a member twice: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text that must be there, not blank and of at most so many characters; else empty text. */
  public String text(String name, int longest) {
    Optional<String> text = optionalText(name, longest);
    if (text.isEmpty() && !isPresent(name)) {
      violate(name, "is needed");
    }
    return text.orElse("");
  }

  /** Text that may be absent; if not, it is not blank and of at most so many characters. */
  public Optional<String> optionalText(String name, int longest) {
    return member(name)
        .flatMap(
            node -> {
              if (!node.isTextual()
                  || node.textValue().isBlank()
                  || node.textValue().indexOf('\0') >= 0
                  || node.textValue().length() > longest) {
                violate(name, "text of 1 to " + longest + " characters is needed");
                return Optional.empty();
              }
              return Optional.of(node.textValue());
            });
  }

  /** A time with offset, which may be absent. */
  public Optional<Instant> optionalInstant(String name) {
    return optionalText(name, 64)
        .flatMap(
            text -> {
              try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
              } catch (DateTimeException e) {
                violate(name, "a time such as 2026-11-23T10:00:00Z is needed");
                return Optional.empty();
              }
            });
  }

  /** A time with offset that must be there; else the beginning of 1970. */
  public Instant instant(String name) {
    if (!isPresent(name)) {
      violate(name, "is needed");
    }
    return optionalInstant(name).orElse(Instant.EPOCH);
  }

  /** A whole number from 1 to {@code most} that must be there; else 1. */
  public int count(String name, int most) {
    Optional<JsonNode> node = member(name);
    if (node.isEmpty()
        || !node.get().isIntegralNumber()
        || !node.get().canConvertToInt()
        || node.get().intValue() < 1
        || node.get().intValue() > most) {
      violate(name, "a whole number from 1 to " + most + " is needed");
      return 1;
    }
    return node.get().intValue();
  }

  /** UUIDs; empty if absent. */
  public List<UUID> uuids(String name, int most) {
    List<UUID> ids = new ArrayList<>();
    List<JsonNode> items = array(name);
    if (items.size() > most) {
      violate(name, "at most " + most + " are accepted");
      return ids;
    }
    for (int i = 0; i < items.size(); i++) {
      String text = items.get(i).isTextual() ? items.get(i).textValue() : "";
      if (UUID_TEXT.matcher(text).matches()) {
        ids.add(UUID.fromString(text));
      } else {
        violate(name + "[" + i + "]", "a UUID is needed");
      }
    }
    return ids;
  }

  /** The items of an array; empty if absent. */
  public List<JsonNode> array(String name) {
    List<JsonNode> items = new ArrayList<>();
    member(name)
        .ifPresent(
            node -> {
              if (node.isArray()) {
                node.forEach(items::add);
              } else {
                violate(name, "an array is needed");
              }
            });
    return items;
  }

  /** An object with members of its own; what is wrong in it is wrong in this one. */
  public Optional<Body> object(String name) {
    return objectNode(name).map(node -> new Body(node, at(name) + ".", violations));
  }

  /** An object, as it is. */
  public Optional<JsonNode> objectNode(String name) {
    return member(name)
        .flatMap(
            node -> {
              if (!node.isObject()) {
                violate(name, "an object is needed");
                return Optional.empty();
              }
              return Optional.of(node);
            });
  }

  /** Names of all members that are there. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public boolean isPresent(String name) {
    return member(name).isPresent();
  }

  /** Takes note of what is wrong with a member. */
  public void violate(String name, String message) {
    violations.add(new Violation(at(name), message));
  }

  /** Takes note of the members that were not read. */
  public void refuseUnknown() {
    Set<String> unknown = names();
    unknown.removeAll(known);
    unknown.forEach(name -> violate(name, "is not known; known are " + new TreeSet<>(known)));
  }

  /**
   * Ends reading.
   *
   * @throws ProblemException if anything is wrong, naming every member concerned
   */
  public void finish() {
    refuseUnknown();
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      throw new ProblemException(
          ErrorCode.INVALID_BODY, first.path() + ": " + first.message(), violations);
    }
  }

  private Optional<JsonNode> member(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  private String at(String name) {
    return path + name;
  }
}
