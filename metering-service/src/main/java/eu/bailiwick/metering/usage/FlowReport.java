package eu.bailiwick.metering.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** Where each tenant's classes of data went. */
record FlowReport(List<Flow> items) {

  /** One tenant's data of one class into one country. */
  record Flow(String tenant, String dataClass, String country, @JsonUnwrapped Totals totals) {}
}
