/**
 * The metering-service: usage events from Kafka into PostgreSQL, and answers from them. This
 * package is the composition root: the only place that names the system's clock.
 */
@NullMarked
package eu.bailiwick.metering;

import org.jspecify.annotations.NullMarked;
