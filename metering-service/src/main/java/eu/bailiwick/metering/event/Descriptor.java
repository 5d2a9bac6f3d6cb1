package eu.bailiwick.metering.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of a request that a decision depends on, and its size.
 *
 * @param key id of the API key
 * @param dataClass the class that the request named; null if none
 * @param model as the caller sent it; null if it could not be read
 * @param bodyBytes size of the body, in bytes
 */
public record Descriptor(
    String application,
    String key,
    @Nullable String dataClass,
    @Nullable String model,
    String operation,
    List<String> within,
    boolean stream,
    long bodyBytes) {}
