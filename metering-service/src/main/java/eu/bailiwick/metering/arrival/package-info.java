/**
 * What arrives from routers, written down in plain JDBC: event rows in daily partitions, what is
 * known of every number, holes, open attempts, dead letters, the leaves and findings in the logs of
 * tenants, and the offsets of intake, all of one batch in one transaction. Called by intake on its
 * own thread; every call blocks.
 */
@NullMarked
package eu.bailiwick.metering.arrival;

import org.jspecify.annotations.NullMarked;
