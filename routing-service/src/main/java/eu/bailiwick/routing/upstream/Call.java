package eu.bailiwick.routing.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param attempt number of the attempt, from 1
 * @param method of the request
 * @param uri path and query below the endpoint's base URL
 * @param headers the caller's headers, of which the known ones pass
 * @param traceparent the span to continue instead of the caller's; null for the caller's
 * @param body the whole body
 * @param stream whether the answer is asked for as a stream
 */
public record Call(
    int attempt,
    HttpMethod method,
    String uri,
    MultiMap headers,
    @Nullable String traceparent,
    Buffer body,
    boolean stream) {}
