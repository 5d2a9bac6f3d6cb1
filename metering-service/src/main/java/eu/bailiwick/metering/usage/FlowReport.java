package eu.bailiwick.metering.usage;

import java.util.List;

/** Where each tenant's classes of data went. */
record FlowReport(List<Flow> items) {}
