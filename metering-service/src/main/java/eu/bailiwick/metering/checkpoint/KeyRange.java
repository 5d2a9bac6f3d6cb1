package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.VerifierKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A key of the cell's log, and what it signed.
 *
 * @param index of the entry in the cell's log that introduces it
 * @param since when that was
 * @param first size of the first checkpoint that it signed; empty if there is none yet
 * @param last size of the last one
 */
record KeyRange(
    VerifierKey key, long index, Instant since, Optional<Long> first, Optional<Long> last) {}
