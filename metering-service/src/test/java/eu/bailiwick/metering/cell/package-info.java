/**
 * The cell around metering in tests: a real broker, a real database, an issuer of tokens, and a
 * producer that speaks as a router does.
 */
@NullMarked
package eu.bailiwick.metering.cell;

import org.jspecify.annotations.NullMarked;
