/**
 * What metering keeps in PostgreSQL, written in plain JDBC: event rows in daily partitions, the
 * digest of every number, holes, open attempts, dead letters, and the offsets of intake, all of one
 * batch in one transaction. Called by intake on its own thread; every call blocks. Its tools serve
 * whoever else keeps something.
 */
@NullMarked
package eu.bailiwick.metering.storage;

import org.jspecify.annotations.NullMarked;
