package eu.bailiwick.metering.export;

import eu.bailiwick.metering.parquet.ParquetColumn;
import eu.bailiwick.metering.parquet.ParquetColumn.Type;
import java.util.List;
import java.util.stream.Stream;

/** What is exported of an event's row, in this order. */
enum Column {
  TIME("time", "e.time", Type.TIME),
  TENANT("tenant", "e.tenant", Type.TEXT),
  TYPE("type", "e.type", Type.TEXT),
  CELL("cell", "e.cell", Type.TEXT),
  ROUTER("router", "e.router", Type.TEXT),
  SITE("site", "e.router_site", Type.TEXT),
  EPOCH("epoch", "e.epoch::text", Type.TEXT),
  SEQUENCE("sequence", "e.sequence", Type.NUMBER),
  REQUEST("request", "e.request::text", Type.TEXT),
  ATTEMPT("attempt", "e.attempt::bigint", Type.NUMBER),
  APPLICATION("application", "e.application", Type.TEXT),
  KEY("key", "e.api_key", Type.TEXT),
  MODEL("model", "e.model", Type.TEXT),
  OPERATION("operation", "e.operation", Type.TEXT),
  DATA_CLASS("dataClass", "e.data_class", Type.TEXT),
  REASON("reason", "e.reason", Type.TEXT),
  SNAPSHOT("snapshot", "e.snapshot", Type.TEXT),
  REVISION("revision", "e.revision", Type.NUMBER),
  ENDPOINT("endpoint", "e.endpoint", Type.TEXT),
  VERSION("version", "e.version", Type.TEXT),
  ENDPOINT_SITE("endpointSite", "e.endpoint_site", Type.TEXT),
  OPERATOR("operator", "e.operator", Type.TEXT),
  /** Codes divided by spaces. */
  COUNTRIES("countries", "array_to_string(e.countries, ' ')", Type.TEXT),
  OUTCOME("outcome", "e.outcome", Type.TEXT),
  STATUS("status", "e.status::bigint", Type.NUMBER),
  CODE("code", "e.code", Type.TEXT),
  USAGE_SOURCE("usageSource", "e.usage_source", Type.TEXT),
  PROMPT_TOKENS("promptTokens", "e.prompt_tokens", Type.NUMBER),
  COMPLETION_TOKENS("completionTokens", "e.completion_tokens", Type.NUMBER),
  TOTAL_TOKENS("totalTokens", "e.total_tokens", Type.NUMBER),
  REQUEST_BYTES("requestBytes", "e.request_bytes", Type.NUMBER),
  RESPONSE_BYTES("responseBytes", "e.response_bytes", Type.NUMBER),
  REPEATS("repeats", "e.repeats", Type.FLAG),
  STORED("stored", "e.stored", Type.TIME),
  DIGEST("digest", "'sha256:' || encode(e.digest, 'hex')", Type.TEXT);

  private final String header;
  private final String sql;
  private final Type type;

  Column(String header, String sql, Type type) {
    this.header = header;
    this.sql = sql;
    this.type = type;
  }

  /** Its name in files. */
  String header() {
    return header;
  }

  Type type() {
    return type;
  }

  /** The expression for it, of events as {@code e}, under its own name. */
  String sql() {
    return sql + " AS " + name();
  }

  /** All of them as columns of Parquet. */
  static List<ParquetColumn> parquet() {
    return Stream.of(values()).map(c -> new ParquetColumn(c.header, c.type)).toList();
  }
}
