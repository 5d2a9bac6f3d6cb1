package eu.bailiwick.routing.telemetry;

import io.opentelemetry.api.trace.Tracer;

/**
 * What every observed request uses.
 *
 * @param tracer makes spans, or none
 * @param log gets the lines, if it is on
 */
record Looking(Tracer tracer, AccessLog log) {}
