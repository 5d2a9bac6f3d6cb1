package eu.bailiwick.metering.erasure;

import eu.bailiwick.metering.retention.Certificate;
import java.time.Duration;

/**
 * On which terms is erased.
 *
 * @param floor no event is erased at a lower age without a legal ground
 * @param mostEvents how many one erasure may concern
 * @param copies how long copies are kept
 */
record Terms(Duration floor, int mostEvents, Certificate.Copies copies) {}
