package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.Note;
import java.time.Instant;

/**
 * A checkpoint of the cell's log.
 *
 * @param tree what it says
 * @param note signed by the log, and by the witnesses that answered so far
 * @param time when it was signed
 * @param published whether everyone may have it
 */
public record SignedTree(Checkpoint tree, Note note, Instant time, boolean published) {}
