package eu.bailiwick.metering.event;

import java.util.UUID;

/**
 * One dispatch of a request to one endpoint.
 *
 * @param attempt counts from 1 within the request
 */
public record AttemptId(UUID request, int attempt) {}
