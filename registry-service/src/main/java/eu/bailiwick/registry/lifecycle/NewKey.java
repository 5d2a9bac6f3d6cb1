package eu.bailiwick.registry.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key that was just made.
 *
 * @param id its identifier in the catalogue
 * @param application id of the application that calls with it
 * @param validTo first instant at which it opens nothing more; null if it has no end
 * @param key the key itself; it is shown this once and not kept
 */
record NewKey(String id, String application, @Nullable Instant validTo, String key) {}
