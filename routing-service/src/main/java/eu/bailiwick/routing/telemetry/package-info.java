/**
 * What operators see of requests: metrics by the GenAI semantic conventions of OpenTelemetry and
 * our own of jurisdiction, spans, a log of accesses. It is told of what happens and changes
 * nothing; none of it holds prompts, answers, or text that a caller made up. All runs on the event
 * loop of the request, and what is switched off makes no objects.
 */
@NullMarked
package eu.bailiwick.routing.telemetry;

import org.jspecify.annotations.NullMarked;
