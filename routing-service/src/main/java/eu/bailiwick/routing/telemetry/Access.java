package eu.bailiwick.routing.telemetry;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.usage.Closed;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a known caller at its end.
 *
 * @param id of the request
 * @param caller who asked
 * @param surface what was asked for
 * @param http the request itself
 * @param outcome what became of it
 * @param code {@code error.code} of the answer if it was refused; else null
 * @param attempts how many were made
 * @param last the end of the last attempt; null if there was none
 */
record Access(
    UUID id,
    Caller caller,
    String surface,
    HttpServerRequest http,
    String outcome,
    @Nullable String code,
    int attempts,
    @Nullable Closed last) {}
