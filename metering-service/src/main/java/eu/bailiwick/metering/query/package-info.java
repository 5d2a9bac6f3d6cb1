/**
 * What all questions have in common: parameters that are read strictly, the dimensions of an event,
 * filters that become SQL with bind variables, pages with a keyset, and running the SQL. Called on
 * virtual threads; running a query blocks.
 */
@NullMarked
package eu.bailiwick.metering.query;

import org.jspecify.annotations.NullMarked;
