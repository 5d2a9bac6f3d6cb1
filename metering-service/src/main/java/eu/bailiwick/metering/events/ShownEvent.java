package eu.bailiwick.metering.events;

import eu.bailiwick.metering.query.Cursor;

/**
 * An event as it is shown.
 *
 * @param place in the order of pages
 */
record ShownEvent(Cursor place, EventItem item) {}
