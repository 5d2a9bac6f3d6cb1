package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.limits.Bound;
import eu.bailiwick.routing.limits.Measure;
import eu.bailiwick.routing.limits.RateLimitHeaders;
import eu.bailiwick.routing.limits.Shortage;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ApiError.CandidateReasons;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.sovereignty.decision.Candidate;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** Says a denial in OpenAI's words, each reason with a status of its own. */
final class Denials {

  private static final int SHOWN = 256;

  private Denials() {}

  /**
   * The error for the caller.
   *
   * @param denied a decision that does not permit
   */
  static ApiError error(Decision denied) {
    return switch (denied.reason()) {
      case MODEL_NOT_FOUND ->
          ApiError.of(
              ErrorCode.MODEL_NOT_FOUND,
              "The model " + name(denied.request().model()) + " is not catalogued for this.",
              "model");
      case DATA_CLASS_NOT_ALLOWED ->
          ApiError.of(
              ErrorCode.DATA_CLASS_NOT_ALLOWED,
              "The application may not name this data class: its own or a stricter one is needed.",
              Narrowing.DATA_CLASS);
      case UNKNOWN_AREA ->
          ApiError.of(
              ErrorCode.UNKNOWN_AREA,
              "The request narrows itself to something that is neither a country nor a group.",
              Narrowing.WITHIN);
      case NO_POLICY ->
          ApiError.of(
              ErrorCode.NO_LAWFUL_ENDPOINT,
              "No policy covers this request, and what no policy covers is denied (NO_POLICY).");
      case NO_LAWFUL_ENDPOINT -> noLawfulEndpoint(denied);
      case PERMITTED,
          REVOKED,
          VERSION_NOT_APPROVED,
          NOT_APPROVED,
          PROCESSING_OUTSIDE_AREA,
          UNKNOWN_PROCESSING,
          STORAGE_OUTSIDE_AREA,
          RETENTION_TOO_LONG,
          UNKNOWN_STORAGE,
          TELEMETRY_OUTSIDE_AREA,
          UNKNOWN_TELEMETRY,
          HUMAN_ACCESS_OUTSIDE_AREA,
          UNKNOWN_HUMAN_ACCESS,
          DISCLOSURE_EXPOSURE,
          UNKNOWN_DISCLOSURE,
          DENIAL_EXPOSURE,
          UNKNOWN_DENIAL,
          KEY_CUSTODY,
          UNKNOWN_KEY_CUSTODY,
          UNKNOWN_CERTIFICATION,
          LICENCE_NOT_ALLOWED,
          UNKNOWN_LICENCE,
          ORIGIN_OUTSIDE_AREA,
          UNKNOWN_ORIGIN ->
          throw new IllegalArgumentException(denied.reason() + " is no reason for a denial");
    };
  }

  /** The error for a request for which a limit has no room. */
  static ApiError limited(Shortage shortage) {
    Bound bound = shortage.bound();
    boolean monthly = bound.slot().measure() == Measure.TOKENS_PER_MONTH;
    ErrorCode code = monthly ? ErrorCode.INSUFFICIENT_QUOTA : ErrorCode.RATE_LIMIT_EXCEEDED;
    String type = code.type();
    if (!monthly && bound.slot().measure().countsTokens()) {
      type = "tokens";
    }
    String message =
        "The %s %s may have %d %s; %d are left and the request needs %d. %s"
            .formatted(
                bound.slot().level().word(),
                bound.slot().id(),
                bound.size(),
                bound.slot().measure().words(),
                Math.max(0, shortage.remaining()),
                shortage.asked(),
                advice(shortage));
    return new ApiError(code.status(), message, type, null, code.code(), List.of());
  }

  private static String advice(Shortage shortage) {
    return shortage.forGood()
        ? "It never fits: ask for a shorter answer, or send less."
        : "Try again in " + RateLimitHeaders.duration(shortage.waitMillis()) + ".";
  }

  private static String name(String model) {
    return model.length() > SHOWN ? "with this long name" : '"' + model + '"';
  }

  private static ApiError noLawfulEndpoint(Decision denied) {
    List<CandidateReasons> reasons = denied.candidates().stream().map(Denials::reasons).toList();
    String each =
        reasons.stream()
            .map(c -> c.endpoint() + " (" + String.join(", ", c.codes()) + ")")
            .collect(Collectors.joining(", "));
    String message =
        reasons.isEmpty()
            ? "No endpoint of this cell serves the model."
            : "No endpoint may lawfully serve this request: " + each + ".";
    return ApiError.of(ErrorCode.NO_LAWFUL_ENDPOINT, message).because(reasons);
  }

  private static CandidateReasons reasons(Candidate candidate) {
    return new CandidateReasons(
        candidate.endpoint(), candidate.reasons().stream().map(Reason::name).toList());
  }
}
