package eu.bailiwick.metering.evidence;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.problem.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request for evidence, strictly. */
final class EvidenceRequest {

  private static final int MOST_BYTES = 1 << 20;
  private static final int LONGEST_TEXT = 300;
  private static final Set<String> KNOWN =
      Set.of("tenant", "from", "to", "purpose", "dataClass", "area", "cover", "seen", "withhold");

  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final List<Violation> violations = new ArrayList<>();

  private EvidenceRequest() {}

  /**
   * Reads it.
   *
   * @param purpose out of the request's head, which comes before one in the body; null if none
   * @throws ProblemException naming every member that is wrong
   */
  static Asked read(InputStream body, @Nullable String purpose) {
    return new EvidenceRequest().asked(tree(body), purpose);
  }

  private static JsonNode tree(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      JsonNode tree = bytes.length > MOST_BYTES ? null : JSON.readTree(bytes);
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      // told below
    }
    throw new ProblemException(
        ErrorCode.INVALID_PARAMETER, "The body: a JSON object of at most 1 MiB is needed.");
  }

  private Asked asked(JsonNode body, @Nullable String header) {
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KNOWN.contains(name)) {
        violate(name, "is not known; known are " + KNOWN.stream().sorted().toList());
      }
    }
    String tenant = text(body, "tenant");
    Instant from = instant(body, "from");
    Instant to = instant(body, "to");
    if (!from.isBefore(to)) {
      violate("to", "must be after from");
    }
    String purpose = header != null ? header.strip() : text(body, "purpose");
    if (purpose.isBlank()) {
      violate("purpose", "say what the evidence is for");
    }
    Asked asked =
        new Asked(tenant, from, to, purpose, claim(body), whole(body), seen(body), withheld(body));
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER, first.path() + ": " + first.message(), violations);
    }
    return asked;
  }

  private Asked.@Nullable Claim claim(JsonNode body) {
    if (!body.hasNonNull("dataClass") && !body.hasNonNull("area")) {
      return null;
    }
    Asked.Claim claim = new Asked.Claim(text(body, "dataClass"), text(body, "area"));
    if (!claim.area().matches("[A-Z][A-Z0-9_]+") || claim.area().equals("ZZ")) {
      violate("area", "a country's code or a group's name is needed, such as FR or EEA");
    }
    return claim;
  }

  private boolean whole(JsonNode body) {
    if (!body.hasNonNull("cover")) {
      return false;
    }
    String cover = text(body, "cover");
    if (!Set.of("period", "whole").contains(cover)) {
      violate("cover", "period or whole is needed");
    }
    return cover.equals("whole");
  }

  private @Nullable Long seen(JsonNode body) {
    JsonNode seen = body.path("seen");
    if (seen.isMissingNode() || seen.isNull()) {
      return null;
    }
    if (!seen.isIntegralNumber() || !seen.canConvertToLong() || seen.longValue() < 1) {
      violate("seen", "the size of a checkpoint of the cell's log is needed");
    }
    return seen.longValue();
  }

  private List<Asked.Withheld> withheld(JsonNode body) {
    List<Asked.Withheld> withheld = new ArrayList<>();
    JsonNode list = body.path("withhold");
    if (!list.isMissingNode() && !list.isArray()) {
      violate("withhold", "a list is needed");
    }
    for (int i = 0; i < list.size(); i++) {
      withheld.add(withheld(list.path(i), "withhold[" + i + "]"));
    }
    return withheld;
  }

  private Asked.Withheld withheld(JsonNode of, String path) {
    String reason = of.path("reason").asText("");
    if (reason.isBlank() || reason.length() > LONGEST_TEXT) {
      violate(path + ".reason", "say why, in at most " + LONGEST_TEXT + " characters");
    }
    boolean byRequest = of.hasNonNull("request");
    UUID id = uuid(of.path(byRequest ? "request" : "epoch"), path);
    if (byRequest) {
      return new Asked.Withheld(id, null, reason);
    }
    JsonNode sequence = of.path("sequence");
    if (!sequence.isIntegralNumber() || sequence.longValue() < 0) {
      violate(path + ".sequence", "a whole number is needed");
    }
    return new Asked.Withheld(null, id + "/" + sequence.longValue(), reason);
  }

  private UUID uuid(JsonNode of, String path) {
    String text = of.asText("");
    if (text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
      return UUID.fromString(text);
    }
    violate(path, "a request, or an epoch with a sequence, is needed, as a UUID");
    return new UUID(0, 0);
  }

  private String text(JsonNode body, String name) {
    JsonNode text = body.path(name);
    if (!text.isTextual()
        || text.textValue().isBlank()
        || text.textValue().length() > LONGEST_TEXT
        || text.textValue().chars().anyMatch(Character::isISOControl)) {
      violate(name, "a text of 1 to " + LONGEST_TEXT + " characters on one line is needed");
      return "";
    }
    return text.textValue().strip();
  }

  /** Times are kept to the microsecond, cut; a bound is rounded up, so that none slips by. */
  private Instant instant(JsonNode body, String name) {
    try {
      Instant instant = OffsetDateTime.parse(body.path(name).asText("")).toInstant();
      Instant cut = instant.truncatedTo(ChronoUnit.MICROS);
      return cut.equals(instant) ? cut : cut.plus(1, ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      violate(name, "a time such as 2026-11-23T10:00:00Z is needed");
      return Instant.EPOCH;
    }
  }

  private void violate(String path, String message) {
    violations.add(new Violation(path, message));
  }
}
