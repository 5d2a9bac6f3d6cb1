package eu.bailiwick.registry.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Who changes something, and why.
 *
 * @param actor the authenticated person or service
 * @param reason in the actor's words; null if none was given
 */
public record Provenance(String actor, @Nullable String reason) {}
