package eu.bailiwick.registry.json;

/**
 * One thing that is wrong in a document.
 *
 * @param path where, as in {@code endpoints[2].site}; empty for the document itself
 * @param message what is wrong and what would be right
 */
public record Violation(String path, String message) {}
