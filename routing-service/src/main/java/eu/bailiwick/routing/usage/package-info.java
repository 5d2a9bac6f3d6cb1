/**
 * Usage events: what the router tells the audit about each request, and the protocol that makes
 * every loss visible. The only package that knows Kafka. {@link UsageRecorder} may be called from
 * the event loop: it never blocks.
 */
@NullMarked
package eu.bailiwick.routing.usage;

import org.jspecify.annotations.NullMarked;
