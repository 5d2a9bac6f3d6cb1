package eu.bailiwick.metering.query;

import eu.bailiwick.sovereignty.law.Country;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What events can be filtered by and counted by. */
public enum Dimension {
  TENANT("tenant", "e.tenant", "id of a tenant"),
  APPLICATION("application", "e.application", "id of an application"),
  KEY("key", "e.api_key", "id of an API key"),
  MODEL("model", "e.model", "model as the caller named it"),
  OPERATION("operation", "e.operation", "such as CHAT or EMBEDDINGS"),
  DATA_CLASS("dataClass", "e.data_class", "data class that counted"),
  COUNTRY("country", "c.country", "country in which a request may have been processed"),
  COUNTRIES(
      "countries",
      "array_to_string(e.countries, ' ')",
      "countries in which a request may have been processed, all of them, divided by spaces"),
  OUTCOME("outcome", "e.outcome", "denied, opened, or how the attempt ended"),
  REASON("reason", "e.reason", "PERMITTED, or the code of the reason"),
  ENDPOINT("endpoint", "e.endpoint", "id of an endpoint"),
  VERSION("version", "e.version", "id of a model version"),
  ENDPOINT_SITE("endpointSite", "e.endpoint_site", "id of the endpoint's site"),
  OPERATOR("operator", "e.operator", "id of the entity that operates the site"),
  ROUTER("router", "e.router", "id of a router"),
  SNAPSHOT("snapshot", "e.snapshot", "digest of the snapshot by which was decided"),
  REVISION("revision", "e.revision", "revision of the catalogue by which was decided"),
  STATUS(
      "status", "e.status", "HTTP status: of a denied request the caller's, else the upstream's"),
  CODE("code", "e.code", "error code that the caller got"),
  USAGE_SOURCE("usageSource", "e.usage_source", "upstream, or missing if nobody counted tokens");

  private static final Pattern LOWER_SNAKE = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9_]*");

  private final String parameter;
  private final String column;
  private final String description;

  Dimension(String parameter, String column, String description) {
    this.parameter = parameter;
    this.column = column;
    this.description = description;
  }

  /** Its name in requests and answers. */
  public String parameter() {
    return parameter;
  }

  /** What it is, as part of a sentence. */
  public String description() {
    return description;
  }

  /** The SQL expression to group by; of events as {@code e}, of their countries as {@code c}. */
  public String column() {
    return column;
  }

  /** The one with this name in requests, if there is one. */
  public static Optional<Dimension> named(String parameter) {
    return Arrays.stream(values()).filter(d -> d.parameter.equals(parameter)).findFirst();
  }

  /** The names of all, for messages. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Dimension::parameter).toList();
  }

  /** Whether the daily counts know it; otherwise single events have to be looked at. */
  public boolean isCounted() {
    return this != SNAPSHOT && this != REVISION && this != ROUTER;
  }

  /** Adds the condition that it has one of these values; there is at least one. */
  void restrict(Condition condition, Set<String> values) {
    if (this == COUNTRY) {
      condition.and("e.countries && ?", List.copyOf(values));
    } else if (this == REVISION || this == STATUS) {
      condition.and(column + " = ANY (?)", values.stream().map(Long::valueOf).toList());
    } else if (values.size() == 1) {
      condition.and(column + " = ?", values.iterator().next());
    } else {
      condition.and(column + " = ANY (?)", List.copyOf(values));
    }
  }

  /** Which values make sense. */
  Predicate<String> accepts() {
    return switch (this) {
      case COUNTRY -> Country::isCode;
      case REVISION, STATUS -> NUMBER.asMatchPredicate();
      case OUTCOME, CODE, USAGE_SOURCE -> LOWER_SNAKE.asMatchPredicate();
      case REASON, OPERATION -> UPPER_SNAKE.asMatchPredicate();
      case TENANT, APPLICATION, KEY, MODEL, DATA_CLASS, ENDPOINT, VERSION -> Parameters::isText;
      case SNAPSHOT, COUNTRIES -> Parameters::isText;
      case ENDPOINT_SITE, OPERATOR, ROUTER -> Parameters::isText;
    };
  }
}
