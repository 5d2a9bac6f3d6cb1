package eu.bailiwick.routing.usage;

/**
 * Who records; the same in every event.
 *
 * @param cell id of the cell
 * @param router id of the router
 * @param site id of the site at which the router stands
 */
record Origin(String cell, String router, String site) {}
