package eu.bailiwick.routing.upstream;

import java.time.Duration;

/**
 * How long is waited for an upstream.
 *
 * @param connect for a connection
 * @param response from dispatch to the head of the answer
 * @param stall between two pieces of the answer's body, not counting the time in which the caller
 *     does not read
 */
public record UpstreamTimeouts(Duration connect, Duration response, Duration stall) {}
