package eu.bailiwick.metering.arrival;

/** Where one record stands in Kafka. */
public record Place(Source source, long offset) {}
