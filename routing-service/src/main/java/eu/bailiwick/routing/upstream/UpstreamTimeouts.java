package eu.bailiwick.routing.upstream;

import java.time.Duration;

/**
 * How long is waited for an upstream.
 *
 * @param connect for a connection
 * @param response from dispatch to the head of an answer that is no stream
 * @param firstToken from dispatch to the first byte of a stream's body
 * @param stall between two pieces of the answer's body, not counting the time in which the caller
 *     does not read
 * @param total from dispatch to the end, whoever is slow
 */
public record UpstreamTimeouts(
    Duration connect, Duration response, Duration firstToken, Duration stall, Duration total) {}
