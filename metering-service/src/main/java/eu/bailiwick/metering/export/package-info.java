/**
 * {@code GET /v1/exports}: the events of a period as a file, streamed, in four formats. Only JSON
 * Lines holds the exact bytes of each event; the others are made from the columns of its row and
 * cannot be checked against the ledger. An export is recorded before it begins, and again when it
 * is over. Blocks as long as whoever reads.
 */
@NullMarked
package eu.bailiwick.metering.export;

import org.jspecify.annotations.NullMarked;
