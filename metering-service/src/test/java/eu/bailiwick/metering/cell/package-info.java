/**
 * The cell around metering in tests: a real broker, a real database, an issuer of tokens, a
 * producer that speaks as a router does, and a registry that says what it is told to.
 */
@NullMarked
package eu.bailiwick.metering.cell;

import org.jspecify.annotations.NullMarked;
