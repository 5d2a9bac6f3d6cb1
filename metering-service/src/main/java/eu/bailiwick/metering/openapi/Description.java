package eu.bailiwick.metering.openapi;

import eu.bailiwick.metering.query.Dimension;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Adds parameters, problems and examples to the operations. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class Description implements OASFilter {

  private static final String UUID_EXAMPLE = "01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e";

  private static final List<Parameter> FILTER =
      Stream.concat(
              Arrays.stream(Dimension.values())
                  .map(d -> several(d.parameter(), "The " + d.description() + ".", text())),
              Stream.of(
                  several("request", "Id of a request, which is the id of its decision.", uuid()),
                  once("from", "Not before this time.", time()),
                  once("to", "Before this time.", time())))
          .toList();

  private static final List<Parameter> PAGE =
      List.of(
          once("limit", "Items in the page.", count(1_000)),
          once("after", "The value of next of the page before.", text()));

  private static final List<Parameter> EVENTS =
      List.of(
          several(
              "type", "Type of event.", oneOf("announced", "ended", "denied", "opened", "closed")),
          several("epoch", "One boot of one router.", uuid()),
          once("open", "Only opened events of attempts that are not closed.", oneOf("true")));

  private static final List<Parameter> USAGE =
      List.of(
          several(
              "groupBy",
              "What to group by; repeated, or divided by commas. Without it the answer is one group.",
              oneOf(Dimension.names().toArray(String[]::new))));

  private static final List<Parameter> GAPS =
      List.of(
          several("tenant", "The id of a tenant.", text()),
          several("epoch", "One boot of one router.", uuid()),
          several("state", "Without it, open.", oneOf("open", "filled")));

  private static final List<Parameter> DEAD_LETTERS =
      List.of(several("reason", "Why it is no event.", text()));

  private static final List<Parameter> EQUIVOCATIONS =
      List.of(
          several("tenant", "The id of a tenant.", text()),
          several("epoch", "One boot of one router.", uuid()));

  private static final List<Parameter> PERIOD =
      List.of(once("from", "Not before this time.", time()), once("to", "Before it.", time()));

  private static final List<Parameter> ENTRIES =
      List.of(
          several(
              "kind",
              "Kind of entry.",
              oneOf(
                  "change",
                  "dead_letter",
                  "equivocation",
                  "erasure",
                  "export",
                  "gap",
                  "hold",
                  "query",
                  "refused",
                  "release",
                  "whatif")),
          once("revision", "Only what is about this revision.", number()));

  private static final List<Parameter> FINDINGS =
      List.of(
          several(
              "kind",
              "Kind of finding.",
              oneOf(
                  "abandoned",
                  "clock_anomaly",
                  "equivocation",
                  "gap",
                  "late_fill",
                  "mismatch",
                  "unfinished")));

  private static final List<Parameter> PROOF =
      List.of(once("size", "Of the log; without it, as it is now.", number()));

  private static final List<Parameter> CONSISTENCY =
      List.of(
          once("first", "The smaller size, above zero.", number()).required(true),
          once("second", "The larger size; without it, as it is now.", number()));

  private static final List<Parameter> SNAPSHOTS =
      List.of(once("revision", "Only of this revision of the catalogue.", number()));

  private static final List<Parameter> BUCKET =
      List.of(once("bucket", "Also by stretches of time, in UTC.", oneOf("hour", "day", "month")));

  private static final List<Parameter> TENANT =
      List.of(several("tenant", "The id of a tenant.", text()));

  private static final List<Parameter> EXPORT =
      List.of(
          several(
              "type", "Type of event.", oneOf("announced", "ended", "denied", "opened", "closed")),
          once("format", "Without it, jsonl.", oneOf("csv", "jsonl", "parquet", "ocsf")));

  private static final List<Parameter> REGISTER =
      List.of(
          once("tenant", "The id of a tenant.", text()).required(true),
          once("from", "Not before this time.", time()).required(true),
          once("to", "Before this time, which must be over.", time()).required(true),
          once("format", "Without it, json.", oneOf("json", "csv")));

  private static final List<Parameter> LAPSES =
      List.of(
          once("endpoint", "The id of an endpoint.", text()).required(true),
          once("scheme", "Only certificates of this scheme.", text()),
          several("tenant", "The id of a tenant.", text()));

  private static final List<Parameter> QUERIES =
      List.of(
          several("kind", "Kind of entry.", oneOf("query", "export", "refused", "whatif")),
          several("by", "Who asked.", text()),
          several("tenant", "Only questions that named this tenant.", text()));

  private static final List<Parameter> CHANGES =
      List.of(
          once("kind", "Kind of resource, as in the registry's URLs.", text()),
          once("id", "Id of the resource.", text()),
          once("actor", "Who made the change.", text()),
          once("revision", "Only the change that made this revision.", number()));

  private static final List<Parameter> FLIPS =
      List.of(once("tenant", "The id of a tenant; without it, all.", text()));

  /** What every question takes that is recorded before it is answered. */
  private static final List<Parameter> PURPOSE =
      List.of(
          OASFactory.createParameter()
              .name("Bailiwick-Purpose")
              .in(Parameter.In.HEADER)
              .description("What the answer is for; recorded before it is given.")
              .schema(text().addExample("annual audit")),
          once("purpose", "The same, where headers cannot be set.", text()));

  @Override
  public void filterOpenAPI(OpenAPI openApi) {
    if (openApi.getPaths() == null || openApi.getPaths().getPathItems() == null) {
      return;
    }
    openApi.getPaths().getPathItems().forEach(Description::describe);
  }

  private static void describe(String path, PathItem item) {
    Operation operation = item.getGET();
    if (operation == null) {
      return;
    }
    switch (path) {
      case "/v1/events" -> add(operation, PURPOSE, FILTER, EVENTS, PAGE);
      case "/v1/usage" -> add(operation, PURPOSE, FILTER, USAGE, BUCKET);
      case "/v1/flows" -> add(operation, PURPOSE, FILTER, BUCKET);
      case "/v1/exports" -> add(operation, PURPOSE, FILTER, EXPORT);
      case "/v1/registers/{register}" -> add(operation, PURPOSE, REGISTER);
      case "/v1/lapses" -> add(operation, PURPOSE, LAPSES, PERIOD, PAGE);
      case "/v1/missing" -> add(operation, PURPOSE, TENANT, PERIOD);
      case "/v1/queries" -> add(operation, PURPOSE, QUERIES, PERIOD, PAGE);
      case "/v1/changes" -> add(operation, PURPOSE, CHANGES, PERIOD, PAGE);
      case "/v1/changes/{revision}/flips" -> add(operation, PURPOSE, FLIPS, PERIOD, PAGE);
      case "/v1/dead-letters" -> add(operation, PURPOSE, DEAD_LETTERS, PERIOD, PAGE);
      case "/v1/equivocations" -> add(operation, PURPOSE, EQUIVOCATIONS, PERIOD, PAGE);
      case "/v1/gaps" -> add(operation, PURPOSE, GAPS, PAGE);
      case "/v1/ledger/system/entries" -> add(operation, PURPOSE, ENTRIES, PERIOD, PAGE);
      case "/v1/ledger/tenants/{tenant}/entries" -> add(operation, PURPOSE, FINDINGS, PERIOD, PAGE);
      case "/v1/ledger/system/entries/{index}/proof",
          "/v1/ledger/tenants/{tenant}/entries/{index}/proof",
          "/v1/ledger/tenants/{tenant}/events/{epoch}/{sequence}/proof" ->
          add(operation, PROOF);
      case "/v1/ledger/system/consistency", "/v1/ledger/tenants/{tenant}/consistency" ->
          add(operation, CONSISTENCY);
      case "/v1/snapshots" -> add(operation, PURPOSE, SNAPSHOTS, PERIOD, PAGE);
      case "/v1/snapshots/missing" -> add(operation, PURPOSE, PAGE);
      case "/v1/ledger/system/entries/{index}",
          "/v1/ledger/tenants/{tenant}/entries/{index}",
          "/v1/snapshots/{digest}" ->
          add(operation, PURPOSE);
      case "/v1/ledger/system", "/v1/ledger/tenants/{tenant}" -> {}
      default -> {
        return;
      }
    }
    Examples.addTo(path, operation);
    WrittenExamples.addAnswer("GET", path, operation);
    Problems.addTo(path, operation);
  }

  @SafeVarargs
  private static void add(Operation operation, List<Parameter>... parameters) {
    for (List<Parameter> some : parameters) {
      some.forEach(operation::addParameter);
    }
  }

  private static Parameter once(String name, String description, Schema schema) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description(description)
        .schema(schema);
  }

  private static Parameter several(String name, String description, Schema schema) {
    Schema array = OASFactory.createSchema().addType(SchemaType.ARRAY).items(schema);
    return once(name, description, array).style(Parameter.Style.FORM).explode(true);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static Schema uuid() {
    return text().format("uuid").addExample(UUID_EXAMPLE);
  }

  private static Schema time() {
    return text().format("date-time").addExample("2026-11-23T00:00:00Z");
  }

  private static Schema oneOf(String... values) {
    return text().enumeration(List.of((Object[]) values));
  }

  private static Schema number() {
    return OASFactory.createSchema()
        .addType(SchemaType.INTEGER)
        .format("int64")
        .minimum(BigDecimal.ZERO);
  }

  private static Schema count(int most) {
    return OASFactory.createSchema()
        .addType(SchemaType.INTEGER)
        .minimum(BigDecimal.ONE)
        .maximum(BigDecimal.valueOf(most));
  }
}
