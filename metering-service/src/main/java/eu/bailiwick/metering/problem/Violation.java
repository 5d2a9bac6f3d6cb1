package eu.bailiwick.metering.problem;

/**
 * What is wrong with one parameter.
 *
 * @param path the parameter's name
 */
public record Violation(String path, String message) {}
