package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;

/** A resource that somebody wants to be gone. */
public record Removal(Kind<?> kind, String id) {}
