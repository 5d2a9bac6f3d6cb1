package eu.bailiwick.routing.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Attributes of spans: those of OpenTelemetry's semantic conventions where there are some, else
 * ours. None has room for what a caller wrote.
 */
final class Names {

  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");

  /** Seconds. */
  static final AttributeKey<Double> FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");

  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  static final AttributeKey<String> REQUEST = AttributeKey.stringKey("bailiwick.request");
  static final AttributeKey<String> TENANT = AttributeKey.stringKey("bailiwick.tenant");
  static final AttributeKey<String> APPLICATION = AttributeKey.stringKey("bailiwick.application");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("bailiwick.outcome");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("bailiwick.attempt");
  static final AttributeKey<String> ENDPOINT = AttributeKey.stringKey("bailiwick.endpoint");
  static final AttributeKey<String> SITE = AttributeKey.stringKey("bailiwick.site");
  static final AttributeKey<List<String>> COUNTRIES =
      AttributeKey.stringArrayKey("bailiwick.jurisdiction.countries");

  private Names() {}
}
