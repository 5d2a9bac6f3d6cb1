/**
 * Intake of usage events: reads the topic on a thread of its own and hands batches to storage. The
 * only package that knows Kafka. Offsets live in PostgreSQL; the consumer group only divides the
 * partitions among instances. Kafka and PostgreSQL may come and go: readiness says so, and intake
 * goes on by itself.
 */
@NullMarked
package eu.bailiwick.metering.intake;

import org.jspecify.annotations.NullMarked;
