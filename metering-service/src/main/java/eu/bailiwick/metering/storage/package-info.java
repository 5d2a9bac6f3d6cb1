/**
 * Tools of all who keep something in PostgreSQL in plain JDBC: transactions, variables of
 * statements, leases, the schema. Every call blocks.
 */
@NullMarked
package eu.bailiwick.metering.storage;

import org.jspecify.annotations.NullMarked;
