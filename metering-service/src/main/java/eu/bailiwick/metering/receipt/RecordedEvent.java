package eu.bailiwick.metering.receipt;

import eu.bailiwick.metering.ledger.LogId;
import java.time.Instant;

/**
 * Where an event is.
 *
 * @param log of its tenant
 * @param index of its leaf in that log
 * @param type of the event
 * @param time of the event
 */
record RecordedEvent(LogId log, long index, String type, Instant time) {}
