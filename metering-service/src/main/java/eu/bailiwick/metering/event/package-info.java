/**
 * Usage events, version 1, as metering reads them: its own records, tested against the contract
 * that the routing-service owns. Reading is lenient towards unknown members and strict about the
 * ones it needs. Pure code, for any thread.
 */
@NullMarked
package eu.bailiwick.metering.event;

import org.jspecify.annotations.NullMarked;
