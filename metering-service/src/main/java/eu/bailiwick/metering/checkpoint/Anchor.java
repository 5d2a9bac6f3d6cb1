package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.LogId;

/**
 * What an entry of the cell's log commits to.
 *
 * @param log which log
 * @param size of its tree
 * @param root of that tree
 * @param index of the entry in the cell's log
 */
public record Anchor(LogId log, long size, Bytes root, long index) {}
