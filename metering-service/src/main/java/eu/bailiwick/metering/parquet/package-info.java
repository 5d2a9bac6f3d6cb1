/**
 * Writes Apache Parquet files (format 2, flat columns, plain encoding, gzip): just enough for a
 * table to be streamed with one row group in memory. For one thread each; knows nothing of events.
 */
@NullMarked
package eu.bailiwick.metering.parquet;

import org.jspecify.annotations.NullMarked;
