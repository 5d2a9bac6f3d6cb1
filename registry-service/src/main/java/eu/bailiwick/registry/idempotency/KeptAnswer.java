package eu.bailiwick.registry.idempotency;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it was sent.
 *
 * @param status HTTP status
 * @param headers by name, beside those that every answer has
 * @param body JSON; null if there was none
 */
record KeptAnswer(int status, Map<String, String> headers, @Nullable String body) {}
