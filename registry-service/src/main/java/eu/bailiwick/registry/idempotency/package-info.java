/**
 * Requests that may be sent again without being done again. A resource method marked {@link
 * eu.bailiwick.registry.idempotency.Idempotent} runs in a transaction that also keeps its answer
 * under the request's {@code Idempotency-Key}; so whatever the method writes must join the
 * transaction that it finds. Blocks; on virtual threads only.
 */
@NullMarked
package eu.bailiwick.registry.idempotency;

import org.jspecify.annotations.NullMarked;
