package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.event.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param name {@code message} if it had none
 * @param id null if it had none
 * @param data its exact bytes
 */
record ServerEvent(String name, @Nullable String id, Bytes data) {}
