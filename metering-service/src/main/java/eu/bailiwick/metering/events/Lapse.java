package eu.bailiwick.metering.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a certificate of an endpoint had expired.
 *
 * @param scheme of the certificate
 * @param source which certificate, as the fact names it
 * @param expired first instant at which it no longer held, as was known since {@code revision}
 * @param until first instant behind it; absent while nothing has ended it
 * @param endedBy {@code revocation} of the endpoint, {@code renewal} of the certificate, or {@code
 *     removal} of one of them; absent while nothing has
 * @param endedAtRevision the change that ended it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Lapse(
    String scheme,
    String source,
    Instant expired,
    String revision,
    @Nullable Instant until,
    @Nullable String endedBy,
    @Nullable String endedAtRevision) {}
