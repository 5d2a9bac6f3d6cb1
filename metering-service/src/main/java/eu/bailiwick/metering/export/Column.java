package eu.bailiwick.metering.export;

import eu.bailiwick.metering.parquet.ParquetColumn;
import java.util.List;
import java.util.stream.Stream;

/** What is exported of an event's row, in this order. */
enum Column {
  TIME("time", "e.time", ParquetColumn.Type.TIME),
  TENANT("tenant", "e.tenant", ParquetColumn.Type.TEXT),
  TYPE("type", "e.type", ParquetColumn.Type.TEXT),
  CELL("cell", "e.cell", ParquetColumn.Type.TEXT),
  ROUTER("router", "e.router", ParquetColumn.Type.TEXT),
  SITE("site", "e.router_site", ParquetColumn.Type.TEXT),
  EPOCH("epoch", "e.epoch::text", ParquetColumn.Type.TEXT),
  SEQUENCE("sequence", "e.sequence", ParquetColumn.Type.NUMBER),
  REQUEST("request", "e.request::text", ParquetColumn.Type.TEXT),
  ATTEMPT("attempt", "e.attempt::bigint", ParquetColumn.Type.NUMBER),
  APPLICATION("application", "e.application", ParquetColumn.Type.TEXT),
  KEY("key", "e.api_key", ParquetColumn.Type.TEXT),
  MODEL("model", "e.model", ParquetColumn.Type.TEXT),
  OPERATION("operation", "e.operation", ParquetColumn.Type.TEXT),
  DATA_CLASS("dataClass", "e.data_class", ParquetColumn.Type.TEXT),
  REASON("reason", "e.reason", ParquetColumn.Type.TEXT),
  SNAPSHOT("snapshot", "e.snapshot", ParquetColumn.Type.TEXT),
  REVISION("revision", "e.revision", ParquetColumn.Type.NUMBER),
  ENDPOINT("endpoint", "e.endpoint", ParquetColumn.Type.TEXT),
  VERSION("version", "e.version", ParquetColumn.Type.TEXT),
  ENDPOINT_SITE("endpointSite", "e.endpoint_site", ParquetColumn.Type.TEXT),
  OPERATOR("operator", "e.operator", ParquetColumn.Type.TEXT),
  /** Codes divided by spaces. */
  COUNTRIES("countries", "array_to_string(e.countries, ' ')", ParquetColumn.Type.TEXT),
  OUTCOME("outcome", "e.outcome", ParquetColumn.Type.TEXT),
  STATUS("status", "e.status::bigint", ParquetColumn.Type.NUMBER),
  CODE("code", "e.code", ParquetColumn.Type.TEXT),
  USAGE_SOURCE("usageSource", "e.usage_source", ParquetColumn.Type.TEXT),
  PROMPT_TOKENS("promptTokens", "e.prompt_tokens", ParquetColumn.Type.NUMBER),
  COMPLETION_TOKENS("completionTokens", "e.completion_tokens", ParquetColumn.Type.NUMBER),
  TOTAL_TOKENS("totalTokens", "e.total_tokens", ParquetColumn.Type.NUMBER),
  REQUEST_BYTES("requestBytes", "e.request_bytes", ParquetColumn.Type.NUMBER),
  RESPONSE_BYTES("responseBytes", "e.response_bytes", ParquetColumn.Type.NUMBER),
  REPEATS("repeats", "e.repeats", ParquetColumn.Type.FLAG),
  STORED("stored", "e.stored", ParquetColumn.Type.TIME),
  /** Of the event's bytes; computed from them. */
  DIGEST("digest", "NULL", ParquetColumn.Type.TEXT);

  private final String header;
  private final String sql;
  private final ParquetColumn.Type type;

  Column(String header, String sql, ParquetColumn.Type type) {
    this.header = header;
    this.sql = sql;
    this.type = type;
  }

  /** Its name in files. */
  String header() {
    return header;
  }

  ParquetColumn.Type type() {
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
