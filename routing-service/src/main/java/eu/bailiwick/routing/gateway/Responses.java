package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorShape;
import eu.bailiwick.routing.usage.Receipt;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.UUID;

/** Writes the router's own answers and the headers that say what was decided. */
final class Responses {

  private static final CharSequence DECISION = HttpHeaders.createOptimized("Bailiwick-Decision");
  private static final CharSequence ENDPOINT = HttpHeaders.createOptimized("Bailiwick-Endpoint");
  private static final CharSequence COUNTRIES = HttpHeaders.createOptimized("Bailiwick-Countries");
  private static final CharSequence RECEIPT = HttpHeaders.createOptimized("Bailiwick-Receipt");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private static final long LINGER_MILLIS = 2_000;

  private Responses() {}

  static void decision(HttpServerResponse response, UUID request) {
    response.putHeader(DECISION, request.toString());
  }

  /** Of the request's latest event: an answer to it comes after it was recorded. */
  static void receipt(HttpServerResponse response, Receipt receipt) {
    if (!response.headWritten()) {
      response.putHeader(RECEIPT, receipt.dictionary());
    }
  }

  static void destination(HttpServerResponse response, Destination destination) {
    MultiMap headers = response.headers();
    headers.set(ENDPOINT, destination.endpoint().id());
    headers.set(COUNTRIES, String.join(", ", destination.countries()));
  }

  /** Nobody answered yet, after all. */
  static void noDestination(HttpServerResponse response) {
    response.headers().remove(ENDPOINT).remove(COUNTRIES);
  }

  static void json(HttpServerResponse response, Buffer body) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
  }

  /**
   * Answers with an error in the shape that clients of its path expect, unless the client left.
   *
   * @param retryAfter seconds; 0 for none
   */
  static void error(HttpServerRequest request, ApiError error, int retryAfter) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(error.status());
    if (retryAfter > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter));
    }
    json(response, error.json(ErrorShape.at(request.path())));
  }

  /** Says that no further request is answered on the connection of this one. */
  static void lastOfConnection(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Answers with an error and takes nothing more from the connection. */
  static void errorAndClose(HttpServerRequest request, ApiError error, int retryAfter) {
    lastOfConnection(request);
    error(request, error, retryAfter);
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else {
      request.connection().close();
    }
  }

  /**
   * Answers with an error to a request whose body did not come whole. The connection is closed as
   * soon as the client has sent the rest, or soon: one that is closed while bytes come is reset,
   * and the answer may be lost with it.
   */
  static void errorAndLinger(HttpServerRequest request, ApiError error, int retryAfter) {
    if (request.version() == HttpVersion.HTTP_2 || request.isEnded()) {
      errorAndClose(request, error, retryAfter);
      return;
    }
    lastOfConnection(request);
    error(request, error, retryAfter);
    Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
    long timer = vertx.setTimer(LINGER_MILLIS, rang -> request.connection().close());
    request.exceptionHandler(left -> vertx.cancelTimer(timer));
    request.endHandler(
        whole -> {
          vertx.cancelTimer(timer);
          request.connection().close();
        });
    request.handler(rest -> {});
    request.resume();
  }
}
