package eu.bailiwick.metering.storage;

/** Where one record stands in Kafka. */
public record Place(Source source, long offset) {}
