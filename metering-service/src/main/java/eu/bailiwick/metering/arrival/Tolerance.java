package eu.bailiwick.metering.arrival;

/**
 * What is borne before it becomes a finding.
 *
 * @param grace for numbers that are absent
 * @param clock for times of events
 */
record Tolerance(Grace grace, ClockBounds clock) {}
