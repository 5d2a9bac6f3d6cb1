/**
 * Receipts: a caller who kept the header {@code Bailiwick-Receipt} of an answer exchanges it for a
 * proof that its event is in the ledger, up to a checkpoint that the cell signed and witnesses
 * cosigned. Whoever holds a receipt may ask: it names a commitment of 256 bits. Everything blocks,
 * on virtual threads.
 */
@NullMarked
package eu.bailiwick.metering.receipt;

import org.jspecify.annotations.NullMarked;
