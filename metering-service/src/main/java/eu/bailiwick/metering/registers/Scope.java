package eu.bailiwick.metering.registers;

import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Period;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a register is about.
 *
 * @param from first instant
 * @param to first instant behind the last
 */
record Scope(String tenant, Instant from, Instant to) {

  EventFilter filter() {
    return EventFilter.of(Map.of(Dimension.TENANT, Set.of(tenant)), new Period(from, to));
  }
}
