package eu.bailiwick.metering.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for each event of a request: API Activity, class 6003 of OCSF {@value #VERSION}.
 * What OCSF has no word for stands in {@code unmapped}.
 */
final class OcsfFile implements EventFile {

  static final String VERSION = "1.6.0";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CATEGORY = 6;
  private static final int CLASS = 6003;

  /** The activity "Create": a caller posts to have something generated. */
  private static final int ACTIVITY = 1;

  private static final int INFORMATIONAL = 1;
  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  private final OutputStream out;

  OcsfFile(OutputStream out) {
    this.out = out;
  }

  /** Events about a router's run are no API activity and are left out. */
  @Override
  public boolean add(ExportedEvent event) throws IOException {
    if (event.text(Column.REQUEST) == null) {
      return false;
    }
    out.write(JSON.writeValueAsBytes(map(event)));
    out.write('\n');
    return true;
  }

  private static ObjectNode map(ExportedEvent event) {
    ObjectNode mapped = JSON.createObjectNode();
    mapped
        .put("category_uid", CATEGORY)
        .put("class_uid", CLASS)
        .put("activity_id", ACTIVITY)
        .put("type_uid", CLASS * 100 + ACTIVITY)
        .put("severity_id", INFORMATIONAL)
        .put("time", ((Instant) Objects.requireNonNull(event.value(Column.TIME))).toEpochMilli());
    status(mapped, event);
    metadata(mapped, event);
    ObjectNode actor = mapped.putObject("actor");
    put(actor, "app_name", event.text(Column.APPLICATION));
    put(actor.putObject("user"), "uid", event.text(Column.KEY));
    ObjectNode api = mapped.putObject("api");
    put(api, "operation", event.text(Column.OPERATION));
    put(api.putObject("request"), "uid", event.text(Column.REQUEST));
    if (event.text(Column.MODEL) != null) {
      put(api.putObject("service"), "name", event.text(Column.MODEL));
    }
    put(mapped.putObject("src_endpoint"), "name", event.text(Column.APPLICATION));
    destination(mapped, event);
    unmapped(mapped.putObject("unmapped"), event);
    return mapped;
  }

  private static void status(ObjectNode mapped, ExportedEvent event) {
    String outcome = event.text(Column.OUTCOME);
    if (!"opened".equals(outcome)) {
      mapped.put("status_id", "completed".equals(outcome) ? SUCCESS : FAILURE);
    }
    put(mapped, "status_detail", event.text(Column.REASON));
    put(mapped, "status_code", event.text(Column.CODE));
    if (event.number(Column.STATUS) != null) {
      put(mapped.putObject("http_response"), "code", event.number(Column.STATUS));
    }
  }

  private static void metadata(ObjectNode mapped, ExportedEvent event) {
    ObjectNode metadata =
        mapped
            .putObject("metadata")
            .put("version", VERSION)
            .put("uid", event.text(Column.EPOCH) + "/" + event.number(Column.SEQUENCE));
    put(metadata, "event_code", event.text(Column.TYPE));
    put(metadata, "tenant_uid", event.text(Column.TENANT));
    put(metadata, "correlation_uid", event.text(Column.REQUEST));
    metadata
        .put("sequence", event.number(Column.SEQUENCE))
        .put(
            "logged_time",
            ((Instant) Objects.requireNonNull(event.value(Column.STORED))).toEpochMilli());
    metadata.putObject("product").put("name", "Bailiwick").put("vendor_name", "Bailiwick");
  }

  private static void destination(ObjectNode mapped, ExportedEvent event) {
    String endpoint = event.text(Column.ENDPOINT);
    if (endpoint == null) {
      return;
    }
    ObjectNode destination = mapped.putObject("dst_endpoint").put("name", endpoint);
    put(destination, "zone", event.text(Column.ENDPOINT_SITE));
    String countries = event.text(Column.COUNTRIES);
    if (countries != null && countries.indexOf(' ') < 0) {
      destination.putObject("location").put("country", countries);
    }
  }

  private static void unmapped(ObjectNode unmapped, ExportedEvent event) {
    put(unmapped, "attempt", event.number(Column.ATTEMPT));
    put(unmapped, "outcome", event.text(Column.OUTCOME));
    put(unmapped, "dataClass", event.text(Column.DATA_CLASS));
    put(unmapped, "countries", event.text(Column.COUNTRIES));
    put(unmapped, "operator", event.text(Column.OPERATOR));
    put(unmapped, "version", event.text(Column.VERSION));
    put(unmapped, "snapshot", event.text(Column.SNAPSHOT));
    put(unmapped, "revision", event.number(Column.REVISION));
    put(unmapped, "router", event.text(Column.ROUTER));
    put(unmapped, "cell", event.text(Column.CELL));
    put(unmapped, "usageSource", event.text(Column.USAGE_SOURCE));
    put(unmapped, "promptTokens", event.number(Column.PROMPT_TOKENS));
    put(unmapped, "completionTokens", event.number(Column.COMPLETION_TOKENS));
    put(unmapped, "requestBytes", event.number(Column.REQUEST_BYTES));
    put(unmapped, "responseBytes", event.number(Column.RESPONSE_BYTES));
    put(unmapped, "digest", event.text(Column.DIGEST));
  }

  private static void put(ObjectNode object, String member, @Nullable String value) {
    if (value != null) {
      object.put(member, value);
    }
  }

  private static void put(ObjectNode object, String member, @Nullable Long value) {
    if (value != null) {
      object.put(member, value);
    }
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
