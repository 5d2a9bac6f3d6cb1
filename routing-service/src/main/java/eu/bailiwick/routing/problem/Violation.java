package eu.bailiwick.routing.problem;

/**
 * A field that is at fault.
 *
 * @param path where it is, as in {@code within[1]}
 * @param message what is wrong and what would be right
 */
public record Violation(String path, String message) {}
